package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/** Turns decoded frames of any pixel format into packed full-range R'G'B'. */
final class ToRgb implements AutoCloseable {

  /** Rounding to nearest, chroma interpolated between its samples, the same on every machine. */
  static final int EXACT =
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;

  static final int RGB48 =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? AV_PIX_FMT_RGB48LE : AV_PIX_FMT_RGB48BE;

  /** Standard definition is coded by BT.601 and everything above by BT.709, unless it says so. */
  private static final int HIGH_DEFINITION = 720;

  private final Path file;
  private SwsContext sws;
  private AVFrame rgb;

  /**
   * What is converted of odd sizes with subsampled chroma, null for others: the scaler would
   * stretch the chroma of 49 samples over 97 pixels rather than lay two pixels on each.
   */
  private AVFrame even;

  private int width;
  private int height;
  private int format;
  private int matrix;
  private boolean full;
  private int bits;
  private Levels levels;

  ToRgb(Path file) {
    this.file = file;
  }

  /** 16 where the source has more than 8 bits a sample, else 8. */
  static int bits(AVFrame frame) {
    return depth(frame) > 8 ? 16 : 8;
  }

  /** Bits a sample, 8 to 16. */
  static int depth(AVFrame frame) {
    return Math.max(8, Math.min(16, describe(frame).comp(0).depth()));
  }

  private static AVPixFmtDescriptor describe(AVFrame frame) {
    return av_pix_fmt_desc_get(frame.format());
  }

  private static boolean isRgb(AVFrame frame) {
    return (describe(frame).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
  }

  private static boolean isGray(AVFrame frame) {
    return describe(frame).nb_components() <= 2;
  }

  /** The coding of these frames, with what the film leaves open filled in. */
  static ColorCoding coding(AVFrame frame) {
    if (isRgb(frame)) {
      return new ColorCoding(
          "gbr", primaries(frame.color_primaries()), transfer(frame.color_trc()), true);
    }
    return new ColorCoding(
        av_color_space_name(matrix(frame)).getString(),
        primaries(frame.color_primaries()),
        transfer(frame.color_trc()),
        isFull(frame),
        chroma(frame));
  }

  private static Chroma chroma(AVFrame frame) {
    AVPixFmtDescriptor pixels = describe(frame);
    return isGray(frame)
        ? Chroma.YUV420
        : Chroma.of(pixels.log2_chroma_w(), pixels.log2_chroma_h());
  }

  private static String primaries(int id) {
    BytePointer name = av_color_primaries_name(id);
    return name == null ? "unknown" : name.getString();
  }

  private static String transfer(int id) {
    BytePointer name = av_color_transfer_name(id);
    return name == null ? "unknown" : name.getString();
  }

  private static int matrix(AVFrame frame) {
    int given = frame.colorspace();
    if (given == AVCOL_SPC_UNSPECIFIED || given == AVCOL_SPC_RESERVED || given == AVCOL_SPC_RGB) {
      return frame.height() < HIGH_DEFINITION ? AVCOL_SPC_SMPTE170M : AVCOL_SPC_BT709;
    }
    return given;
  }

  private static boolean isFull(AVFrame frame) {
    if (frame.color_range() != AVCOL_RANGE_UNSPECIFIED) {
      return frame.color_range() == AVCOL_RANGE_JPEG;
    }
    int format = frame.format();
    return isRgb(frame)
        || isGray(frame)
        || format == AV_PIX_FMT_YUVJ420P
        || format == AV_PIX_FMT_YUVJ422P
        || format == AV_PIX_FMT_YUVJ444P
        || format == AV_PIX_FMT_YUVJ440P
        || format == AV_PIX_FMT_YUVJ411P;
  }

  /**
   * The pixels inside {@code crop}, packed.
   *
   * @param crop pixels to leave away at the top, bottom, left and right
   */
  byte[] convert(AVFrame frame, int[] crop) throws IOException {
    prepare(frame);
    AVFrame source = frame;
    if (even != null) {
      av_image_copy2(
          even.data(), even.linesize(), frame.data(), frame.linesize(), format, width, height);
      source = even;
    }
    int lines =
        sws_scale(
            sws, source.data(), source.linesize(), 0, rgb.height(), rgb.data(), rgb.linesize());
    Av.check(lines, file, "conversion to RGB");
    int pixel = Frame.CHANNELS * bits / 8;
    int rowBytes = (width - crop[2] - crop[3]) * pixel;
    int rows = height - crop[0] - crop[1];
    var pixels = new byte[rows * rowBytes];
    BytePointer data = rgb.data(0);
    long stride = rgb.linesize(0);
    for (int y = 0; y < rows; y++) {
      data.position((y + crop[0]) * stride + (long) crop[2] * pixel)
          .get(pixels, y * rowBytes, rowBytes);
    }
    levels.apply(pixels);
    return pixels;
  }

  private void prepare(AVFrame frame) throws IOException {
    boolean same =
        sws != null
            && frame.width() == width
            && frame.height() == height
            && frame.format() == format
            && matrix(frame) == matrix
            && isFull(frame) == full;
    if (same) {
      return;
    }
    close();
    width = frame.width();
    height = frame.height();
    format = frame.format();
    matrix = matrix(frame);
    full = isFull(frame);
    bits = bits(frame);
    levels = Levels.of(bits, depth(frame), full, isRgb(frame), isGray(frame));
    int target = bits == 16 ? RGB48 : AV_PIX_FMT_RGB24;
    int wide = whole(width, describe(frame).log2_chroma_w());
    int high = whole(height, describe(frame).log2_chroma_h());
    even = wide > width || high > height ? newFrame(wide, high, format) : null;
    rgb = newFrame(wide, high, target);
    sws = Av.allocated(sws_alloc_context());
    sws.flags(EXACT).src_w(wide).src_h(high).dst_w(wide).dst_h(high);
    sws.src_format(format).dst_format(target);
    ChromaPosition.of(frame).applyToSource(sws);
    Av.check(sws_init_context(sws, null, null), file, "conversion from this pixel format");
    // Refused for pure RGB, where there is nothing to set.
    sws_setColorspaceDetails(
        sws,
        sws_getCoefficients(matrix),
        full ? 1 : 0,
        sws_getCoefficients(SWS_CS_DEFAULT),
        1,
        0,
        1 << 16,
        1 << 16);
  }

  /** The next size that whole samples of chroma cover. */
  private static int whole(int size, int log2) {
    return (size + (1 << log2) - 1) >> log2 << log2;
  }

  private AVFrame newFrame(int width, int height, int format) throws IOException {
    AVFrame frame = Av.allocated(av_frame_alloc());
    frame.width(width).height(height).format(format);
    int result = av_frame_get_buffer(frame, 64);
    if (result < 0) {
      av_frame_free(frame);
    }
    Av.check(result, file, "allocating a frame");
    return frame;
  }

  @Override
  public void close() {
    if (even != null) {
      av_frame_free(even);
      even = null;
    }
    if (sws != null) {
      sws_freeContext(sws);
      sws = null;
    }
    if (rgb != null) {
      av_frame_free(rgb);
      rgb = null;
    }
  }
}
