package org.perdura.media;

/** How many of the pixels have colour of their own, by the ratios in which it is written. */
public enum Chroma {
  /** One colour for a square of four pixels. */
  YUV420("4:2:0"),
  /** One colour for two neighbours in a row. */
  YUV422("4:2:2"),
  /** Each pixel its own. */
  YUV444("4:4:4");

  private final String ratios;

  Chroma(String ratios) {
    this.ratios = ratios;
  }

  /** From FFmpeg's description of a pixel format, to the next that loses nothing. */
  static Chroma of(int log2Width, int log2Height) {
    if (log2Width == 0) {
      return YUV444;
    }
    return log2Height == 0 ? YUV422 : YUV420;
  }

  @Override
  public String toString() {
    return ratios;
  }
}
