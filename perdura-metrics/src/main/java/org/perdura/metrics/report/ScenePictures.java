package org.perdura.metrics.report;

import java.util.List;

/**
 * All pictures of a scene. Lists of pictures hold one for each result, in the order of the
 * evaluation, and the truth's last.
 *
 * @param slices null if no frame was judged
 * @param motion null if there is no tOF
 */
record ScenePictures(List<Worst> worst, Slices slices, Motion motion) {

  /**
   * A frame that is the worst of some results.
   *
   * @param frame counted from 0 in the film
   * @param results their numbers
   * @param width of the film, in pixels, to which the regions refer
   * @param height of the film
   * @param regions where they differ most from the truth, worst first
   * @param wholes the frame of these results, and of the truth
   * @param crops for each region, every result and the truth
   */
  record Worst(
      int frame,
      List<Integer> results,
      int width,
      int height,
      List<Region> regions,
      List<EmbeddedPicture> wholes,
      List<List<EmbeddedPicture>> crops) {}

  /**
   * One image row over time.
   *
   * @param firstFrame of the slices, counted from 0 in the film
   * @param frames in a slice; a row of pixels for each
   * @param width of the film, in pixels, to which the line refers
   * @param height of the film
   * @param place the truth's first frame
   */
  record Slices(
      SliceLine line,
      int firstFrame,
      int frames,
      int width,
      int height,
      EmbeddedPicture place,
      List<EmbeddedPicture> pictures) {}

  /**
   * Differences of the results' optical flow from the truth's.
   *
   * @param frame to which the motion leads from the one before, counted from 0 in the film
   * @param top length of the difference that is shown brightest, in pixels
   * @param pictures the difference of each result, and then the truth's frame itself
   */
  record Motion(int frame, double top, List<EmbeddedPicture> pictures) {}
}
