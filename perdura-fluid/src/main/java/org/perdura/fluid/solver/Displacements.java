package org.perdura.fluid.solver;

/**
 * Where the flow that arrives at a cell in one step comes from: minus the velocity there, cells.
 * The velocity is staggered, so that what is not at hand is the mean of the faces around. One per
 * thread.
 */
final class Displacements {

  /** In place of a component: the cells' centres, not their faces. */
  static final int CENTRES = -1;

  private final int[] strides;
  private final float[][] loaded;
  private float[][] velocity;

  Displacements(int[] strides, int capacity) {
    this.strides = strides;
    loaded = new float[4][capacity];
  }

  /**
   * @param velocity [axis]
   */
  void velocity(float[][] velocity) {
    this.velocity = velocity;
  }

  /**
   * Of a span's cells.
   *
   * @param component whose faces are meant, or {@link #CENTRES}
   * @param d [axis][cell of the span]; set
   */
  void of(int component, int first, int n, float[][] d) {
    for (int axis = 0; axis < strides.length; axis++) {
      float[] v = velocity[axis];
      int up = first + strides[axis];
      load(0, v, first, n);
      if (axis == component) {
        StencilLoops.negative(loaded[0], d[axis], n);
      } else if (component == CENTRES) {
        load(1, v, up, n);
        StencilLoops.negativeMean(loaded[0], loaded[1], d[axis], n);
      } else {
        // Pairs across the face are added first: a mirrored scene adds the same.
        load(1, v, first - strides[component], n);
        load(2, v, up, n);
        load(3, v, up - strides[component], n);
        StencilLoops.negativeMean(loaded[0], loaded[1], loaded[2], loaded[3], d[axis], n);
      }
    }
  }

  private void load(int to, float[] from, int at, int n) {
    System.arraycopy(from, at, loaded[to], 0, n);
  }
}
