package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a film can be coded with. */
public enum VideoCodec {
  /** Plays everywhere; 8 bits, 4:2:0. */
  H264("libopenh264", 8),
  /** 422 HQ or 4444 for editing; 10 bits, 4:2:2 or 4:4:4, alpha. Quality is not asked for. */
  PRORES("prores_ks", 10),
  /** Half the size of H.264 and slow; the source's chroma, 8, 10 or 12 bits. */
  AV1("libaom-av1", 12),
  /** For the web; 8 bits, the source's chroma, or alpha with 4:2:0. */
  VP9("libvpx-vp9", 8),
  /** Exact: every sample of 8 or 16 bits comes back, alpha too. */
  FFV1("ffv1", 16),
  /** Exact too; one PNG a frame. */
  PNG("png", 16);

  private static final int WORST_H264 = 51;
  private static final int WORST_VP9 = 63;

  /** Squares of 16 pixels in the largest frame of H.264's level 5.2, OpenH264's last. */
  private static final int MOST_MACROBLOCKS = 36864;

  /** What looking ahead may take of the memory. */
  private static final long LOOK_AHEAD_BYTES = 200L << 20;

  /** What a pixel of 8 bits, 4:2:0, takes in libaom and libvpx for each frame they hold back. */
  private static final int HELD_BYTES = 4;

  private final String encoder;
  private final int mostDepth;

  VideoCodec(String encoder, int mostDepth) {
    this.encoder = encoder;
    this.mostDepth = mostDepth;
  }

  /**
   * The codec of this name, in any case.
   *
   * @throws IOException naming those there are
   */
  public static VideoCodec byName(String name) throws IOException {
    for (VideoCodec codec : values()) {
      if (codec.name().equalsIgnoreCase(name) && codec.isThere()) {
        return codec;
      }
    }
    throw new IOException(name + ": no such codec in this build; there are " + available());
  }

  private static String available() {
    return Arrays.stream(values())
        .filter(VideoCodec::isThere)
        .map(VideoCodec::label)
        .collect(Collectors.joining(", "));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  void requireThere() throws IOException {
    if (!isThere()) {
      throw new IOException(label() + ": not in this build of FFmpeg; there are " + available());
    }
  }

  /** Whether this build of FFmpeg has the encoder. */
  boolean isThere() {
    Av.load();
    return avcodec_find_encoder_by_name(encoder) != null;
  }

  /**
   * How to run the encoder.
   *
   * @param quality 0 (best) to 51 (worst), on the scale of H.264's quantiser
   * @param needs what the frames bring along, kept as far as {@link #loss} says
   * @param pixels of a frame
   */
  EncoderProfile profile(int quality, FrameNeeds needs, long pixels) {
    Map<String, String> options = new LinkedHashMap<>();
    int crf = Math.round(quality * (float) WORST_VP9 / WORST_H264);
    switch (this) {
      case H264 -> {
        // OpenH264 has no constant quality of its own, and its mode "off" ignores every setting:
        // rate control held between equal bounds is what gives a constant quantiser.
        String quantiser = Integer.toString(Math.max(1, quality));
        options.put("rc_mode", "quality");
        options.put("qmin", quantiser);
        options.put("qmax", quantiser);
        options.put("allow_skip_frames", "0");
      }
      case PRORES -> {
        options.put("profile", isFull(needs) ? "4444" : "hq");
        if (needs.alpha()) {
          options.put("alpha_bits", "16");
        }
        options.put("vendor", "apl0");
      }
      case AV1 -> {
        options.put("crf", Integer.toString(crf));
        options.put("b", "0");
        options.put("cpu-used", "6");
        options.put("row-mt", "1");
        options.put("lag-in-frames", Long.toString(lookAhead(19, needs, pixels)));
      }
      case VP9 -> {
        options.put("crf", Integer.toString(crf));
        options.put("b", "0");
        options.put("deadline", "good");
        options.put("cpu-used", "4");
        options.put("row-mt", "1");
        options.put("lag-in-frames", Long.toString(lookAhead(12, needs, pixels)));
      }
      case FFV1 -> {
        options.put("level", "3");
        options.put("slicecrc", "1");
      }
      case PNG -> {}
    }
    return new EncoderProfile(encoder, pixelFormat(needs), options);
  }

  /** Frames held back: the larger they are as they are coded, the fewer. */
  private long lookAhead(int most, FrameNeeds needs, long pixels) {
    long samples = needs.chroma() == Chroma.YUV420 ? 1 : 2;
    int bytes = Math.min(needs.depth(), mostDepth) > 8 ? 2 : 1;
    int encoders = needs.alpha() ? 2 : 1; // alpha is a film of its own
    long frame = HELD_BYTES * samples * bytes * encoders * pixels;
    return Math.min(most, LOOK_AHEAD_BYTES / Math.max(1, frame));
  }

  private int pixelFormat(FrameNeeds needs) {
    boolean deep = needs.depth() > 8;
    Chroma chroma = needs.chroma();
    return switch (this) {
      case H264 -> AV_PIX_FMT_YUV420P;
      case VP9 -> needs.alpha() ? AV_PIX_FMT_YUVA420P : pixels8(chroma);
      case AV1 -> deep ? deepPixels(chroma, needs.depth()) : pixels8(chroma);
      case PRORES -> proresPixels(needs);
      case FFV1 -> ffv1Pixels(deep, needs.alpha());
      case PNG -> pngPixels(deep, needs.alpha());
    };
  }

  private static boolean isFull(FrameNeeds needs) {
    return needs.alpha() || needs.chroma() == Chroma.YUV444;
  }

  private static int proresPixels(FrameNeeds needs) {
    if (needs.alpha()) {
      return AV_PIX_FMT_YUVA444P10LE;
    }
    return isFull(needs) ? AV_PIX_FMT_YUV444P10LE : AV_PIX_FMT_YUV422P10LE;
  }

  private static int ffv1Pixels(boolean deep, boolean alpha) {
    if (alpha) {
      return deep ? AV_PIX_FMT_GBRAP16LE : AV_PIX_FMT_BGRA;
    }
    return deep ? AV_PIX_FMT_GBRP16LE : AV_PIX_FMT_BGR0;
  }

  static int pngPixels(boolean deep, boolean alpha) {
    if (alpha) {
      return deep ? AV_PIX_FMT_RGBA64BE : AV_PIX_FMT_RGBA;
    }
    return deep ? AV_PIX_FMT_RGB48BE : AV_PIX_FMT_RGB24;
  }

  private static int pixels8(Chroma chroma) {
    return switch (chroma) {
      case YUV420 -> AV_PIX_FMT_YUV420P;
      case YUV422 -> AV_PIX_FMT_YUV422P;
      case YUV444 -> AV_PIX_FMT_YUV444P;
    };
  }

  private static int deepPixels(Chroma chroma, int depth) {
    boolean ten = depth <= 10;
    return switch (chroma) {
      case YUV420 -> ten ? AV_PIX_FMT_YUV420P10LE : AV_PIX_FMT_YUV420P12LE;
      case YUV422 -> ten ? AV_PIX_FMT_YUV422P10LE : AV_PIX_FMT_YUV422P12LE;
      case YUV444 -> ten ? AV_PIX_FMT_YUV444P10LE : AV_PIX_FMT_YUV444P12LE;
    };
  }

  /** Whether colour stays as fine as it is. */
  boolean keepsChroma(FrameNeeds needs) {
    boolean coarse = this == H264 || (this == VP9 && needs.alpha());
    return !coarse || needs.chroma() == Chroma.YUV420;
  }

  boolean keepsAlpha() {
    return this != H264 && this != AV1;
  }

  /** Bits a sample at most. */
  int mostDepth() {
    return mostDepth;
  }

  /** How much of what the frames bring along is lost; large files count as a loss, too. */
  int loss(FrameNeeds needs) {
    int alpha = needs.alpha() && !keepsAlpha() ? 100 : 0;
    int bits = 4 * Math.max(0, needs.depth() - mostDepth);
    int chroma = needs.chroma() == Chroma.YUV444 && !keepsChroma(needs) ? 1 : 0;
    boolean exact = this == FFV1 || this == PNG;
    return alpha + bits + chroma + (exact ? 2 : 0);
  }

  /** Whether values of luma can be told to span 0..255; players take ProRes to be limited. */
  boolean tellsRange() {
    return this != PRORES;
  }

  /** Whether frames of this size can be coded at all. */
  boolean takes(int width, int height) {
    long macroblocks = (width + 15) / 16 * (long) ((height + 15) / 16);
    return this != H264 || macroblocks <= MOST_MACROBLOCKS;
  }

  /**
   * Whether the encoder takes even sizes only; FFmpeg's ProRes spoils the last columns of others.
   */
  boolean needsEvenSizes() {
    return this == H264 || this == PRORES;
  }
}
