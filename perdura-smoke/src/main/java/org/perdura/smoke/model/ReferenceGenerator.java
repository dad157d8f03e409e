package org.perdura.smoke.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.perdura.nn.BatchNorm;
import org.perdura.nn.Convolution;
import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * tempoGAN's generator (Xie et al. 2018, appendix A): the fields repeated four times along each
 * side, then four residual units, all of their convolutions at high-res.
 */
final class ReferenceGenerator extends SmokeGenerator {

  private static final int KERNEL = 5;

  /** Components of velocity and vorticity; in two dimensions the missing ones are 0. */
  private static final int THREE = 3;

  private final List<Unit> units = new ArrayList<>();

  /** conv, relu, conv; a 1x1 convolution of the input is added, then relu. */
  private static final class Unit extends Module {
    private final Convolution first;
    private final BatchNorm firstNorm; // null in the last unit
    private final Convolution second;
    private final BatchNorm secondNorm;
    private final Convolution shortcut;
    private final BatchNorm shortcutNorm;
    private final int widest;

    Unit(GeneratorSpec spec, int in, int middle, int out, boolean normal, RandomGenerator random) {
      int dimensions = spec.dimensions();
      first = child("first", Convolution.of(dimensions, in, middle, KERNEL, 1, random));
      firstNorm = normal ? child("first-norm", norm(spec, middle)) : null;
      second = child("second", Convolution.of(dimensions, middle, out, KERNEL, 1, random));
      secondNorm = normal ? child("second-norm", norm(spec, out)) : null;
      shortcut = child("shortcut", Convolution.of(dimensions, in, out, 1, 1, random));
      shortcutNorm = normal ? child("shortcut-norm", norm(spec, out)) : null;
      widest = in + middle + 2 * out;
    }

    private static BatchNorm norm(GeneratorSpec spec, int channels) {
      return new BatchNorm(channels, spec.normMomentum());
    }

    private static Tensor normalized(BatchNorm norm, Tensor x) {
      return norm == null ? x : norm.forward(x);
    }

    Tensor forward(Tensor x) {
      Tensor y = normalized(firstNorm, first.forward(x)).relu();
      y = normalized(secondNorm, second.forward(y));
      return y.add(normalized(shortcutNorm, shortcut.forward(x))).relu();
    }

    long bytes() {
      // Twice: each result and what made it.
      return 2L * Float.BYTES * widest + Math.max(first.unfoldedBytes(), second.unfoldedBytes());
    }

    long weights() {
      return first.weight().count() + second.weight().count() + shortcut.weight().count();
    }
  }

  ReferenceGenerator(GeneratorSpec spec, RandomGenerator random) {
    super(spec);
    int inputs = 1 + THREE * spec.inputs().vectors();
    int[][] widths = {{2 * inputs, 8 * inputs}, {128, 128}, {32, 8}, {2, 1}};
    int in = inputs;
    for (int i = 0; i < widths.length; i++) {
      boolean normal = i < widths.length - 1;
      units.add(
          child("units." + i, new Unit(spec, in, widths[i][0], widths[i][1], normal, random)));
      in = widths[i][1];
    }
  }

  @Override
  public Tensor generate(Tensor density, Tensor velocity) {
    Tensor x = Functional.repeat(input(density, velocity), SCALE);
    for (Unit unit : units) {
      x = Scope.then(x, unit::forward);
    }
    return x;
  }

  private Tensor input(Tensor density, Tensor velocity) {
    var parts = new ArrayList<Tensor>();
    parts.add(density);
    if (needsVelocity()) {
      parts.add(velocity);
      if (dimensions() == 2) {
        parts.add(density.zerosLike());
      }
    }
    if (spec().inputs() == Inputs.VORTICITY) {
      if (dimensions() == 2) {
        parts.add(density.zerosLike());
        parts.add(density.zerosLike());
      }
      parts.add(Vorticity.of(velocity));
    }
    return Tensor.cat(1, parts);
  }

  @Override
  public int receptiveRadius() {
    int highRes = units.size() * 2 * (KERNEL / 2);
    int curl = spec().inputs() == Inputs.VORTICITY ? 1 : 0;
    return highRes / SCALE + curl;
  }

  /** Nothing keeps it from making something of nothing but a velocity. */
  @Override
  public boolean sparesEmptySpace() {
    return false;
  }

  @Override
  public long multiplyAddsPerCell() {
    return units.stream().mapToLong(Unit::weights).sum() * cellsPerCell();
  }

  private long cellsPerCell() {
    return dimensions() == 2 ? (long) SCALE * SCALE : (long) SCALE * SCALE * SCALE;
  }

  @Override
  public long bytesPerCell() {
    return units.stream().mapToLong(Unit::bytes).max().orElseThrow() * cellsPerCell();
  }

  @Override
  public String lastLayer() {
    return "units.3.";
  }
}
