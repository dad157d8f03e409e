package org.perdura.smoke.data;

/**
 * What tiles are like.
 *
 * @param dimensions 2 or 3
 * @param lowSize side in low-res cells
 * @param frames in a row that the generator makes
 * @param neighbours low-res frames before the first of them, and after the last
 */
public record TileShape(int dimensions, int lowSize, int frames, int neighbours) {

  /** Low-res frames. */
  public int lowFrames() {
    return frames + 2 * neighbours;
  }

  int cells(int side) {
    return dimensions == 2 ? side * side : side * side * side;
  }
}
