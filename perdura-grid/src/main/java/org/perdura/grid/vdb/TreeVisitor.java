package org.perdura.grid.vdb;

import java.io.IOException;

/** Is shown the parts of a tree that are not background. */
interface TreeVisitor {

  /**
   * The first that is said.
   *
   * @param background {@code [component]}
   */
  void begin(float[] background) throws IOException;

  /** All tiles come before the leaves. */
  void tile(Tile tile) throws IOException;

  /**
   * A leaf.
   *
   * @param leaf its arrays are the visitor's from now on
   */
  void leaf(Leaf leaf) throws IOException;
}
