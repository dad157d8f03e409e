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
  H264("libopenh264"),
  /** 422 HQ or 4444 for editing; 10 bits, 4:2:2 or 4:4:4. The quality setting is not used. */
  PRORES("prores_ks"),
  /** Half the size of H.264 and slow; the source's chroma, 10 bits for frames of 16. */
  AV1("libaom-av1"),
  /** For the web; 8 bits, the source's chroma. */
  VP9("libvpx-vp9"),
  /** Exact: every sample of 8 or 16 bits comes back. */
  FFV1("ffv1"),
  /** Exact too; one PNG a frame. */
  PNG("png");

  private static final int WORST_H264 = 51;
  private static final int WORST_VP9 = 63;

  /** Squares of 16 pixels in the largest frame of H.264's level 5.2, OpenH264's last. */
  private static final int MOST_MACROBLOCKS = 36864;

  private final String encoder;

  VideoCodec(String encoder) {
    this.encoder = encoder;
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
   * @param bits of the frames
   * @param chroma of the source, kept if the codec can; {@link #keeps}
   */
  EncoderProfile profile(int quality, int bits, Chroma chroma) {
    boolean deep = bits == 16;
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
        options.put("profile", chroma == Chroma.YUV444 ? "4444" : "hq");
        options.put("vendor", "apl0");
      }
      case AV1 -> {
        options.put("crf", Integer.toString(crf));
        options.put("b", "0");
        options.put("cpu-used", "6");
        options.put("row-mt", "1");
        // Frames held back for looking ahead are memory: 35 by default.
        options.put("lag-in-frames", "19");
      }
      case VP9 -> {
        options.put("crf", Integer.toString(crf));
        options.put("b", "0");
        options.put("deadline", "good");
        options.put("cpu-used", "4");
        options.put("row-mt", "1");
        options.put("lag-in-frames", "12");
      }
      case FFV1 -> {
        options.put("level", "3");
        options.put("slicecrc", "1");
      }
      case PNG -> {}
    }
    return new EncoderProfile(encoder, pixelFormat(deep, chroma), options);
  }

  private int pixelFormat(boolean deep, Chroma chroma) {
    return switch (this) {
      case H264 -> AV_PIX_FMT_YUV420P;
      case VP9 -> pixels8(chroma);
      case AV1 -> deep ? pixels10(chroma) : pixels8(chroma);
      case PRORES -> chroma == Chroma.YUV444 ? AV_PIX_FMT_YUV444P10LE : AV_PIX_FMT_YUV422P10LE;
      case FFV1 -> deep ? AV_PIX_FMT_GBRP16LE : AV_PIX_FMT_BGR0;
      case PNG -> deep ? AV_PIX_FMT_RGB48BE : AV_PIX_FMT_RGB24;
    };
  }

  private static int pixels8(Chroma chroma) {
    return switch (chroma) {
      case YUV420 -> AV_PIX_FMT_YUV420P;
      case YUV422 -> AV_PIX_FMT_YUV422P;
      case YUV444 -> AV_PIX_FMT_YUV444P;
    };
  }

  private static int pixels10(Chroma chroma) {
    return switch (chroma) {
      case YUV420 -> AV_PIX_FMT_YUV420P10LE;
      case YUV422 -> AV_PIX_FMT_YUV422P10LE;
      case YUV444 -> AV_PIX_FMT_YUV444P10LE;
    };
  }

  /** Whether colour stays as fine as it is. */
  boolean keeps(Chroma chroma) {
    return this != H264 || chroma == Chroma.YUV420;
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
