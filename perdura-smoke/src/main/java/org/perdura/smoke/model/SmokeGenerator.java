package org.perdura.smoke.model;

import org.perdura.nn.Functional;
import org.perdura.nn.Module;
import org.perdura.nn.Tensor;

/**
 * A network that makes the density of smoke four times finer, frame by frame: what it knows of time
 * is the velocity and, if it asks for them, the neighbouring low-res frames.
 */
public abstract class SmokeGenerator extends Module {

  public static final int SCALE = 4;

  private final GeneratorSpec spec;

  /** Subclasses draw the weights. */
  SmokeGenerator(GeneratorSpec spec) {
    this.spec = spec;
  }

  public final GeneratorSpec spec() {
    return spec;
  }

  /** 2 or 3. */
  public final int dimensions() {
    return spec.dimensions();
  }

  public final boolean needsVelocity() {
    return spec.inputs() != Inputs.DENSITY;
  }

  /** How many low-res frames before the present one, and as many after it, are looked at. */
  public final int neighbours() {
    return spec.neighbours();
  }

  /** The frames of density that {@link #generate} takes. */
  public final int frames() {
    return 2 * neighbours() + 1;
  }

  /**
   * One high-res frame.
   *
   * @param density {@code [n, frames, h, w]} or {@code [n, frames, d, h, w]}, in the order of time
   * @param velocity {@code [n, 2, h, w]} or {@code [n, 3, d, h, w]}: x, y (, z) at the cells'
   *     centres, in low-res cells per step, of the present frame; null if not {@link
   *     #needsVelocity}
   * @return {@code [n, 1, 4h, 4w]} or {@code [n, 1, 4d, 4h, 4w]}; not clamped
   */
  public abstract Tensor generate(Tensor density, Tensor velocity);

  /** How far, in low-res cells, what is at a cell reaches in {@link #generate}. */
  public abstract int receptiveRadius();

  /**
   * Whether empty space stays empty: where there is no more than {@link #EMPTY} within {@link
   * #EMPTY_REACH} cells of the present frame, the output is 0, so that such space need not be
   * computed.
   */
  public abstract boolean sparesEmptySpace();

  /**
   * Where space does not count as empty, see {@link #sparesEmptySpace}.
   *
   * @param density {@code [n, 1, h, w]} or {@code [n, 1, d, h, w]}
   * @return 0 in empty space, 1 near smoke, of the same shape
   */
  public static Tensor nearSmoke(Tensor density) {
    return ramp(nearby(density), SOME);
  }

  /** The most density within {@link #EMPTY_REACH} of each cell. */
  static Tensor nearby(Tensor density) {
    return Functional.dilate(density, EMPTY_REACH);
  }

  /** From 0 at {@link #EMPTY} to 1. */
  static Tensor ramp(Tensor density, double full) {
    return density.add(-EMPTY).mul(1 / (full - EMPTY)).clamp(0, 1);
  }

  /** Multiply-adds of the convolutions for one low-res cell. */
  public abstract long multiplyAddsPerCell();

  /**
   * Bytes for each low-res cell that {@link #generate} needs at most for its intermediate results,
   * in float.
   */
  public abstract long bytesPerCell();

  /** Parameters with this prefix make the last layer, which Adam trains better than Muon. */
  public abstract String lastLayer();

  /** Up to which density a cell counts as empty, see {@link #sparesEmptySpace}. */
  public static final double EMPTY = 1e-4;

  /** From which density on a cell counts in full as not empty: hardly more. */
  static final double SOME = 1.01 * EMPTY;

  /** In low-res cells. */
  public static final int EMPTY_REACH = 2;
}
