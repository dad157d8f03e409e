package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** Numbered frames are found, and what is wrong with them. */
final class GridSequenceTest {

  private static final GridSize SIZE = GridSize.flat(4, 3);

  @TempDir private Path folder;

  private void density(String name, float value) throws IOException {
    var field = new ScalarField(SIZE);
    field.values()[0] = value;
    GridFiles.write(folder.resolve(name), field);
  }

  private void velocity(String name) throws IOException {
    GridFiles.write(folder.resolve(name), new VectorField(SIZE, Placement.FACES));
  }

  private SequenceName pattern(String name) throws IOException {
    return SequenceName.of(folder.resolve(name).toString());
  }

  @Test
  void framesAreInTheOrderOfTheirNumbers() throws IOException {
    for (int number : new int[] {10, 8, 9, 11}) {
      density("density_%d.uni".formatted(number), number);
    }
    density("density_low_0001.uni", 0);
    density("density_still.uni", 0);
    GridSequence sequence = GridSequence.open(pattern("density_%d.uni"));
    assertThat(sequence.numbers()).containsExactly(8, 9, 10, 11);
    assertThat(sequence.readScalar(9).at(0, 0, 0)).isEqualTo(9);
    assertThat(sequence.info().size()).isEqualTo(SIZE);
    assertThat(GridSequence.in(folder))
        .extracting(found -> found.name().toString())
        .containsExactly(
            folder.resolve("density_%d.uni").toString(),
            folder.resolve("density_low_%04d.uni").toString());
  }

  @Test
  void ofSeveralDensitiesOneIsChosenByAWordOfItsName() throws IOException {
    for (String name : new String[] {"density_low", "density_high", "density_flow", "density"}) {
      density(name + "_0001.uni", 1);
    }
    String spec = folder.toString();
    assertThat(GridSequence.density(spec, "low").name())
        .hasToString(folder.resolve("density_low_%04d.uni").toString());
    assertThat(GridSequence.density(spec, "high").name())
        .hasToString(folder.resolve("density_high_%04d.uni").toString());
    for (String none : new String[] {"", "middle", "density"}) {
      assertThatThrownBy(() -> GridSequence.density(spec, none))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("holds 4 densities, name one of them");
    }
  }

  @Test
  void gridsAreToldFromFilms() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.writeString(pictures.resolve("1.png"), "");
    for (String film : new String[] {"in.mp4", "frames/%04d.png", "no-such", pictures.toString()}) {
      assertThat(GridSequence.isMeant(film)).as(film).isFalse();
    }
    density("density_0001.uni", 1);
    Files.writeString(folder.resolve("frames.png"), "pictures of grids may lie beside them");
    for (String grids : new String[] {"any/density_%04d.UNI", folder.toString()}) {
      assertThat(GridSequence.isMeant(grids)).as(grids).isTrue();
    }
  }

  @Test
  void aFolderOfFoldersSaysWhereTheDensityIs() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path settings = Files.createDirectory(cache.resolve("config"));
    Files.writeString(Files.createDirectory(cache.resolve("shot")).resolve("0001.png"), "");
    assertThat(GridSequence.isMeant(cache.toString())).isFalse();
    Files.writeString(settings.resolve("config_0001.uni"), "");
    assertThat(GridSequence.isMeant(cache.toString())).isTrue();
    Path data = Files.createDirectory(cache.resolve("data"));
    Files.writeString(data.resolve("fluid_data_0001.vdb"), "");
    Files.writeString(data.resolve("notes.txt"), "");
    assertThat(GridSequence.isMeant(cache.toString())).isTrue();
    assertThatThrownBy(() -> GridSequence.density(cache.toString()))
        .hasMessage(cache + ": holds no density itself; name the folder in it that does: " + data);
  }

  @Test
  void numbersMayOutgrowTheirZeros() throws IOException {
    density("d2_98_v1.uni", 98); // the frame's number is the last one
    density("d2_99_v1.uni", 99);
    for (int number = 8; number < 12; number++) {
      density("%02d.npz".formatted(number), number);
      density("x%02d.npz".formatted(number + 90), number + 90);
    }
    assertThat(GridSequence.open(pattern("%02d.npz")).numbers()).hasSize(4);
    assertThat(GridSequence.open(pattern("x%02d.npz")).numbers()).containsExactly(98, 99, 100, 101);
    assertThat(GridSequence.open(pattern("d2_%d_v1.uni")).numbers()).containsExactly(98, 99);
  }

  @Test
  void theDensityOfAFolderIsFound() throws IOException {
    assertThatThrownBy(() -> GridSequence.density(folder.toString()))
        .hasMessage(folder + ": holds no density, must hold such as density_0001.uni");
    velocity("velocity_0000.uni");
    density("smoke_0000.uni", 1);
    assertThat(GridSequence.density(folder.toString()).name()).isEqualTo(pattern("smoke_%04d.uni"));
    density("density_0000.uni", 2);
    assertThat(GridSequence.density(folder.toString()).name())
        .isEqualTo(pattern("density_%04d.uni"));
    density("density_low_0000.uni", 3);
    assertThatThrownBy(() -> GridSequence.density(folder.toString()))
        .hasMessage(
            "%s: holds 2 densities, name one of them: %s, %s",
            folder, pattern("density_%04d.uni"), pattern("density_low_%04d.uni"));
    String velocity = pattern("velocity_%04d.uni").toString();
    assertThatThrownBy(() -> GridSequence.density(velocity))
        .hasMessage(velocity + ": is of MAC grids, must be Real or Levelset");
    String file = folder.resolve("density_0000.uni").toString();
    assertThat(GridSequence.density(file).numbers()).containsExactly(0);
    density("density.uni", 3);
    String unnumbered = folder.resolve("density.uni").toString();
    assertThatThrownBy(() -> GridSequence.density(unnumbered))
        .hasMessageStartingWith(unnumbered + ": is a file without a number; must be such as");
  }

  @Test
  void aGapIsNamed() throws IOException {
    density("density_0001.uni", 0);
    density("density_0002.uni", 0);
    density("density_0004.uni", 0);
    assertThatThrownBy(() -> GridSequence.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("density_0003.uni: is missing", "1 to 4");
  }

  @Test
  void mixedSizesAreNamed() throws IOException {
    density("density_0001.uni", 0);
    GridFiles.write(folder.resolve("density_0002.uni"), new ScalarField(new GridSize(8, 8, 8)));
    assertThatThrownBy(() -> GridSequence.open(pattern("density_%04d.uni")))
        .hasMessageContainingAll("density_0002.uni: ", "8x8x8, but the sequence began with", "4x3");
  }

  @Test
  void whatIsNotThere() {
    assertThatThrownBy(() -> GridSequence.open(pattern("density_%04d.uni")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> GridSequence.in(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"density_%s.uni", "%04d/density.uni", "%04d_%04d.uni", "density.uni"})
  void patternsThatAreNone(String pattern) {
    assertThatThrownBy(() -> SequenceName.of(pattern)).hasMessageContainingAll(pattern, "%04d");
  }

  @Test
  void aDensityKnowsItsVelocity() throws IOException {
    for (int number = 1; number < 3; number++) {
      density("density_low_%04d.uni".formatted(number), 0);
      velocity("velocity_low_%04d.uni".formatted(number));
      density("density_%04d.uni".formatted(number), 0);
      velocity("vel_%04d.uni".formatted(number));
      density("density_high_%04d.uni".formatted(number), 0);
    }
    assertThat(velocityOf("density_low_%04d.uni")).isEqualTo("velocity_low_%04d.uni");
    assertThat(velocityOf("density_%04d.uni")).isEqualTo("vel_%04d.uni");
    assertThat(GridSequence.open(pattern("density_high_%04d.uni")).velocity()).isEmpty();
    density("density_0003.uni", 0);
    GridSequence longer = GridSequence.open(pattern("density_%04d.uni"));
    assertThatThrownBy(longer::velocity).hasMessageContaining("vel_0003.uni: is missing");
  }

  private String velocityOf(String name) throws IOException {
    GridSequence velocity = GridSequence.open(pattern(name)).velocity().orElseThrow();
    return Path.of(velocity.name().toString()).getFileName().toString();
  }
}
