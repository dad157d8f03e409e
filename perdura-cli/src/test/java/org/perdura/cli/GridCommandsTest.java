package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridType;

/** The commands convert and info. */
final class GridCommandsTest {

  private static final GridSize SIZE = new GridSize(6, 5, 4);

  @TempDir private Path folder;

  private ScalarField density(int frame) {
    var field = new ScalarField(SIZE);
    for (int i = 0; i < SIZE.cells(); i++) {
      field.values()[i] = frame + i / 7f;
    }
    return field;
  }

  private Path sequence(String folderName) throws IOException {
    Path into = Files.createDirectories(folder.resolve(folderName));
    for (int frame = 3; frame < 6; frame++) {
      GridFiles.write(into.resolve("density_%04d.uni".formatted(frame)), density(frame));
      GridFiles.write(
          into.resolve("velocity_%04d.uni".formatted(frame)),
          new VectorField(SIZE, Placement.FACES));
    }
    return into;
  }

  private static List<String> done(Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private static void failed(int code, String word, Object... words) {
    Cli result = Cli.run(words);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().startsWith("perdura").contains(word);
  }

  private List<String> names(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void oneFileThereAndBack() throws IOException {
    Path uni = folder.resolve("a.uni");
    Path npz = folder.resolve("b.npz");
    Path back = folder.resolve("c.uni");
    GridFiles.write(uni, density(0));
    done("convert", uni, npz, "--double");
    assertThat(GridFiles.inspect(npz).format()).isEqualTo("npz float64");
    done("convert", npz, back, "--mnt2", "--type", "levelset");
    assertThat(GridFiles.inspect(back).format()).isEqualTo("uni MNT2");
    assertThat(GridFiles.inspect(back).type()).isEqualTo(GridType.LEVELSET);
    assertThat(GridFiles.readScalar(back).values()).containsExactly(density(0).values());
  }

  @Test
  void aSequenceIntoAnother() throws IOException {
    Path in = sequence("in");
    Path out = folder.resolve("out");
    done("convert", in.resolve("density_%04d.uni"), out.resolve("d%d.npz"), "--quiet");
    assertThat(names(out)).containsExactly("d3.npz", "d4.npz", "d5.npz");
    assertThat(GridFiles.readScalar(out.resolve("d4.npz")).values())
        .containsExactly(density(4).values());
  }

  @Test
  void aFolderIntoAnother() throws IOException {
    Path out = folder.resolve("out");
    done("convert", sequence("in"), out, "--format", "npz");
    assertThat(names(out))
        .containsExactly(
            "density_0003.npz",
            "density_0004.npz",
            "density_0005.npz",
            "velocity_0003.npz",
            "velocity_0004.npz",
            "velocity_0005.npz");
  }

  @Test
  void whatExistsIsKept() throws IOException {
    Path in = sequence("in");
    Path out = Files.createDirectory(folder.resolve("out"));
    Path old = Files.writeString(out.resolve("density_0004.npz"), "old");
    failed(1, "density_0004.npz: exists", "convert", in, out, "--format", "npz");
    assertThat(names(out)).containsExactly("density_0004.npz");
    assertThat(old).hasContent("old");
    done("convert", in, out, "--format", "npz", "--overwrite");
    assertThat(GridFiles.inspect(old).size()).isEqualTo(SIZE);
    failed(1, "is the input itself", "convert", in, in, "--format", "uni", "--overwrite");
  }

  @Test
  void twoSequencesThatWouldBecomeOneAreRefused() throws IOException {
    Path in = sequence("in");
    GridFiles.write(in.resolve("density_0003.npz"), density(8));
    failed(1, "would both be written", "convert", in, folder.resolve("out"), "--format", "npz");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws IOException {
    Path in = sequence("in");
    Path first = in.resolve("density_0003.uni");
    failed(1, "no such file", "convert", folder.resolve("no.uni"), folder.resolve("a.npz"));
    failed(1, ".uni or .npz", "convert", first, folder.resolve("a.vtk"));
    failed(1, "cannot be taken as MAC", "convert", first, folder.resolve("a.npz"), "--type", "mac");
    failed(1, "its folder does not exist", "convert", first, folder.resolve("no/a.npz"));
    failed(1, "2 sequences", "convert", in, folder.resolve("a_%d.npz"));
    failed(2, "--format", "convert", in, folder.resolve("out"));
    failed(2, "--format", "convert", first, folder.resolve("a.npz"), "--format", "npz");
    failed(2, "IN must be", "convert", first, folder.resolve("a_%d.npz"));
    failed(2, "OUT must be", "convert", in, folder.resolve("a.npz"));
    failed(1, "no numbered grids", "info", Files.createDirectory(folder.resolve("empty")));
    Files.delete(in.resolve("density_0004.uni"));
    failed(
        1, "density_0004.uni: is missing", "convert", in, folder.resolve("o"), "--format", "npz");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"a.uni,uni MNT3", "a.npz,npz float32"})
  void infoOfAFile(String name, String format) throws IOException {
    Path file = folder.resolve(name);
    GridFiles.write(file, density(0));
    var told = new ObjectMapper().readTree(String.join("\n", done("info", file, "--json")));
    assertThat(told.get("format").asText()).isEqualTo(format);
    assertThat(told.get("type").asText()).isEqualTo("Real");
    assertThat(told.get("size").toString()).isEqualTo("[6,5,4]");
    assertThat(told.get("values").get("max").floatValue()).isEqualTo(119 / 7f);
    assertThat(told.get("values").get("mean").floatValue()).isEqualTo(8.5f);
    assertThat(String.join("\n", done("info", file)))
        .contains(file.toString(), format, "Real", "6x5x4", "mean 8.50000");
  }

  @Test
  void infoOfVectorsAndSequences() throws IOException {
    Path in = sequence("in");
    assertThat(String.join("\n", done("info", in.resolve("velocity_0003.uni"))))
        .contains("MAC", "y         min 0");
    assertThat(String.join("\n", done("info", in)))
        .contains("density_%04d.uni", "velocity_%04d.uni", "frames    3", "last      5");
  }
}
