package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Where the samples of subsampled chroma sit, in 256ths of a luma pixel from the first luma sample.
 *
 * @param x 0 on the luma sample (MPEG-2, H.264), 128 between two (JPEG)
 * @param y 0 on the luma sample, 128 between two
 */
record ChromaPosition(int x, int y) {

  /** What MPEG-2 and everything after it does unless it says otherwise. */
  static final ChromaPosition LEFT = new ChromaPosition(0, 128);

  static ChromaPosition of(AVFrame frame) {
    return switch (frame.chroma_location()) {
      case AVCHROMA_LOC_CENTER -> new ChromaPosition(128, 128);
      case AVCHROMA_LOC_TOPLEFT -> new ChromaPosition(0, 0);
      case AVCHROMA_LOC_TOP -> new ChromaPosition(128, 0);
      case AVCHROMA_LOC_BOTTOMLEFT -> new ChromaPosition(0, 256);
      case AVCHROMA_LOC_BOTTOM -> new ChromaPosition(128, 256);
      default -> LEFT;
    };
  }

  void applyToSource(SwsContext sws) {
    AVPixFmtDescriptor pixels = av_pix_fmt_desc_get(sws.src_format());
    if (pixels.log2_chroma_w() == 1) {
      sws.src_h_chr_pos(x);
    }
    if (pixels.log2_chroma_h() == 1) {
      sws.src_v_chr_pos(y);
    }
  }
}
