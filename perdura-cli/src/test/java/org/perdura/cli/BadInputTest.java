package org.perdura.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.Pictures;

/**
 * Everything that can be wrong with what a user gives: one line, exit code 1, nothing left over.
 */
final class BadInputTest {

  @TempDir private Path folder;
  private Path film;
  private Path model;

  @BeforeEach
  void draw() throws IOException {
    film = Drawn.film(folder.resolve("in.mp4"), 34, 22, 3);
    model = Drawn.model(folder.resolve("model.safetensors"));
  }

  private void refused(String input, Path model, String... words) throws IOException {
    refused(input, folder.resolve("out.mp4").toString(), model, words);
  }

  private void refused(String input, String output, Path model, String... words)
      throws IOException {
    List<Path> before = files();
    Cli result = Cli.run("upscale", input, output, "--model", model, "--threads", 1);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().startsWith("perdura: ").contains(words);
    assertThat(result.out()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.sorted().toList();
    }
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void missingFile() throws IOException {
    refused(in("missing.mp4"), model, "missing.mp4", "no such file");
  }

  @Test
  void textNamedAsFilm() throws IOException {
    Files.writeString(folder.resolve("text.mp4"), "This is no film.\n");
    refused(in("text.mp4"), model, "text.mp4", "not a video");
  }

  @Test
  void filmWithoutOneFrame() throws IOException {
    byte[] bytes = Files.readAllBytes(film);
    Files.write(folder.resolve("head.mp4"), Arrays.copyOf(bytes, 200));
    refused(in("head.mp4"), model, "head.mp4");
  }

  @Test
  void emptyFolder() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    refused(in("empty"), model, "empty", "no pictures");
  }

  @Test
  void mixedSizes() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("mixed"));
    Pictures.write(Drawn.frame(34, 22, 0), pictures.resolve("f_1.png"));
    Pictures.write(Drawn.frame(17, 11, 0), pictures.resolve("f_2.png"));
    refused(in("mixed"), model, "f_2.png", "17x11", "34x22");
  }

  @Test
  void outputOfUnknownKind() throws IOException {
    refused(film.toString(), in("out.xyz"), model, "out.xyz", ".mp4");
  }

  @Test
  void outputInAFolderThatIsNotThere() throws IOException {
    refused(film.toString(), in("nowhere/out.mp4"), model, "nowhere");
  }

  @Test
  void modelForSmoke() throws IOException {
    Path smoke = Drawn.model(folder.resolve("smoke.safetensors"), Map.of("domain", "smoke"));
    refused(film.toString(), smoke, "smoke.safetensors", "for smoke", "video");
  }

  @Test
  void modelOfAnotherSize() throws IOException {
    Path other = Drawn.model(folder.resolve("other.safetensors"), Map.of("channels", "16"));
    refused(film.toString(), other, "other.safetensors", "shape");
  }

  @Test
  void truncatedModel() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    Path half =
        Files.write(folder.resolve("half.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
    refused(film.toString(), half, "half.safetensors", "truncated");
  }

  @Test
  void garbageAsModel() throws IOException {
    var bytes = new byte[5000];
    new Random(4).nextBytes(bytes);
    Path garbage = Files.write(folder.resolve("garbage.safetensors"), bytes);
    refused(film.toString(), garbage, "garbage.safetensors", "damaged");
  }

  @Test
  void modelThatIsNotThere() throws IOException {
    refused(film.toString(), Path.of("no-such-model"), "no-such-model", "video-4x");
  }

  @Test
  void tooLittleMemory() {
    Cli result =
        Cli.run(
            "upscale",
            film,
            folder.resolve("out.mp4"),
            "--model",
            model,
            "--memory",
            "10m",
            "--threads",
            1);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).singleElement().asString().contains("memory", "10 MB");
    assertThat(folder.resolve("out.mp4")).doesNotExist();
  }
}
