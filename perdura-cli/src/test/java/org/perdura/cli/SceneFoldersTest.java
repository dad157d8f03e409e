package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneFoldersTest {

  private static final int WIDTH = 20;
  private static final int HEIGHT = 16;

  @TempDir private Path folder;
  private Path scenes;
  private Path model;

  @BeforeEach
  void draw() throws IOException {
    scenes = Files.createDirectory(folder.resolve("scenes"));
    Drawn.film(scenes.resolve("beach/%03d.png"), WIDTH, HEIGHT, 3);
    Drawn.film(scenes.resolve("city/%04d.png"), HEIGHT, WIDTH, 2);
    Files.writeString(scenes.resolve("notes.txt"), "no scene");
    model = Drawn.model(folder.resolve("model.safetensors"));
  }

  private Cli upscale(Object... more) {
    var args = new Object[more.length + 7];
    Object[] first = {"upscale", "--model", model, "--threads", 1, scenes, folder.resolve("out")};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return Cli.run(args);
  }

  private Path out(String name) {
    return folder.resolve("out").resolve(name);
  }

  @Test
  void everySceneComesOutUnderItsName() throws IOException {
    Cli result = upscale();
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(Drawn.read(out("beach"))).hasSize(3).allMatch(frame -> frame.width() == 4 * WIDTH);
    assertThat(Drawn.read(out("city"))).hasSize(2).allMatch(frame -> frame.width() == 4 * HEIGHT);
    assertThat(out("city/0001.png")).exists();
    assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrder("beach", "city");
  }

  @Test
  void aSceneIsUpscaledAsIfAlone() throws IOException {
    assertThat(upscale().code()).isZero();
    Path alone = folder.resolve("alone");
    Cli.run("upscale", "--model", model, "--threads", 1, scenes.resolve("city"), alone);
    for (String picture : new String[] {"0000.png", "0001.png"}) {
      assertThat(out("city").resolve(picture)).hasSameBinaryContentAs(alone.resolve(picture));
    }
  }

  @Test
  void resumingKeepsScenesThatAreDone() throws IOException {
    assertThat(upscale().code()).isZero();
    var before = Files.getLastModifiedTime(out("beach/000.png"));
    Files.delete(out("city/0000.png"));
    Files.delete(out("city/0001.png"));
    Cli result = upscale("--resume");
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(result.out()).last().asString().contains("2 scenes, 1 of before");
    assertThat(Files.getLastModifiedTime(out("beach/000.png"))).isEqualTo(before);
    assertThat(Drawn.read(out("city"))).hasSize(2);
  }

  @Test
  void overwritingMustBeAskedForBeforeAnythingIsDone() throws IOException {
    Files.createDirectories(out("city"));
    Files.writeString(out("city/0000.png"), "precious");
    Cli refused = upscale();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).singleElement().asString().contains("city", "--overwrite");
    assertThat(out("beach")).doesNotExist();
    assertThat(upscale("--overwrite").code()).isZero();
    assertThat(Drawn.read(out("city"))).hasSize(2);
  }

  @Test
  void aBadPictureIsNamedBeforeAnythingIsDone() throws IOException {
    org.perdura.media.Pictures.write(Drawn.frame(WIDTH, WIDTH, 1), scenes.resolve("city/0002.png"));
    Cli result = upscale();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("0002.png", "20x20", "16x20");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void scenesAreNotWrittenIntoAFilmOrIntoThemselves() {
    Cli film =
        Cli.run("upscale", "--model", model, scenes, folder.resolve("out.mp4"), "--threads", 1);
    assertThat(film.code()).isEqualTo(1);
    assertThat(film.err()).singleElement().asString().contains("out.mp4", "folder", "2 scenes");
    Cli itself = Cli.run("upscale", "--model", model, scenes, scenes, "--overwrite");
    assertThat(itself.code()).isEqualTo(1);
    assertThat(itself.err()).singleElement().asString().contains("input's pictures");
  }
}
