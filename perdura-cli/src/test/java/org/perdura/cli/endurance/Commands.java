package org.perdura.cli.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.perdura.media.Frame;
import org.perdura.media.Media;
import org.perdura.media.Rational;
import org.perdura.media.WriterOptions;

/** All commands that can be resumed, on small input that is made for them. */
final class Commands {

  private static final String VIDEO =
      """
      generator: {architecture: compact, channels: 8, blocks: 1}
      training:
        steps: 24
        seed: 3
        precision: fp32
        ema: 0.9
        learning-rate: {muon: 0.002, adam: 0.001, warmup: 2}
        log-every: 4
        validate-every: 8
        checkpoint-every-steps: 5
        checkpoint-every-minutes: 0
        keep-checkpoints: 2
      phases:
        - {steps: 12, batch: 2, frames: 3, low-size: 12}
        - {steps: 12, batch: 1, frames: 3, low-size: 12, lead-in: [0, 2], hold: [0, 4]}
      losses: {content: 1, block-pattern: 3, ping-pong: 0.5}
      judges:
        - name: spatio-temporal
          view: {kind: spatio-temporal, detail: true, gain: 8, crop: 0.75, border: cut, jitter: 8}
          network: {stem: 4, channels: [4, 8], head: patch}
          learning-rate: 0.0004
          adversarial: 0.012
          balance: 0.4
          start: 7
          fade-in: 5
      data:
        videos: [{path: film.mkv, from: 0}]
        mix: {photo: 0, video: 0.5, synthetic: 0.5}
      validation:
        clips: 1
        frames: 3
        distinct: 3
        low-size: 10
        data: {mix: {photo: 0, video: 0, synthetic: 1}}
      """;

  private static final String SMOKE =
      """
      domain: smoke
      generator: {architecture: compact, dimensions: 2, neighbours: 1, channels: 8, blocks: 2}
      training:
        steps: 40
        seed: 3
        precision: fp32
        ema: 0.9
        learning-rate: {warmup: 2}
        log-every: 4
        validate-every: 15
        checkpoint-every-steps: 5
        checkpoint-every-minutes: 0
        keep-checkpoints: 2
      tiles: {batch: 4, low-size: 10, margin: 1, frames: 3}
      losses: {content: 5, temporal: 1}
      judges:
        - name: spatial
          view: {kind: spatial, detail: true, gain: 5}
          network: {stem: 0, channels: [4, 6], strides: [2, 1], head: patch}
          adversarial: 0.1
        - name: temporal
          view: {kind: temporal, conditional: false, differences: true}
          network: {stem: 0, channels: [4, 6], head: dense}
          features: [-0.00001, -0.00001]
          feature-distance: half-squares
          adversarial: 0.1
          start: 8
      data: {sets: [{path: pairs}]}
      validation: {frames: 1, data: {sets: [{path: pairs}]}}
      """;

  private final Path inputs;

  /**
   * Makes the input.
   *
   * @param inputs an empty folder
   */
  Commands(Path inputs) {
    this.inputs = inputs;
  }

  /** Words are split where there are spaces, and names of files are not. */
  private static List<String> words(Object... parts) {
    var words = new ArrayList<String>();
    for (Object part : parts) {
      if (part instanceof Path) {
        words.add(part.toString());
      } else {
        words.addAll(List.of(part.toString().split(" ", -1)));
      }
    }
    return words;
  }

  private static void run(List<String> words) throws IOException, InterruptedException {
    var end = Program.run(words);
    assertThat(end.code()).as("%s: %s", words, end.err()).isZero();
  }

  private static Path scene(String name) {
    return Path.of("..", "scenes", name + ".yaml").toAbsolutePath();
  }

  /** Commands that need neither LibTorch nor FFmpeg, with little to do. */
  static List<Command> quick() {
    return List.of(simulate("32x48", 20), datasetSmoke(18));
  }

  /** All of them. */
  List<Command> all() throws IOException, InterruptedException {
    return List.of(
        upscaleFilm(),
        upscaleToPictures(),
        upscaleSmoke(),
        trainVideo(),
        trainSmoke(),
        simulate("64x96", 70),
        datasetSmoke(36),
        datasetVideo());
  }

  /** Around an obstacle, where the simulation goes on from every 16th frame only. */
  private static Command simulate(String resolution, int frames) {
    return Command.of(
        "simulate",
        (out, scratch, threads) ->
            words(
                "simulate",
                scene("obstacle"),
                out,
                "--resolution",
                resolution,
                "--frames",
                frames,
                "--threads",
                threads));
  }

  /** Both fields in one file. */
  static Command simulateVdb() {
    return Command.of(
        "simulate, 3D .vdb",
        (out, scratch, threads) ->
            words(
                "simulate",
                scene("plume"),
                out,
                "--resolution 16x24x16 --frames 20 --format vdb --threads",
                threads));
  }

  /** Frames that the state is written at are in it, and some that lie after the last. */
  private static Command datasetSmoke(int frames) {
    return Command.of(
        "dataset smoke",
        (out, scratch, threads) ->
            words(
                "dataset smoke",
                out,
                "--count 2 --low-res 16 --warmup 6 --resync random --seed 5 --frames",
                frames,
                "--threads",
                threads));
  }

  /**
   * A film with sound; the film that comes out is compared whole, so its frames and packets are.
   */
  Command upscaleFilm() throws IOException {
    Path film = filmWithSound();
    return Command.of(
        "upscale film",
        (out, scratch, threads) ->
            words(
                "upscale",
                film,
                inFolder(out, "fine.mp4"),
                "--part 9 --memory 2g --threads",
                threads));
  }

  /** The same as pictures. */
  Command upscaleToPictures() throws IOException {
    Path film = filmWithSound();
    return Command.of(
        "upscale to PNG",
        (out, scratch, threads) ->
            words("upscale", film, out, "--part 9 --memory 2g --threads", threads));
  }

  /** A film's folder must be there; where it cannot be, the command is to say so. */
  private static Path inFolder(Path folder, String name) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      // as said
    }
    return folder.resolve(name);
  }

  private Path filmWithSound() throws IOException {
    Path sound = Path.of("..", "perdura-media", "src/test/resources/org/perdura/media", "tone.mp4");
    var options = WriterOptions.atRate(new Rational(25, 1)).withThreads(1).withAudioFrom(sound);
    return draw(inputs.resolve("sound.mp4"), 96, 64, 60, options);
  }

  /** Frames, each seen with its neighbours, by the model that comes with Perdura. */
  Command upscaleSmoke() throws IOException, InterruptedException {
    Path smoke = inputs.resolve("smoke");
    if (!Files.exists(smoke)) {
      run(words("simulate", scene("plume"), smoke, "--resolution 48x64 --frames 60"));
    }
    return upscale(smoke);
  }

  /** The same of other input. */
  static Command upscale(Path smoke) {
    return Command.of(
        "upscale smoke",
        (out, scratch, threads) -> words("upscale", smoke, out, "--memory 2g --threads", threads));
  }

  /** Films, drawings and a judge. */
  Command trainVideo() throws IOException {
    film();
    Path recipe = Files.writeString(inputs.resolve("video.yaml"), VIDEO);
    return new Command(
        "train, video",
        (out, scratch, threads) -> train(recipe, out, scratch, threads),
        Leavings.TRAINING);
  }

  /** Pairs of simulations and two judges. */
  Command trainSmoke() throws IOException, InterruptedException {
    Path pairs = inputs.resolve("pairs");
    if (!Files.exists(pairs)) {
      run(words("dataset smoke", pairs, "--count 1 --low-res 16 --frames 12 --warmup 4"));
    }
    Path recipe = Files.writeString(inputs.resolve("smoke.yaml"), SMOKE);
    return new Command(
        "train, smoke",
        (out, scratch, threads) -> train(recipe, out, scratch, threads),
        Leavings.TRAINING);
  }

  private static List<String> train(Path recipe, Path out, Path scratch, int threads) {
    return words(
        "train", recipe, "--run", out, "--cache", scratch, "--set training.threads=" + threads);
  }

  /** Clips of a film and of drawings. */
  Command datasetVideo() throws IOException {
    film();
    Path recipe = Files.writeString(inputs.resolve("video.yaml"), VIDEO);
    return Command.of(
        "dataset video",
        (out, scratch, threads) ->
            words(
                "dataset video",
                recipe,
                out,
                "--cache",
                scratch,
                "--part training --clips 12 --frames 6 --low-size 20"));
  }

  private void film() throws IOException {
    var options = WriterOptions.atRate(new Rational(12, 1)).withThreads(1);
    draw(inputs.resolve("film.mkv"), 160, 128, 10, options);
  }

  /** A film drawn by a formula. */
  static Path draw(Path file, int width, int height, int frames, WriterOptions options)
      throws IOException {
    if (Files.exists(file)) {
      return file;
    }
    try (var writer = Media.create(file.toString(), options)) {
      for (int step = 0; step < frames; step++) {
        var pixels = new byte[width * height * Frame.CHANNELS];
        for (int i = 0; i < pixels.length; i++) {
          int x = i / Frame.CHANNELS % width + step;
          int y = i / Frame.CHANNELS / width;
          pixels[i] = (byte) (128 + 100 * Math.sin(0.3 * x + 0.2 * y + i % Frame.CHANNELS));
        }
        writer.write(new Frame(width, height, 8, pixels, step, 1));
      }
      writer.finish();
    }
    return file;
  }
}
