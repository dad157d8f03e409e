package org.perdura.metrics.report;

/**
 * How large pictures may be for the whole page to stay small.
 *
 * @param scenes of how many scenes the page has pictures
 * @param columns how many pictures stand side by side where all results are shown
 * @param frameWidth of whole frames, in pixels
 * @param cropWidth of enlarged parts, in the frame's pixels; a multiple of the block of {@link
 *     LargestDifference}
 * @param cropHeight in the frame's pixels, likewise
 * @param crops enlarged parts of a frame
 * @param sliceWidth of x-t slices, in the frame's pixels
 * @param sliceFrames of x-t slices, at most
 */
record PictureSizes(
    int scenes,
    int columns,
    int frameWidth,
    int cropWidth,
    int cropHeight,
    int crops,
    int sliceWidth,
    int sliceFrames) {

  /** Bytes of coded pictures on a page; base64 makes a third more of it. */
  static final double TOTAL = 10.5e6;

  /** More scenes than that, and only the worst have pictures: nobody looks at more. */
  static final int MAX_SCENES = 20;

  /** Width of the page's text in CSS pixels, as report.css has it. */
  private static final int PAGE_WIDTH = 1360;

  private static final int MAX_COLUMNS = 6;
  private static final int SLICE_ZOOM = 2;

  /** Bytes a pixel of a very grainy film; clean ones need a third. */
  private static final double JPEG_BYTES = 0.5;

  private static final double PNG_BYTES = 2.6;

  static PictureSizes of(int allScenes, int results) {
    int scenes = Math.min(allScenes, MAX_SCENES);
    int columns = Math.min(MAX_COLUMNS, results + 1);
    double share = TOTAL / Math.max(1, scenes);
    // Two whole frames for each result's worst, one for its motion, and two of the truth.
    double framePixels = 0.4 * share / (3 * results + 2) / JPEG_BYTES;
    double cropPixels = 0.3 * share / (results * (results + 1)) / PNG_BYTES;
    double slicePixels = 0.3 * share / (results + 1) / PNG_BYTES;
    double column = (double) PAGE_WIDTH / columns;
    int cropWidth = blocks(Math.min(Math.sqrt(cropPixels * 4 / 3), column / zoom(columns)), 24);
    int cropHeight = blocks(cropWidth * 0.75, 16);
    int sliceWidth = (int) Math.max(64, Math.min(column / SLICE_ZOOM, Math.sqrt(slicePixels)));
    return new PictureSizes(
        scenes,
        columns,
        (int) Math.max(160, Math.min(720, Math.sqrt(framePixels * 16 / 9))),
        cropWidth,
        cropHeight,
        cropPixels >= 2.0 * cropWidth * cropHeight ? 2 : 1,
        sliceWidth,
        (int) Math.max(32, Math.min(240, slicePixels / sliceWidth)));
  }

  /** How many times crops are enlarged. */
  int zoom() {
    return zoom(columns);
  }

  private static int zoom(int columns) {
    return columns <= 3 ? 4 : 3;
  }

  private static int blocks(double size, int least) {
    int blocks = (int) (size / LargestDifference.BLOCK);
    return Math.max(least, blocks * LargestDifference.BLOCK);
  }
}
