package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Turns packed R'G'B' into the pixel format of an encoder, repeating the last column and row where
 * the encoder wants more of them.
 */
final class FromRgb implements AutoCloseable {

  private final Path file;
  private final int bits;
  private final ToYuv toYuv;
  private AVFrame rgb;
  private SwsContext sws;
  private byte[] paddedRow;

  /**
   * @param width of what is encoded, at least that of the frames
   * @param matrix FFmpeg's number; means nothing for RGB formats
   */
  FromRgb(Path file, int width, int height, int bits, int pixelFormat, int matrix, boolean full)
      throws IOException {
    this.file = file;
    this.bits = bits;
    boolean toRgb = (av_pix_fmt_desc_get(pixelFormat).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
    toYuv = toRgb ? null : new ToYuv(pixelFormat, matrix, full);
    if (!toRgb) {
      return;
    }
    int source = bits == 16 ? ToRgb.RGB48 : AV_PIX_FMT_RGB24;
    rgb = Av.allocated(av_frame_alloc());
    sws = Av.allocated(sws_alloc_context());
    try {
      rgb.width(width).height(height).format(source);
      Av.check(av_frame_get_buffer(rgb, 64), file, "allocating a frame");
      sws.flags(ToRgb.EXACT).src_w(width).src_h(height).dst_w(width).dst_h(height);
      sws.src_format(source).dst_format(pixelFormat);
      Av.check(sws_init_context(sws, null, null), file, "conversion to the encoder's pixels");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Fills {@code target}, whose buffers are there, with the frame. */
  void convert(Frame frame, AVFrame target) throws IOException {
    if (toYuv == null) {
      convertToRgb(frame, target);
    } else {
      toYuv.convert(frame, target);
    }
    if (AlphaPlane.isIn(target.format())) {
      AlphaPlane.write(frame, target);
    }
  }

  private void convertToRgb(Frame frame, AVFrame target) throws IOException {
    int pixel = Frame.CHANNELS * bits / 8;
    int rowBytes = frame.width() * pixel;
    int paddedBytes = rgb.width() * pixel;
    BytePointer data = rgb.data(0);
    long stride = rgb.linesize(0);
    for (int y = 0; y < rgb.height(); y++) {
      int start = Math.min(y, frame.height() - 1) * rowBytes;
      data.position(y * stride);
      if (paddedBytes == rowBytes) {
        data.put(frame.pixels(), start, rowBytes);
      } else {
        data.put(padded(frame.pixels(), start, rowBytes, paddedBytes, pixel), 0, paddedBytes);
      }
    }
    int lines =
        sws_scale(
            sws, rgb.data(), rgb.linesize(), 0, rgb.height(), target.data(), target.linesize());
    Av.check(lines, file, "conversion to the encoder's pixels");
  }

  private byte[] padded(byte[] pixels, int start, int rowBytes, int paddedBytes, int pixel) {
    if (paddedRow == null) {
      paddedRow = new byte[paddedBytes];
    }
    System.arraycopy(pixels, start, paddedRow, 0, rowBytes);
    byte[] last = Arrays.copyOfRange(paddedRow, rowBytes - pixel, rowBytes);
    for (int i = rowBytes; i < paddedBytes; i += pixel) {
      System.arraycopy(last, 0, paddedRow, i, pixel);
    }
    return paddedRow;
  }

  @Override
  public void close() {
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
