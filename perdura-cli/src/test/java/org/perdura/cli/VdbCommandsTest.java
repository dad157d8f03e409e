package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.VdbFormat;
import org.perdura.grid.vdb.VdbFile;
import org.perdura.grid.vdb.VdbGrid;

/** OpenVDB files through all commands that take smoke, on tiny grids. */
final class VdbCommandsTest {

  private static final Path PLUME = Path.of("..", "scenes", "plume.yaml");
  private static final int FRAMES = 3;

  @TempDir Path folder;
  private Path smoke;

  @BeforeEach
  void simulate() {
    smoke = folder.resolve("smoke");
    done(simulate(smoke, FRAMES));
  }

  private static Cli simulate(Path out, int frames, Object... more) {
    var arguments =
        Stream.concat(
            Stream.of(
                "simulate",
                PLUME,
                out,
                "--resolution",
                "16x24x16",
                "--frames",
                frames,
                "--format",
                "vdb"),
            Stream.of(more));
    return Cli.run(arguments.toArray());
  }

  private static void done(Cli result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void simulationsGoOnBitForBit() throws IOException {
    assertThat(names(smoke))
        .containsExactly(
            "density_0000.vdb", "density_0001.vdb", "density_0002.vdb", "frames.png", "scene.txt");
    Path parts = folder.resolve("parts");
    done(simulate(parts, 1));
    done(simulate(parts, FRAMES, "--resume"));
    for (String name : names(smoke)) {
      assertThat(parts.resolve(name)).hasSameBinaryContentAs(smoke.resolve(name));
    }
  }

  @Test
  void densityAndVelocityGoThereAndBack() throws IOException {
    Path apart = folder.resolve("apart");
    Path together = folder.resolve("together");
    Path again = folder.resolve("again");
    done(Cli.run("convert", smoke, apart, "--format", "npz"));
    assertThat(names(apart)).hasSize(2 * FRAMES).contains("velocity_0002.npz");
    done(Cli.run("convert", apart, together, "--format", "vdb"));
    assertThat(names(together)).hasSize(FRAMES);
    done(Cli.run("convert", together, again, "--format", "npz"));
    for (String name : names(apart)) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(apart.resolve(name));
    }
  }

  @Test
  void storedAsAsked() throws IOException {
    Path half = folder.resolve("half.vdb");
    done(
        Cli.run(
            "convert", smoke.resolve("density_0002.vdb"), half, "--half", "--compression", "zip"));
    try (VdbFile file = VdbFile.open(half)) {
      VdbGrid density = file.grid("density").orElseThrow();
      assertThat(density.half()).isTrue();
      assertThat(density.compression()).hasToString("zip + active values");
      assertThat(file.grid("velocity")).isPresent(); // went along
    }
    Path uni = folder.resolve("velocity.uni");
    done(Cli.run("convert", smoke.resolve("density_0002.vdb") + ":velocity", uni));
    assertThat(GridFiles.readVector(uni))
        .usingRecursiveComparison()
        .isEqualTo(VdbFormat.readVelocity(smoke.resolve("density_0002.vdb")));
    Path sized = folder.resolve("sized.vdb");
    done(Cli.run("convert", uni, sized, "--voxel-size", "0.5"));
    try (VdbFile file = VdbFile.open(sized)) {
      assertThat(file.grids().get(0).transform().voxelSize()[0]).isEqualTo(0.5);
    }
  }

  /** One second has 24 frames or 30; what is in cells a frame stays so. */
  @Test
  void frameRatesAreCountedOnce() throws IOException {
    String velocity = smoke.resolve("density_0002.vdb") + ":velocity";
    Path once = folder.resolve("once.npz");
    Path twice = folder.resolve("twice.npz");
    Path vdb = folder.resolve("rate.vdb");
    done(Cli.run("convert", velocity, once, "--fps", "30"));
    done(Cli.run("convert", velocity, vdb, "--fps", "30"));
    done(Cli.run("convert", vdb + ":velocity", twice));
    assertThat(GridFiles.readVector(twice).y())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(GridFiles.readVector(once).y());
  }

  @Test
  void anotherFrameRateIsAnotherMaking() {
    Path fine = folder.resolve("rated");
    done(Cli.run("upscale", smoke, fine));
    Cli other = Cli.run("upscale", smoke, fine, "--resume", "--fps", "6");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).singleElement().asString().contains("frame-rate");
  }

  @Test
  void oneFileIsEnough() {
    Path picture = folder.resolve("one.png");
    done(Cli.run("render", smoke.resolve("density_0001.vdb"), picture, "--size", "32x32"));
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void saysWhatIsInThem() {
    Cli result = Cli.run("info", smoke.resolve("density_0002.vdb"));
    done(result);
    assertThat(result.out())
        .contains("density", "velocity")
        .anyMatch(line -> line.contains("Tree_float_5_4_3"))
        .anyMatch(line -> line.contains("staggered"));
    Cli one = Cli.run("info", smoke.resolve("density_0002.vdb") + ":velocity");
    done(one);
    assertThat(one.out()).anyMatch(line -> line.contains("16x24x16"));
  }

  @Test
  void upscaledSmokeStaysWhereItWas() throws IOException {
    Path fine = folder.resolve("fine");
    done(Cli.run("upscale", smoke, fine));
    try (VdbFile low = VdbFile.open(smoke.resolve("density_0002.vdb"));
        VdbFile high = VdbFile.open(fine.resolve("density_0002.vdb"))) {
      VdbGrid coarse = low.grid("density").orElseThrow();
      VdbGrid upscaled = high.grid("density").orElseThrow();
      double voxel = coarse.transform().voxelSize()[0];
      assertThat(upscaled.transform().voxelSize()[0]).isCloseTo(voxel / 4, within(1e-12));
      // The lower corner of the first voxel.
      assertThat(upscaled.transform().matrix()[12] - voxel / 8)
          .isCloseTo(coarse.transform().matrix()[12] - voxel / 2, within(1e-12));
      assertThat(high.grid("velocity")).isPresent();
      assertThat(GridFiles.inspect(fine.resolve("density_0002.vdb")).size())
          .hasToString("64x96x64");
    }
  }

  /** Its velocity stays coarse, and so is no velocity of its cells. */
  @Test
  void upscaledSmokeIsConverted() throws IOException {
    Path fine = folder.resolve("fine");
    done(Cli.run("upscale", smoke, fine));
    Path half = folder.resolve("half");
    done(Cli.run("convert", fine, half, "--format", "vdb", "--half"));
    assertThat(names(half)).hasSize(FRAMES);
    try (VdbFile file = VdbFile.open(half.resolve("density_0001.vdb"))) {
      assertThat(file.grids()).hasSize(2).allMatch(VdbGrid::half);
    }
    Path npz = folder.resolve("npz");
    Cli result = Cli.run("convert", fine, npz, "--format", "npz");
    assertThat(result.code()).isZero();
    assertThat(result.err()).singleElement().asString().contains("it is left out");
    assertThat(names(npz)).hasSize(FRAMES);
  }

  @Test
  void isDrawnAndJudged() {
    Path sheet = folder.resolve("sheet.png");
    done(Cli.run("render", smoke, sheet, "--size", "64x64", "--sheet", "1"));
    assertThat(sheet).isNotEmptyFile();
    Cli judged = Cli.run("evaluate", smoke, smoke);
    assertThat(judged.code()).isZero();
    assertThat(judged.out()).anyMatch(line -> line.contains("temporal-error-advected"));
  }

  @Test
  void wrongValuesAreSaidInOneLine() throws IOException {
    Path broken = folder.resolve("broken_0000.vdb");
    byte[] bytes = Files.readAllBytes(smoke.resolve("density_0002.vdb"));
    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    for (Cli result :
        List.of(
            Cli.run("info", broken),
            Cli.run("convert", broken, folder.resolve("x.npz")),
            Cli.run("upscale", folder.resolve("broken_%04d.vdb"), folder.resolve("x")),
            Cli.run("render", folder.resolve("broken_%04d.vdb"), folder.resolve("x.png")))) {
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).singleElement().asString().startsWith("perdura: " + broken + ": ");
    }
    Cli usage = Cli.run("convert", smoke, folder.resolve("x"), "--voxel-size", "-1");
    assertThat(usage.code()).isEqualTo(2);
    assertThat(usage.err())
        .singleElement()
        .asString()
        .contains("--voxel-size -1.0: must be above 0");
  }
}
