package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Statistics;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** Files of mantaflow, Blender and numpy; the numbers are what numpy reads from them. */
final class ReferenceFilesTest {

  static Path file(String name) {
    try {
      return Path.of(ReferenceFilesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "flags_2d_16.uni,FLAGS,1,1232,1,20",
    "flags_3d_16.uni,FLAGS,16,16832,1,20",
    "int_2d_16.uni,INT,1,1792,7,7",
    "int_3d_16.uni,INT,16,28672,7,7",
  })
  void wholeNumbers(String name, GridType type, int layers, double sum, double min, double max)
      throws IOException {
    GridData grid = GridFiles.read(file(name));
    assertThat(grid.type()).isEqualTo(type);
    var field = (IntField) grid.field();
    assertThat(field.size()).isEqualTo(new GridSize(16, 16, layers));
    Statistics figures = Statistics.of(field.values());
    assertThat(figures).isEqualTo(new Statistics(min, max, sum, sum / (256 * layers)));
  }

  @ParameterizedTest
  @CsvSource({
    "levelset_2d_16.uni,LEVELSET,1,128,.5,.5",
    "levelset_3d_16.uni,LEVELSET,16,2048,.5,.5",
    "real_ramp_2d_16.uni,REAL,1,32640,0,255",
    "real_ramp_3d_16.uni,REAL,16,8386560,0,4095"
  })
  void numbers(String name, GridType type, int layers, double sum, double min, double max)
      throws IOException {
    GridData grid = GridFiles.read(file(name));
    assertThat(grid.type()).isEqualTo(type);
    assertThat(grid.field().size()).isEqualTo(new GridSize(16, 16, layers));
    Statistics figures = Statistics.of(((ScalarField) grid.field()).values());
    assertThat(figures).isEqualTo(new Statistics(min, max, sum, sum / (256 * layers)));
  }

  @Test
  void xIsFastestThenY() throws IOException {
    assertThat(GridFiles.readScalar(file("real_ramp_2d_16.uni")).at(7, 5, 0)).isEqualTo(87);
    assertThat(GridFiles.readScalar(file("real_ramp_3d_16.uni")).at(7, 5, 3)).isEqualTo(855);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vec3_2d_16.uni", "vec3_3d_16.uni", "mac_2d_16.uni", "mac_3d_16.uni"})
  void vectors(String name) throws IOException {
    VectorField field = GridFiles.readVector(file(name));
    assertThat(field.placement())
        .isEqualTo(name.startsWith("mac") ? Placement.FACES : Placement.CENTRES);
    assertThat(field.size()).isEqualTo(new GridSize(16, 16, name.contains("2d") ? 1 : 16));
    assertThat(field.x()).containsOnly(1);
    assertThat(field.y()).containsOnly(2);
    assertThat(field.z()).containsOnly(3);
  }

  @Test
  void blendersDensity() throws IOException {
    Path file = file("blender_density_0008.uni");
    GridInfo info = GridFiles.inspect(file);
    assertThat(info.format()).isEqualTo("uni MNT3");
    assertThat(info.type()).isEqualTo(GridType.REAL);
    assertThat(info.size()).isEqualTo(new GridSize(64, 64, 64));
    assertThat(info.note()).startsWith("mantaflow <unknown").endsWith("2023, 06:12:16");
    assertThat(info.time()).isEqualTo(1795355943899L);
    ScalarField density = GridFiles.readScalar(file);
    assertThat(density.at(30, 28, 20)).isEqualTo(0.99186623f);
    assertThat(density.at(32, 30, 20)).isEqualTo(0.90011907f);
    assertThat(density.at(32, 32, 10)).isEqualTo(4.7758104e-09f);
    Statistics figures = Statistics.of(density.values());
    assertThat(figures.sum()).isCloseTo(1934.034107154329, within(1e-9));
    assertThat(figures.max()).isEqualTo(0.99186623f);
  }

  @ParameterizedTest
  @CsvSource({
    "density_float64.npz,npz float64",
    "density_big_endian.npz,npz float32",
    "named.npz,npz float32"
  })
  void numpysNumbers(String name, String format) throws IOException {
    GridInfo info = GridFiles.inspect(file(name));
    assertThat(info.format()).isEqualTo(format);
    assertThat(info.type()).isEqualTo(GridType.REAL);
    ScalarField field = GridFiles.readScalar(file(name));
    assertThat(field.size()).isEqualTo(new GridSize(5, 4, 3));
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 4; j++) {
        for (int i = 0; i < 5; i++) {
          assertThat(field.at(i, j, k)).isEqualTo(i + 10 * j + 100 * k + 0.25f);
        }
      }
    }
  }

  @Test
  void numpysVectors() throws IOException {
    VectorField field = GridFiles.readVector(file("velocity_float32.npz"));
    assertThat(field.placement()).isEqualTo(Placement.FACES);
    int at = field.size().index(4, 3, 2);
    assertThat(field.x()[at]).isEqualTo(4.5f);
    assertThat(field.y()[at]).isEqualTo(2.5f);
    assertThat(field.z()[at]).isEqualTo(4);
  }
}
