package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.Frame;

final class UpscaleCommandTest {

  private static final int WIDTH = 34;
  private static final int HEIGHT = 22;
  private static final int FRAMES = 7;

  @TempDir private Path folder;
  private Path film;
  private Path model;

  @BeforeEach
  void draw() throws IOException {
    film = Drawn.film(folder.resolve("in.mp4"), WIDTH, HEIGHT, FRAMES);
    model = Drawn.model(folder.resolve("model.safetensors"));
  }

  private Cli upscale(Object... more) {
    var args = new Object[more.length + 5];
    args[0] = "upscale";
    args[1] = "--model";
    args[2] = model;
    args[3] = "--threads";
    args[4] = 1;
    System.arraycopy(more, 0, args, 5, more.length);
    return Cli.run(args);
  }

  @Test
  void everyFrameComesOutFourTimesLargerAtItsTime() throws IOException {
    Path out = folder.resolve("out.mp4");
    Cli result = upscale(film, out);
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(result.out()).singleElement().asString().contains("7 frames");
    assertThat(Drawn.read(out))
        .hasSize(FRAMES)
        .allMatch(frame -> frame.width() == 4 * WIDTH && frame.height() == 4 * HEIGHT)
        .extracting(Frame::pts)
        .containsExactlyElementsOf(Drawn.read(film).stream().map(Frame::pts).toList());
  }

  @Test
  void otherScalesAreResampled() throws IOException {
    Path out = folder.resolve("out.mkv");
    assertThat(upscale(film, out, "--scale", 2, "--codec", "ffv1").code()).isZero();
    assertThat(Drawn.read(out))
        .hasSize(FRAMES)
        .allMatch(frame -> frame.width() == 2 * WIDTH && frame.height() == 2 * HEIGHT);
  }

  @Test
  void picturesComeOutAsPictures() throws IOException {
    Path pictures = folder.resolve("pictures");
    Drawn.film(pictures.resolve("%03d.png"), WIDTH, HEIGHT, 3);
    Path out = folder.resolve("fine/%02d.png");
    assertThat(upscale(pictures, out).code()).isZero();
    assertThat(folder.resolve("fine")).isDirectoryContaining("glob:**/02.png");
    assertThat(Drawn.read(folder.resolve("fine"))).hasSize(3);
  }

  @Test
  void picturesKeepTheirNumbers() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int number : new int[] {100, 101}) {
      org.perdura.media.Pictures.write(
          Drawn.frame(WIDTH, HEIGHT, number), pictures.resolve("frame_0" + number + ".png"));
    }
    assertThat(upscale(pictures, folder.resolve("fine")).code()).isZero();
    assertThat(folder.resolve("fine").toFile().list())
        .containsExactlyInAnyOrder("frame_0100.png", "frame_0101.png");
  }

  @Test
  void picturesAreNotWrittenAmongThoseTheyAreMadeFrom() throws IOException {
    Path pictures = folder.resolve("pictures");
    Drawn.film(pictures.resolve("%03d.png"), WIDTH, HEIGHT, 2);
    for (String in : new String[] {pictures.toString(), pictures + "/*.png"}) {
      Cli result = upscale(in, pictures + "/%03d.png", "--overwrite");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).singleElement().asString().contains("where the input's pictures");
    }
    assertThat(Drawn.read(pictures)).hasSize(2).allMatch(frame -> frame.width() == WIDTH);
  }

  @Test
  void framesPerSecondOfPicturesAreKept() throws IOException {
    Path pictures = folder.resolve("pictures");
    Drawn.film(pictures.resolve("%03d.png"), WIDTH, HEIGHT, 3);
    Path out = folder.resolve("out.mp4");
    assertThat(upscale(pictures, out, "--fps", "24000/1001").code()).isZero();
    try (var reader = org.perdura.media.Media.open(out.toString())) {
      assertThat(reader.info().frameRate().value()).isEqualTo(24000 / 1001.0);
    }
  }

  @Test
  void machinesAreToldInJson() throws IOException {
    Cli result = upscale(film, folder.resolve("out.mp4"), "--json");
    assertThat(result.err()).isEmpty();
    var json = new ObjectMapper();
    for (String line : result.out()) {
      assertThat(json.readTree(line).path("event").asText()).isIn("progress", "done");
    }
    var last = json.readTree(result.out().get(result.out().size() - 1));
    assertThat(last.path("event").asText()).isEqualTo("done");
    assertThat(last.path("frames").asInt()).isEqualTo(FRAMES);
  }

  @Test
  void quietSaysNothing() {
    Cli result = upscale(film, folder.resolve("out.mp4"), "--quiet");
    assertThat(result).isEqualTo(new Cli(0, java.util.List.of(), java.util.List.of()));
  }

  @Test
  void overwritingMustBeAskedFor() throws IOException {
    Path out = Files.writeString(folder.resolve("out.mp4"), "precious");
    Cli refused = upscale(film, out);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).singleElement().asString().contains("out.mp4", "--overwrite");
    assertThat(out).hasContent("precious");
    assertThat(upscale(film, out, "--overwrite").code()).isZero();
    assertThat(Drawn.read(out)).hasSize(FRAMES);
  }

  @Test
  void theInputItselfIsNeverReplaced() throws IOException {
    byte[] before = Files.readAllBytes(film);
    assertThat(upscale(film, film, "--overwrite").code()).isEqualTo(1);
    assertThat(film).hasBinaryContent(before);
  }

  @Test
  void whatIsDoneIsLeftAloneWhenResumed() throws IOException {
    Path out = folder.resolve("out.mp4");
    assertThat(upscale(film, out).code()).isZero();
    byte[] bytes = Files.readAllBytes(out);
    Cli result = upscale(film, out, "--resume");
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(result.out()).containsExactly(out + ": is there already");
    assertThat(out).hasBinaryContent(bytes);
  }

  @Test
  void whatCannotBeTheResultIsNotTakenForDone() throws IOException {
    Path out = Files.writeString(folder.resolve("out.mp4"), "precious");
    Cli text = upscale(film, out, "--resume");
    assertThat(text.code()).isEqualTo(1);
    assertThat(text.err()).singleElement().asString().contains("is no whole film", "--overwrite");
    assertThat(out).hasContent("precious");
    Path other = Drawn.film(folder.resolve("other.mp4"), 4 * WIDTH, 4 * HEIGHT, FRAMES + 20);
    Cli longer = upscale(film, other, "--resume");
    assertThat(longer.code()).isEqualTo(1);
    assertThat(longer.err()).singleElement().asString().contains("27 frames of 136x88", "7 of");
  }

  @Test
  void partsOfAnotherMakingAreNotMixed() throws IOException {
    Path whole = Drawn.film(folder.resolve("whole.mp4"), WIDTH, HEIGHT, 20);
    byte[] bytes = Files.readAllBytes(whole);
    Path half =
        Files.write(
            folder.resolve("half.mp4"), java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
    Path out = folder.resolve("out.mp4");
    assertThat(upscale(half, out, "--part", 3).code()).isEqualTo(1);
    Cli other = upscale(half, out, "--part", 3, "--resume", "--scale", 2);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .singleElement()
        .asString()
        .contains("out.mp4.parts", "scale 4.0, now 2.0", "must be the same to resume");
    // Its head is the whole film's: when that has come, only the rest is left to do.
    Cli rest = upscale(whole, out, "--part", 3, "--resume");
    assertThat(rest.code()).as("%s", rest.err()).isZero();
    assertThat(rest.out()).last().asString().contains("20 frames", "of before");
    Path alone = folder.resolve("alone.mp4");
    assertThat(upscale(whole, alone, "--part", 3).code()).isZero();
    assertThat(out).hasSameBinaryContentAs(alone);
  }

  @Test
  void aPictureThatIsNotWholeYetIsNamedAndGoneOnWith() throws IOException {
    Path pictures = folder.resolve("pictures");
    Drawn.film(pictures.resolve("%03d.png"), WIDTH, HEIGHT, 16);
    Path last = pictures.resolve("015.png");
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Path out = folder.resolve("fine");
    Cli refused = upscale(pictures, out, "--part", 2);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains("015.png: not a whole picture", "frames are safe", "--resume");
    assertThat(org.perdura.media.Media.picturesIn(out)).isEmpty();
    Files.write(last, bytes);
    Cli resumed = upscale(pictures, out, "--part", 2, "--resume");
    assertThat(resumed.code()).as("%s", resumed.err()).isZero();
    Path alone = folder.resolve("alone");
    assertThat(upscale(pictures, alone, "--part", 2).code()).isZero();
    for (Path picture : org.perdura.media.Media.picturesIn(alone)) {
      assertThat(out.resolve(picture.getFileName())).hasSameBinaryContentAs(picture);
    }
  }

  @Test
  void whatIsThereOfATruncatedFilmIsUpscaledIfAskedFor() throws IOException {
    Path whole = Drawn.film(folder.resolve("whole.mp4"), WIDTH, HEIGHT, 60);
    byte[] bytes = Files.readAllBytes(whole);
    Path half =
        Files.write(
            folder.resolve("half.mp4"), java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
    Path out = folder.resolve("out.mp4");
    Cli refused = upscale(half, out, "--part", 4);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains("half.mp4", "of 60 frames", "--incomplete", "frames are safe");
    assertThat(out).doesNotExist();
    Cli result = upscale(half, out, "--part", 4, "--resume", "--incomplete");
    assertThat(result.code()).as("%s", result.err()).isZero();
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("warning: ")
        .contains("half.mp4", "of 60 frames");
    assertThat(Drawn.read(out)).hasSizeBetween(5, 55);
  }
}
