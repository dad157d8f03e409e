package org.perdura.grid.vdb;

/** Bits of a node's places, 64 in a word, the least significant first. */
final class NodeMask {

  private NodeMask() {}

  static boolean isOn(long[] mask, int place) {
    return ((mask[place >> 6] >>> place) & 1) != 0;
  }

  static void set(long[] mask, int place) {
    mask[place >> 6] |= 1L << place;
  }

  static int count(long[] mask) {
    int count = 0;
    for (long word : mask) {
      count += Long.bitCount(word);
    }
    return count;
  }
}
