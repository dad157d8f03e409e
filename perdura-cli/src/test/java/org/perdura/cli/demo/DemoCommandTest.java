package org.perdura.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.cli.Main;
import org.perdura.media.Media;

final class DemoCommandTest {

  @TempDir private Path folder;

  private static int demo(Path into, StringWriter out, StringWriter err) {
    return Main.execute(
        new PrintWriter(out), new PrintWriter(err), "demo", into.toString(), "--threads", "1");
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAlone() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
    var err = new StringWriter();
    assertThat(demo(folder, new StringWriter(), err)).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("not empty");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(kept);
    }
  }

  @Test
  void theBundledFilmIsShortHasSoundAndAnAttribution() throws Exception {
    Path film = folder.resolve("truth.mp4");
    try (var in = DemoCommand.class.getResourceAsStream("truth.mp4")) {
      Files.copy(in, film);
    }
    // How MP4 names AAC sound.
    assertThat(Files.readString(film, StandardCharsets.ISO_8859_1)).contains("mp4a");
    try (var reader = Media.open(film.toString())) {
      assertThat(reader.info().frames()).isBetween(48L, 240L);
      assertThat(reader.info().width() % 4).isZero();
      assertThat(reader.info().height() % 4).isZero();
    }
    try (var in = DemoCommand.class.getResourceAsStream("truth.mp4.attribution.txt")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Attribution 3.0", "Blender Foundation");
    }
  }

  @Test
  @Tag("long")
  void everythingIsMade() {
    var out = new StringWriter();
    var err = new StringWriter();
    Path into = folder.resolve("demo");
    assertThat(demo(into, out, err)).as(err.toString()).isZero();
    for (String file :
        new String[] {"upscaled.mp4", "side-by-side.mp4", "comparison.png", "index.html"}) {
      assertThat(into.resolve(file)).isNotEmptyFile();
    }
    assertThat(out.toString()).contains("perdura", "bicubic", "dB");
  }
}
