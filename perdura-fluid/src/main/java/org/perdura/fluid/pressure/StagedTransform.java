package org.perdura.fluid.pressure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sparse matrix as a product of an odd number of matrices, each of small dense blocks on disjoint
 * rows: the form of fast transforms. The stages go to and fro between the rows of the input and the
 * rows of the output.
 */
final class StagedTransform implements RowTransform {

  /**
   * A dense block: output row {@code outs[k]} is the sum of element (k, j) times {@code ins[j]}.
   */
  record Block(int[] outs, int[] ins, DenseTransform.Element element) {
    Block transposed() {
      return new Block(ins, outs, (k, j) -> element.at(j, k));
    }
  }

  private record Part(int[] outs, int[] ins, RowTransform matrix) {}

  private final int n;
  private final List<List<Part>> stages = new ArrayList<>();
  private final long cost;

  private StagedTransform(int n, List<List<Block>> blocks) {
    if (blocks.size() % 2 == 0) {
      throw new IllegalArgumentException("%d stages: must be odd".formatted(blocks.size()));
    }
    this.n = n;
    long cost = 0;
    for (var stage : blocks) {
      var parts = new ArrayList<Part>();
      for (var block : stage) {
        var matrix = matrix(block);
        parts.add(new Part(block.outs(), block.ins(), matrix));
        cost += matrix.cost();
      }
      stages.add(parts);
    }
    this.cost = cost;
  }

  static StagedTransform of(int n, List<List<Block>> stages) {
    return new StagedTransform(n, stages);
  }

  static StagedTransform transposed(int n, List<List<Block>> stages) {
    var reversed = new ArrayList<List<Block>>();
    for (var stage : stages) {
      reversed.add(stage.stream().map(Block::transposed).toList());
    }
    Collections.reverse(reversed);
    return new StagedTransform(n, reversed);
  }

  private static RowTransform matrix(Block block) {
    return block.outs().length == 2 && block.ins().length == 2
        ? new PairTransform(block.element())
        : new DenseTransform(block.outs().length, block.ins().length, block.element());
  }

  @Override
  public long cost() {
    return cost;
  }

  @Override
  public void apply(
      double[][] in,
      int inAt,
      int inStep,
      double[][] out,
      int outAt,
      int outStep,
      double[] spare,
      int from,
      int to) {
    var source = view(in, inAt, inStep);
    var target = view(out, outAt, outStep);
    var ins = new double[n][];
    var outs = new double[n][];
    for (var stage : stages) {
      for (var part : stage) {
        pick(source, part.ins, ins);
        pick(target, part.outs, outs);
        part.matrix.apply(ins, 0, 1, outs, 0, 1, spare, from, to);
      }
      var swap = source;
      source = target;
      target = swap;
    }
  }

  private double[][] view(double[][] rows, int at, int step) {
    var view = new double[n][];
    for (int i = 0; i < n; i++) {
      view[i] = rows[at + i * step];
    }
    return view;
  }

  private static void pick(double[][] from, int[] which, double[][] to) {
    for (int i = 0; i < which.length; i++) {
      to[i] = from[which[i]];
    }
  }

  /** Two rows to two rows. */
  private static final class PairTransform implements RowTransform {
    private final double a;
    private final double b;
    private final double c;
    private final double d;

    PairTransform(DenseTransform.Element element) {
      this.a = element.at(0, 0);
      this.b = element.at(0, 1);
      this.c = element.at(1, 0);
      this.d = element.at(1, 1);
    }

    @Override
    public void apply(
        double[][] in,
        int inAt,
        int inStep,
        double[][] out,
        int outAt,
        int outStep,
        double[] spare,
        int from,
        int to) {
      turn(in[inAt], in[inAt + inStep], out[outAt], out[outAt + outStep], a, b, c, d, from, to);
    }

    private static void turn(
        double[] i0,
        double[] i1,
        double[] o0,
        double[] o1,
        double a,
        double b,
        double c,
        double d,
        int from,
        int to) {
      for (int l = from; l < to; l++) {
        double x = i0[l];
        double y = i1[l];
        o0[l] = a * x + b * y;
        o1[l] = c * x + d * y;
      }
    }

    @Override
    public long cost() {
      return 4;
    }
  }
}
