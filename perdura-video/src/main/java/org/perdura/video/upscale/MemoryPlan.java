package org.perdura.video.upscale;

import org.perdura.media.Frame;
import org.perdura.media.VideoInfo;
import org.perdura.video.model.Band;
import org.perdura.video.model.VideoGenerator;

/**
 * How frames are divided so that the process stays within a limit. Bytes are counted for each
 * low-res pixel; {@code MemoryPlanRssTest} compares them with what processes really take.
 */
final class MemoryPlan {

  /** The Java machine, the libraries and their buffers. */
  private static final long BASE = 900L << 20;

  private static final int LEAST_ROWS = 8;

  /** Samples of an output: three colours of 4x4 pixels. */
  private static final int HIGH = Frame.CHANNELS * VideoGenerator.SCALE * VideoGenerator.SCALE;

  /**
   * The last output, the next, one waiting for the writer, one that it has, one kept at a part's
   * end.
   */
  private static final int OUTPUTS = 5;

  /** Frames read ahead or kept to warm up a scene. */
  private static final int INPUTS = 12;

  /** Bytes of a sample in {@link FrameTensors}'s way to a frame: three steps in float. */
  private static final int CONVERSION = 3 * Float.BYTES + 1;

  /** 16-bit frames pass through an array of floats. */
  private static final int DEEP_ARRAY = Float.BYTES;

  /** The collector lets the heap grow to this multiple of what lives in it. */
  private static final double HEAP_GROWTH = 1 / 0.6;

  /**
   * Bytes for each pixel and byte of a sample that is coded: the encoder's copies as R'G'B' and
   * Y'CbCr, and some twenty 4:2:0 frames to look ahead and to refer to.
   */
  private static final int CODING = 36;

  private final VideoGenerator generator;
  private final long width;
  private final int height;
  private final int sampleBytes;
  private final double scale;

  /** Pictures that the network makes of a frame: alpha is one of its own. */
  private final int items;

  /** Samples of a pixel in Java's memory, for each colour. */
  private final double planes;

  /**
   * @param frames size and depth of the film
   * @param scale of the output's sides
   */
  MemoryPlan(VideoGenerator generator, VideoInfo frames, double scale) {
    this.generator = generator;
    this.width = frames.width();
    this.height = frames.height();
    this.sampleBytes = frames.bits() / Byte.SIZE;
    this.scale = scale;
    this.items = frames.alpha() ? 2 : 1;
    this.planes = frames.alpha() ? (Frame.CHANNELS + 1.0) / Frame.CHANNELS : 1;
  }

  /**
   * Rows of a band, without its halo.
   *
   * @param memory what the process may use in all, in bytes
   * @throws IllegalArgumentException if not even the smallest band fits
   */
  int bandRows(long memory) {
    requireJavaMemory(Runtime.getRuntime().maxMemory());
    long whole = wholeBytes();
    long rowBytes = items * generator.bandBytesPerPixel() * width;
    long rows = (memory - BASE - whole) / rowBytes;
    if (rows >= height) {
      return height;
    }
    long halo = 2L * Band.halo(generator);
    if (rows - halo < LEAST_ROWS) {
      long least = BASE + whole + rowBytes * Math.min(height, LEAST_ROWS + halo);
      throw new IllegalArgumentException(
          "frames of %dx%d need %d MB of memory, but the limit (--memory) is %d MB"
              .formatted(width, height, (least >> 20) + 1, memory >> 20));
    }
    return (int) (rows - halo);
  }

  /** What lives through a frame, whatever the bands. */
  private long wholeBytes() {
    boolean deep = sampleBytes > 1;
    double floats = OUTPUTS * HIGH * Float.BYTES;
    double conversionBytes = CONVERSION + (deep ? DEEP_ARRAY : 0);
    double conversion = HIGH * conversionBytes / FrameTensors.CONVERSIONS;
    double inputs = planes * INPUTS * Frame.CHANNELS * sampleBytes;
    double coding = items * CODING * scale * scale * sampleBytes;
    double network = items * (floats + generator.flowBytesPerPixel());
    double perPixel = network + conversion + inputs + coding;
    return (long) (perPixel * width * height + HEAP_GROWTH * javaBytes());
  }

  /** What lives in Java's heap: the frame at 4x and, if another size is wanted, that too. */
  private double javaBytes() {
    double highSamples = (double) HIGH * width * height;
    double arrays = (sampleBytes > 1 ? DEEP_ARRAY : 0) + sampleBytes;
    double array = arrays * highSamples / FrameTensors.CONVERSIONS;
    boolean resampled = scale != VideoGenerator.SCALE;
    double frames = 2 * sampleBytes * highSamples + (resampled ? 2 * scaledBytes() : 0);
    return array + planes * frames;
  }

  private double scaledBytes() {
    return Frame.CHANNELS * sampleBytes * scale * scale * width * height;
  }

  /** Java's own limit is set when it starts; what exceeds it would fail in the middle. */
  private void requireJavaMemory(long most) {
    double largest = Math.max(scaledBytes(), (double) HIGH * sampleBytes * width * height);
    if (largest > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "frames of %dx%d become larger than 2 GB: choose a smaller --scale"
              .formatted(width, height));
    }
    long need = (long) javaBytes() + (100L << 20);
    if (need > most) {
      throw new IllegalArgumentException(
          "frames of %dx%d need %d MB of Java's memory, but it has %d MB; start with"
                  .formatted(width, height, need >> 20, most >> 20)
              + " PERDURA_JAVA_OPTS=-Xmx%dm".formatted((need >> 20) + 1));
    }
  }
}
