package org.perdura.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.cli.EngineOptions;
import org.perdura.cli.Main;
import org.perdura.cli.report.ReportOptions;
import org.perdura.fluid.data.SmokeDataSpec;
import org.perdura.fluid.data.SmokeDataSpec.Mode;
import org.perdura.media.Media;
import org.perdura.nn.SafeTensors;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The demo's smoke, small and by an untrained model. */
final class DemoSmokeTest {

  private static final SmokeDataSpec SMALL = new SmokeDataSpec(2, 16, 4, 3, 1, Mode.DOUBLE, 1, 5);

  @TempDir private Path folder;
  private ShownModel model;
  private SmokeFolder smoke;

  @Command
  private static final class Options {
    @Mixin private EngineOptions engine;
    @Mixin private ReportOptions reporting;
  }

  @BeforeEach
  void writeModel() throws IOException {
    var spec = new GeneratorSpec("compact", 2, Inputs.VELOCITY, 0, 4, 1, 0, 0.001);
    Path file = folder.resolve("smoke.safetensors");
    try (var generator = spec.create(1)) {
      SafeTensors.write(file, generator.state(), spec.metadata());
    }
    model = new ShownModel(file.toString());
    smoke = SmokeFolder.in(folder);
  }

  /** The page's section; what is told goes to {@code out}. */
  private String make(StringWriter out, String... args) throws IOException {
    var options = new Options();
    var line = new CommandLine(options);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter())).parseArgs(args);
    return new SmokePart(smoke, List.of(model), SMALL)
        .make(options.engine, options.reporting.report());
  }

  @Test
  void gridsAFilmAndAPictureAreMadeAndTheFiguresTold() throws Exception {
    var out = new StringWriter();
    String section = make(out, "--threads", "1");
    for (String file :
        List.of(
            "pair/sim_0000/density_low_0002.npz",
            "pair/sim_0000/velocity_low_0002.npz",
            "pair/sim_0000/density_high_0002.npz",
            "upscaled/density_0002.npz",
            "side-by-side.mp4",
            "comparison.png")) {
      assertThat(smoke.path().resolve(file)).isNotEmptyFile();
    }
    assertThat(out.toString())
        .contains("smoke, 16x16 to 64x64", "mean of 3 frames", "cubic", "your model")
        .contains("PSNR dB", "SSIM-occupied", "fine-error", "temporal-error x100");
    assertThat(section)
        .contains("Smoke: 16x16 to 64x64", "smooth upsampling (cubic)", "your model")
        .contains("src=\"smoke/side-by-side.mp4\"", "href=\"smoke/upscaled\"", "ms a frame")
        .doesNotContain("No model has seen")
        .doesNotContainPattern("\\{[a-z]+\\}");
    // Three columns: smooth, upscaled, truth.
    try (var film = Media.open(smoke.path().resolve(SmokeFolder.FILM).toString())) {
      assertThat(film.info().width()).isBetween(3 * 512, 3 * 540);
      assertThat(film.info().frames()).isEqualTo(3);
    }
  }

  @Test
  void machinesAreToldTheFiguresOfEach() throws Exception {
    var out = new StringWriter();
    make(out, "--threads", "1", "--json");
    assertThat(out.toString().lines().filter(line -> line.contains("\"event\":\"demo\"")))
        .singleElement()
        .asString()
        .contains("\"part\":\"smoke\"", "\"name\":\"cubic\"", "\"name\":\"your model\"")
        .contains("\"ssim-occupied\":", "\"milliseconds-per-frame\":");
  }

  @Test
  void whatADemoMadeIsDeletedAndNothingElse() throws Exception {
    make(new StringWriter(), "--threads", "1");
    assertThat(smoke.isOurs()).isTrue();
    make(new StringWriter(), "--threads", "1"); // once more, over it
    Path kept = Files.writeString(smoke.path().resolve("upscaled/notes.txt"), "mine");
    smoke.delete();
    assertThat(kept).hasContent("mine");
    assertThat(smoke.path()).isDirectoryRecursivelyContaining(path -> path.equals(kept));
    assertThat(smoke.pair()).doesNotExist();
    assertThat(smoke.isOurs()).isFalse();
    Files.delete(kept);
    smoke.delete();
    assertThat(smoke.path()).doesNotExist();
  }

  @Test
  void smokeOfSomebodyElseIsLeftAlone() throws Exception {
    Path demo = Files.createDirectory(folder.resolve("demo"));
    Path kept = Files.createDirectories(demo.resolve("smoke")).resolve("density_0000.npz");
    Files.writeString(kept, "mine");
    var err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), "demo", demo.toString());
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("not empty");
    assertThat(kept).hasContent("mine");
  }
}
