package org.perdura.smoke.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

class VorticityTest {

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Where a cell is along x (0), y (1) or z (2): {@code [1, 1, sides]}. */
  private static Tensor place(int axis, long... sides) {
    var shape = new long[sides.length + 2];
    Arrays.fill(shape, 1);
    int dim = shape.length - 1 - axis;
    shape[dim] = sides[dim - 2];
    var whole = new long[shape.length];
    whole[0] = 1;
    whole[1] = 1;
    System.arraycopy(sides, 0, whole, 2, sides.length);
    return Tensor.range(shape[dim]).reshape(shape).expand(whole);
  }

  /** Without the outermost cells. */
  private static Tensor inside(Tensor x, long margin) {
    Tensor inside = x;
    for (int dim = 2; dim < x.rank(); dim++) {
      inside = inside.narrow(dim, margin, x.size(dim) - 2 * margin);
    }
    return inside;
  }

  @Test
  void aRigidRotationTurnsTwiceAsFastAsItGoesRound() {
    Tensor x = place(0, 5, 6);
    Tensor y = place(1, 5, 6);
    // Against the clock by 0.3 per step: (-0.3 y, 0.3 x), about any centre.
    Tensor velocity = Tensor.cat(1, y.mul(-0.3).add(0.7), x.mul(0.3).add(-0.2));
    Tensor curl = Vorticity.of(velocity);
    assertThat(curl.shape()).containsExactly(1, 1, 5, 6);
    for (float value : inside(curl, 1).toFloats()) {
      assertThat(value).isCloseTo(0.6f, within(1e-6f));
    }
  }

  @Test
  void inVolumesItsAxisIsThatOfTheRotation() {
    long[] sides = {4, 5, 6};
    Tensor x = place(0, sides);
    Tensor y = place(1, sides);
    Tensor z = place(2, sides);
    double a = 0.2;
    double b = -0.5;
    double c = 0.35;
    // (a, b, c) x (x, y, z).
    Tensor velocity =
        Tensor.cat(1, z.mul(b).sub(y.mul(c)), x.mul(c).sub(z.mul(a)), y.mul(a).sub(x.mul(b)));
    Tensor curl = Vorticity.of(velocity);
    assertThat(curl.shape()).containsExactly(1, 3, 4, 5, 6);
    double[] expected = {2 * a, 2 * b, 2 * c};
    for (int component = 0; component < 3; component++) {
      for (float value : inside(curl.narrow(1, component, 1), 1).toFloats()) {
        assertThat((double) value).isCloseTo(expected[component], within(1e-5));
      }
    }
  }

  @Test
  void gradientsOfAFieldHaveNone() {
    for (long[] sides : new long[][] {{7, 8}, {6, 7, 8}}) {
      Tensor field = Noise.even(4, -1, 1, 1, sides);
      var gradient = new ArrayList<Tensor>();
      for (int axis = 0; axis < sides.length; axis++) {
        int dim = field.rank() - 1 - axis;
        // Central differences of the cells that have neighbours; one cell less on all sides.
        Tensor along = field.narrow(dim, 2, field.size(dim) - 2);
        Tensor slope = along.sub(field.narrow(dim, 0, field.size(dim) - 2)).mul(0.5);
        for (int other = 2; other < field.rank(); other++) {
          slope = other == dim ? slope : slope.narrow(other, 1, field.size(other) - 2);
        }
        gradient.add(slope);
      }
      Tensor curl = inside(Vorticity.of(Tensor.cat(1, gradient)), 1);
      assertThat(curl.abs().max().item()).isLessThan(1e-6);
    }
  }

  @Test
  void atTheBorderTheOutermostCellsGoOn() {
    Tensor shear = place(1, 4, 3);
    Tensor curl = Vorticity.of(Tensor.cat(1, shear, shear.zerosLike()));
    // Minus the slope of x along y, of which half is left at both ends.
    assertThat(curl.select(3, 0).toFloats()).containsExactly(-0.5f, -1, -1, -0.5f);
  }
}
