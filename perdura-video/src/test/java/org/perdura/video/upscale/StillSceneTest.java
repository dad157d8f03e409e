package org.perdura.video.upscale;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.media.BlurDownscale;
import org.perdura.media.Frame;
import org.perdura.media.Pictures;
import org.perdura.metrics.features.Lpips;
import org.perdura.models.ShippedModels;
import org.perdura.nn.GradientMode;
import org.perdura.nn.Precision;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;
import org.perdura.video.quality.LumaPsnr;

/**
 * A scene in which nothing moves stays as it is: what a recurrent network adds to its own output
 * must not add up.
 *
 * <p>{@code -Dperdura.models=A,B} takes other models than those shipped, names or files; {@code
 * -Dperdura.pictures=A,B} looks at the middle of these pictures (8 bits), too.
 */
@Tag("long")
final class StillSceneTest {

  private static final int FRAMES = 300;

  /** The network has long seen all there is to see. */
  private static final int EARLY = 20;

  private static final int LOW_WIDTH = 80;
  private static final int LOW_HEIGHT = 64;
  private static final int WIDTH = BlurDownscale.SCALE * LOW_WIDTH;
  private static final int HEIGHT = BlurDownscale.SCALE * LOW_HEIGHT;

  // Networks that never met a still scene in training lost 2.5 dB and changed by 14 grey levels.
  private static final double LARGEST_LOSS = 1; // dB
  private static final double LARGEST_GROWTH = 1.08; // of LPIPS
  private static final double LARGEST_CHANGE = 7; // grey levels of 255, on average

  static Stream<Arguments> modelsAndPictures() throws IOException {
    Map<String, Frame> pictures = new LinkedHashMap<>();
    pictures.put("chart", draw(StillSceneTest::chart));
    pictures.put("leaves", draw(StillSceneTest::leaves));
    for (String file : listed("perdura.pictures", List.of())) {
      pictures.put(file, middle(Pictures.read(Path.of(file))));
    }
    var pairs = new ArrayList<Arguments>();
    for (String model : listed("perdura.models", ShippedModels.names("video"))) {
      pictures.forEach((name, picture) -> pairs.add(Arguments.of(model, name, picture)));
    }
    return pairs.stream();
  }

  private static List<String> listed(String property, List<String> otherwise) {
    String value = System.getProperty(property, "");
    return value.isBlank() ? otherwise : List.of(value.split(",", -1));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("modelsAndPictures")
  void doesNotDrift(String modelName, String pictureName, Frame picture) throws IOException {
    Torch.threads(1);
    Frame early;
    Frame late;
    try (var model = VideoModel.load(modelName)) {
      var settings = new UpscaleSettings(4, Precision.of("auto"), 4L << 30, true);
      Frame low = BlurDownscale.frame(picture);
      var film = new FakeFilm(FRAMES, t -> low, frame -> {});
      var out = new FakeOutput();
      new FilmUpscaler(model.generator(), settings).run(film, out, UpscaleListener.SILENT);
      early = out.frames.get(EARLY - 1);
      late = out.frames.get(FRAMES - 1);
    }
    double change = meanDifference(early, late);
    try (var noGradient = GradientMode.off();
        var scope = new Scope();
        var lpips = Lpips.shipped()) {
      Tensor truth = FrameTensors.of(picture);
      double earlyPsnr = LumaPsnr.of(FrameTensors.of(early), truth);
      double latePsnr = LumaPsnr.of(FrameTensors.of(late), truth);
      double earlyLpips = lpips.distance(FrameTensors.of(early), truth).item();
      double lateLpips = lpips.distance(FrameTensors.of(late), truth).item();
      System.out.printf(
          "%s, %s: frame %d %.2f dB, LPIPS %.4f; frame %d %.2f dB, LPIPS %.4f; changed by %.3f%n",
          modelName,
          pictureName,
          EARLY,
          earlyPsnr,
          earlyLpips,
          FRAMES,
          latePsnr,
          lateLpips,
          change);
      SoftAssertions.assertSoftly(
          softly -> {
            softly.assertThat(latePsnr).as("PSNR-Y").isGreaterThan(earlyPsnr - LARGEST_LOSS);
            softly.assertThat(lateLpips).as("LPIPS").isLessThan(earlyLpips * LARGEST_GROWTH);
            softly.assertThat(change).as("mean difference").isLessThan(LARGEST_CHANGE);
          });
    }
  }

  /** In grey levels. */
  private static double meanDifference(Frame a, Frame b) {
    long sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
    }
    return (double) sum / a.pixels().length;
  }

  /** At most as large as the drawings, so that the test does not take longer. */
  private static Frame middle(Frame picture) {
    int width = Math.min(WIDTH, picture.width() / BlurDownscale.SCALE * BlurDownscale.SCALE);
    int height = Math.min(HEIGHT, picture.height() / BlurDownscale.SCALE * BlurDownscale.SCALE);
    int left = (picture.width() - width) / 2;
    int top = (picture.height() - height) / 2;
    int row = width * Frame.CHANNELS;
    var pixels = new byte[height * row];
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * picture.width() + left) * Frame.CHANNELS;
      System.arraycopy(picture.pixels(), from, pixels, y * row, row);
    }
    return Frame.still(width, height, pixels);
  }

  private static Frame draw(Consumer<Graphics2D> drawing) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    drawing.accept(graphics);
    graphics.dispose();
    var pixels = new byte[HEIGHT * WIDTH * Frame.CHANNELS];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = image.getRGB(i % WIDTH, i / WIDTH);
      pixels[3 * i] = (byte) (rgb >> 16);
      pixels[3 * i + 1] = (byte) (rgb >> 8);
      pixels[3 * i + 2] = (byte) rgb;
    }
    return Frame.still(WIDTH, HEIGHT, pixels);
  }

  /** Detail of every size and direction up to what no low-res frame can hold. */
  private static void chart(Graphics2D graphics) {
    graphics.setPaint(new Color(235, 228, 210));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    star(graphics, 128, 128, 116);
    graphics.setPaint(new Color(150, 30, 40));
    for (int i = 0; i < 20; i++) {
      // Stripes that come closer: periods from 12 pixels down to 2.
      graphics.fill(new Ellipse2D.Double(258, 10 + 120 * (1 - Math.pow(0.88, i)), 54, 2));
    }
    graphics.setPaint(new Color(20, 60, 120));
    for (int i = 0; i <= 10; i++) {
      graphics.setStroke(new BasicStroke(0.4f + 0.2f * i));
      graphics.draw(new Line2D.Double(258, 140 + 10 * i, 312, 136 + 11 * i));
      graphics.draw(new Line2D.Double(258 + 5.4 * i, 140, 258 + 5.4 * i, 246));
    }
  }

  private static void star(Graphics2D graphics, double x, double y, double radius) {
    int rays = 36;
    graphics.setPaint(new Color(25, 25, 30));
    for (int i = 0; i < rays; i++) {
      double from = 2 * Math.PI * i / rays;
      double to = from + Math.PI / rays;
      var ray = new Path2D.Double();
      ray.moveTo(x, y);
      ray.lineTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
      ray.lineTo(x + radius * Math.cos(to), y + radius * Math.sin(to));
      ray.closePath();
      graphics.fill(ray);
    }
  }

  /**
   * Discs that cover each other, as many of each size as natural pictures have things (dead leaves;
   * Lee, Mumford and Huang 2001).
   */
  private static void leaves(Graphics2D graphics) {
    var rnd = new SplittableRandom(7);
    double smallest = 1.5;
    double largest = 80;
    for (int i = 0; i < 30_000; i++) {
      // Radii with a density of 1 / r^3.
      double chance = rnd.nextDouble();
      double most = 1 / (smallest * smallest);
      double least = 1 / (largest * largest);
      double radius = 1 / Math.sqrt(least + chance * (most - least));
      float grey = (float) rnd.nextDouble(0.08, 0.85);
      graphics.setPaint(new Color(tint(rnd, grey), tint(rnd, grey), tint(rnd, grey)));
      double x = rnd.nextDouble(-largest, WIDTH + largest) - radius;
      double y = rnd.nextDouble(-largest, HEIGHT + largest) - radius;
      graphics.fill(new Ellipse2D.Double(x, y, 2 * radius, 2 * radius));
    }
  }

  private static float tint(SplittableRandom rnd, float grey) {
    return (float) Math.max(0, Math.min(1, grey + rnd.nextDouble(-0.1, 0.1)));
  }
}
