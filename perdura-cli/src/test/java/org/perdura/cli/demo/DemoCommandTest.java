package org.perdura.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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

  private static int failing(Path into, StringWriter err) {
    return Main.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        "demo",
        into.toString(),
        "--model",
        "no-such-model");
  }

  @Test
  void aDemoThatFailedLeavesNothing() throws Exception {
    Path into = folder.resolve("demo");
    for (int i = 0; i < 2; i++) {
      var err = new StringWriter();
      assertThat(failing(into, err)).isEqualTo(1);
      assertThat(err.toString()).contains("no-such-model");
      assertThat(into).doesNotExist();
    }
  }

  @Test
  void whatAKilledDemoHasLeftIsNoHindrance() throws Exception {
    Files.writeString(folder.resolve("truth.mp4"), "half a film");
    Files.writeString(folder.resolve(".upscaled.1a2b.part.mp4"), "");
    var err = new StringWriter();
    assertThat(failing(folder, err)).isEqualTo(1);
    assertThat(err.toString()).contains("no-such-model");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsSaidWithTheFile() throws Exception {
    // Linux has a device that is always full; the unfinished file is made to lead to it.
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(folder.resolve(".truth.mp4.part"), full);
    Path file = folder.resolve("truth.mp4");
    assertThatThrownBy(() -> WholeFile.write(file, new byte[100_000]))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("space");
    assertThat(folder).isEmptyDirectory();
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
