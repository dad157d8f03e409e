package org.perdura.video.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Draws training clips for people to look at, and measures how fast they are made: {@code
 * ContactSheets SPEC.yaml CACHE OUT_FOLDER [SHEETS [FRAMES [LOW_SIZE [DISTINCT]]]]}. A sheet has a
 * clip in each of its 8 rows, first the high-res frames, below them the low-res ones.
 */
final class ContactSheets {

  private static final int CLIPS = 8;

  private ContactSheets() {}

  public static void main(String[] args) throws IOException {
    var spec =
        new ObjectMapper(new YAMLFactory()).readValue(new File(args[0]), VideoDataSpec.class);
    Path out = Path.of(args[2]);
    int sheets = number(args, 3, 1);
    int frames = number(args, 4, 6);
    int lowSize = number(args, 5, 32);
    var shape = new ClipShape(frames, lowSize, number(args, 6, frames));
    long start = System.nanoTime();
    var sampler = new ClipSampler(spec, Path.of(args[1]), 1);
    System.out.printf("ready after %.1f s%n", (System.nanoTime() - start) / 1e9);
    for (int sheet = 0; sheet < sheets; sheet++) {
      var clips = sampler.batch(sheet, CLIPS, shape);
      ImageIO.write(draw(clips), "png", out.resolve("clips_%03d.png".formatted(sheet)).toFile());
    }
    for (int round = 0; round < 3; round++) {
      start = System.nanoTime();
      int batches = 20;
      for (int step = 0; step < batches; step++) {
        sampler.batch(1000 + step, CLIPS, shape);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("%.0f frames/s%n", batches * CLIPS * shape.distinct() / seconds);
    }
  }

  private static int number(String[] args, int at, int otherwise) {
    return args.length > at ? Integer.parseInt(args[at]) : otherwise;
  }

  private static BufferedImage draw(Clip[] clips) {
    var shape = clips[0].shape();
    int high = shape.highSize();
    int low = shape.lowSize();
    int row = high + low + 4;
    int shown = Math.min(shape.frames(), 12);
    var image =
        new BufferedImage(shown * (high + 2), clips.length * row, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < clips.length; i++) {
      for (int t = 0; t < shown; t++) {
        int frame = t * (shape.frames() - 1) / Math.max(1, shown - 1);
        paint(image, clips[i].high(), frame, high, t * (high + 2), i * row);
        paint(image, clips[i].low(), frame, low, t * (high + 2), i * row + high);
      }
    }
    return image;
  }

  private static void paint(
      BufferedImage image, byte[] rgb, int frame, int side, int left, int top) {
    int at = frame * side * side * 3;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++, at += 3) {
        int color = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
        image.setRGB(left + x, top + y, color);
      }
    }
  }
}
