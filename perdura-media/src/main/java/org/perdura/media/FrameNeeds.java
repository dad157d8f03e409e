package org.perdura.media;

/**
 * What frames bring along that not every codec keeps.
 *
 * @param depth bits a sample, 8 to 16
 * @param alpha whether they have any
 * @param chroma how finely colour is coded
 */
record FrameNeeds(int depth, boolean alpha, Chroma chroma) {

  /**
   * @param source of the frames
   * @param bits of the frames, which may have been made deeper than their source
   */
  static FrameNeeds of(VideoInfo source, int bits) {
    ColorCoding color = source.color();
    int depth = source.depth() > 8 ? source.depth() : 16;
    return new FrameNeeds(
        bits == 8 ? 8 : depth,
        source.alpha(),
        // Of pictures, which have no coding to be kept, films are made as is usual.
        color.isRgb() ? Chroma.YUV420 : color.chroma());
  }

  FrameNeeds opaque() {
    return new FrameNeeds(depth, false, chroma);
  }
}
