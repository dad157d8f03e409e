package org.perdura.fluid.solver;

import java.util.Arrays;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;

/**
 * Carries density and velocity along. What mantaflow does, this does: the outermost cells become 0;
 * only fluid is corrected (a face needs fluid on both sides); obstacles' density is no bound.
 */
final class Advector {

  /** Shorter spans are looked up cell by cell, as loops over vectors would not pay. */
  private static final int SHORTEST = 128;

  private final GridSize size;
  private final Slabs slabs;
  private final CellMasks masks;
  private final int[] strides;
  private final Spans spans;
  private final boolean[] rowHolds; // whether there is density in a row
  private final boolean[] skipped; // spans
  private final RowRanges ranges;
  private final float[][] once; // looked up once, [component]
  private final ThreadLocal<Work> works;

  /** What one thread works with. */
  private static final class Work {
    private final Stencil stencil;
    private final CellLookUp cells;
    private final Displacements displacements;
    private final float[] old;
    private final float[] first;
    private final float[] back;
    private final float[] out;
    private final float[] least;
    private final float[] most;
    private final float[] mask;

    Work(GridSize size, int[] strides, int capacity) {
      stencil = new Stencil(size, capacity);
      cells = new CellLookUp(size);
      displacements = new Displacements(strides, capacity);
      old = new float[capacity];
      first = new float[capacity];
      back = new float[capacity];
      out = new float[capacity];
      least = new float[capacity];
      most = new float[capacity];
      mask = new float[capacity];
    }
  }

  Advector(Domain domain, CellMasks masks, Slabs slabs) {
    this.size = domain.size();
    this.slabs = slabs;
    this.masks = masks;
    strides = size.isFlat() ? new int[] {1, size.x()} : new int[] {1, size.x(), size.layer()};
    spans = new Spans(size);
    rowHolds = new boolean[size.y() * size.z()];
    skipped = new boolean[spans.count()];
    ranges = new RowRanges(size);
    once = new float[3][size.cells()];
    works = ThreadLocal.withInitial(() -> new Work(size, strides, spans.capacity()));
  }

  /** Arrays that nobody needs between two advections. */
  float[][] spare() {
    return once;
  }

  /**
   * @param from unchanged
   * @param to overwritten
   */
  void density(VectorField velocity, ScalarField from, ScalarField to, Advection how) {
    boolean single = how == Advection.SEMI_LAGRANGIAN;
    float[] old = from.values();
    ranges.find(components(velocity), slabs);
    prepareDensity(old, single);
    var carried = new Carried(Displacements.CENTRES, old, once[0], once[1], once[2], to.values());
    float[] first = single ? to.values() : once[0];
    forSpans(velocity, (work, span) -> densityOnce(work, carried, span, first));
    if (!single) {
      forSpans(velocity, (work, span) -> densityTwice(work, carried, span));
    }
    clearShell(to.values());
  }

  private interface Task {
    void run(Work work, int span);
  }

  private void forSpans(VectorField velocity, Task task) {
    float[][] v = components(velocity);
    slabs.run(
        spans.count(),
        (begin, end) -> {
          var work = works.get();
          work.displacements.velocity(v);
          for (int span = begin; span < end; span++) {
            task.run(work, span);
          }
        });
  }

  private void densityOnce(Work work, Carried carried, int span, float[] out) {
    int first = spans.first(span);
    int n = spans.length(span);
    work.stencil.displace(work.displacements, ranges, carried.component(), first, n);
    skipped[span] = !isDensityNear(work.stencil, first, n);
    if (skipped[span]) {
      Arrays.fill(out, first, first + n, 0);
    } else {
      lookUp(work, carried, out, first, n);
      flush(work, out, first, n);
    }
    clearEnds(out, first, n);
  }

  /** Smoke thins out for ever; processors take a hundred times longer for what is all but 0. */
  private static void flush(Work work, float[] out, int first, int n) {
    System.arraycopy(out, first, work.out, 0, n);
    StencilLoops.flush(work.out, work.mask, n);
    System.arraycopy(work.out, 0, out, first, n);
  }

  private void densityTwice(Work work, Carried carried, int span) {
    int first = spans.first(span);
    int n = spans.length(span);
    if (skipped[span]) {
      // All sources are 0, and a correction that leaves them is not kept.
      Arrays.fill(carried.out(), first, first + n, 0);
    } else {
      work.stencil.displace(work.displacements, ranges, carried.component(), first, n);
      correct(work, carried, first, n);
      flush(work, carried.out(), first, n);
      clearEnds(carried.out(), first, n);
    }
  }

  /**
   * Carries the velocity along by itself; the faces of obstacles get 0.
   *
   * @param from unchanged
   * @param to overwritten
   */
  void velocity(VectorField from, VectorField to, Advection how) {
    boolean single = how == Advection.SEMI_LAGRANGIAN;
    ranges.find(components(from), slabs);
    var carried = new Carried[strides.length];
    for (int c = 0; c < carried.length; c++) {
      float[] old = from.component(c);
      carried[c] = new Carried(c, old, once[c], old, old, to.component(c));
    }
    forSpans(
        from,
        (work, span) -> {
          for (Carried one : carried) {
            velocityOnce(work, one, span, single);
          }
        });
    if (!single) {
      forSpans(
          from,
          (work, span) -> {
            for (Carried one : carried) {
              velocityTwice(work, one, span);
            }
          });
    }
    for (Carried one : carried) {
      clearShell(one.out());
    }
  }

  private void velocityOnce(Work work, Carried carried, int span, boolean isLast) {
    int first = spans.first(span);
    int n = spans.length(span);
    float[] out = isLast ? carried.out() : carried.once();
    work.stencil.displace(work.displacements, ranges, carried.component(), first, n);
    lookUp(work, carried, out, first, n);
    clearEnds(out, first, n);
    if (isLast) {
      wall(work, carried.component(), out, first, n);
    }
  }

  private void velocityTwice(Work work, Carried carried, int span) {
    int first = spans.first(span);
    int n = spans.length(span);
    work.stencil.displace(work.displacements, ranges, carried.component(), first, n);
    correct(work, carried, first, n);
    clearEnds(carried.out(), first, n);
    wall(work, carried.component(), carried.out(), first, n);
  }

  /** Nothing flows through the faces of obstacles. */
  private void wall(Work work, int component, float[] out, int first, int n) {
    faceMask(work, masks.open, component, first, n);
    System.arraycopy(out, first, work.out, 0, n);
    StencilLoops.multiply(work.out, work.mask, n);
    System.arraycopy(work.out, 0, out, first, n);
  }

  /** What a face may do, both its cells must allow. */
  private void faceMask(Work work, float[] cells, int component, int first, int n) {
    System.arraycopy(cells, first, work.mask, 0, n);
    System.arraycopy(cells, first - strides[component], work.back, 0, n);
    StencilLoops.multiply(work.mask, work.back, n);
  }

  /** The displacements are known. */
  private void lookUp(Work work, Carried carried, float[] out, int first, int n) {
    Stencil stencil = work.stencil;
    float[] old = carried.old();
    if (stencil.fits(first, n, false)) {
      stencil.lookUp(old, first, n, work.out);
      System.arraycopy(work.out, 0, out, first, n);
      forEnds(
          stencil,
          first,
          n,
          (from, to) -> work.cells.lookUp(old, stencil.displacements(), first, from, to, out));
    } else if (n < 2 * SHORTEST) {
      work.cells.lookUp(old, stencil.displacements(), first, 0, n, out);
    } else {
      int half = n / 2;
      stencil.displacePart(work.displacements, carried.component(), first, half);
      lookUp(work, carried, out, first, half);
      stencil.displacePart(work.displacements, carried.component(), first + half, n - half);
      lookUp(work, carried, out, first + half, n - half);
    }
  }

  private void correct(Work work, Carried carried, int first, int n) {
    Stencil stencil = work.stencil;
    boolean fits = stencil.fits(first, n, true);
    if (!fits && n >= 2 * SHORTEST) {
      int half = n / 2;
      stencil.displacePart(work.displacements, carried.component(), first, half);
      correct(work, carried, first, half);
      stencil.displacePart(work.displacements, carried.component(), first + half, n - half);
      correct(work, carried, first + half, n - half);
      return;
    }
    correctionMask(work, carried.component(), first, n);
    if (!fits) {
      work.cells.correct(carried, work.mask, stencil.displacements(), first, 0, n);
      return;
    }
    stencil.lookBack(carried.once(), first, n, work.back);
    System.arraycopy(carried.old(), first, work.old, 0, n);
    System.arraycopy(carried.once(), first, work.first, 0, n);
    StencilLoops.correct(work.out, work.old, work.first, work.back, work.mask, n);
    stencil.bounds(carried.forLeast(), carried.forMost(), first, n, work.least, work.most);
    StencilLoops.limit(work.out, work.first, work.least, work.most, work.back, n);
    System.arraycopy(work.out, 0, carried.out(), first, n);
    forEnds(
        stencil,
        first,
        n,
        (from, to) ->
            work.cells.correct(carried, work.mask, stencil.displacements(), first, from, to));
  }

  /** Only fluid is corrected, and only faces between fluid. */
  private void correctionMask(Work work, int component, int first, int n) {
    System.arraycopy(masks.fluid, first, work.mask, 0, n);
    if (component != Displacements.CENTRES) {
      System.arraycopy(masks.fluid, first - strides[component], work.least, 0, n);
      StencilLoops.multiply(work.mask, work.least, n);
    }
  }

  private interface Part {
    void run(int from, int to);
  }

  /** For the parts of a span from which its displacements may lead out along x. */
  private void forEnds(Stencil stencil, int first, int n, Part body) {
    int reach = (int) Math.ceil(stencil.furthestX());
    if (reach <= 1) {
      return; // the outermost cells are not in spans
    }
    int width = size.x();
    for (int row = first / width * width; row < first + n; row += width) {
      part(first, n, row + 1, row + Math.min(reach, width - 1), body);
      part(first, n, row + Math.max(reach, width - reach), row + width - 1, body);
    }
  }

  private static void part(int first, int n, int from, int to, Part body) {
    int begin = Math.max(0, from - first);
    int end = Math.min(n, to - first);
    if (begin < end) {
      body.run(begin, end);
    }
  }

  /** Finds the rows that hold density, and sets what is in obstacles out of all bounds. */
  private void prepareDensity(float[] density, boolean single) {
    int width = size.x();
    slabs.run(
        rowHolds.length,
        (begin, end) -> {
          for (int row = begin; row < end; row++) {
            rowHolds[row] = holds(density, row * width, (row + 1) * width);
          }
          if (!single) {
            StencilLoops.setApart(
                density, masks.closed, once[1], once[2], begin * width, end * width);
          }
        });
  }

  private static boolean holds(float[] density, int from, int to) {
    for (int c = from; c < to; c++) {
      if (density[c] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether any row from which the span's cells come has density; the range is known. */
  private boolean isDensityNear(Stencil stencil, int first, int n) {
    int rows = size.y();
    int firstRow = first / size.x();
    int lastRow = (first + n - 1) / size.x();
    int layer = firstRow / rows;
    int lowY = clamp(firstRow - layer * rows + Math.floor(stencil.least(1)), rows);
    int highY = clamp(lastRow - layer * rows + Math.floor(stencil.most(1)) + 1, rows);
    int lowZ = 0;
    int highZ = 0;
    if (!size.isFlat()) {
      lowZ = clamp(layer + Math.floor(stencil.least(2)), size.z());
      highZ = clamp(layer + Math.floor(stencil.most(2)) + 1, size.z());
    }
    for (int k = lowZ; k <= highZ; k++) {
      for (int j = lowY; j <= highY; j++) {
        if (rowHolds[k * rows + j]) {
          return true;
        }
      }
    }
    return false;
  }

  private static int clamp(double at, int cells) {
    return (int) Math.max(0, Math.min(cells - 1, at));
  }

  /** Where a span runs over ends of rows, it has written nonsense there. */
  private void clearEnds(float[] values, int first, int n) {
    int width = size.x();
    for (int row = (first / width + 1) * width; row < first + n; row += width) {
      values[row - 1] = 0;
      values[row] = 0;
    }
  }

  /** Sets the outermost cells to 0. */
  private void clearShell(float[] values) {
    int width = size.x();
    int layer = size.layer();
    for (int k = 0; k < size.z(); k++) {
      int from = k * layer;
      if (!size.isFlat() && (k == 0 || k == size.z() - 1)) {
        Arrays.fill(values, from, from + layer, 0);
        continue;
      }
      Arrays.fill(values, from, from + width, 0);
      Arrays.fill(values, from + layer - width, from + layer, 0);
      for (int row = from + width; row < from + layer; row += width) {
        values[row - 1] = 0;
        values[row] = 0;
      }
    }
  }

  private float[][] components(VectorField field) {
    return size.isFlat()
        ? new float[][] {field.x(), field.y()}
        : new float[][] {field.x(), field.y(), field.z()};
  }
}
