package org.perdura.smoke.train;

import java.util.function.Function;
import org.perdura.nn.Tensor;
import org.perdura.smoke.data.SmokeTile;
import org.perdura.smoke.data.TileShape;
import org.perdura.smoke.model.SmokeGenerator;

/** A frame of several tiles as one tensor. */
final class TileTensors {

  private TileTensors() {}

  /** A low-res frame's density: {@code [n, 1, s, s]} or {@code [n, 1, s, s, s]}. */
  static Tensor low(SmokeBatch batch, int frame) {
    return frame(batch, tile -> tile.low()[frame], 1, batch.shape().lowSize());
  }

  /** A frame's velocity: {@code [n, 2, s, s]} or {@code [n, 3, s, s, s]}. */
  static Tensor velocity(SmokeBatch batch, int frame) {
    TileShape shape = batch.shape();
    return frame(batch, tile -> tile.velocity()[frame], shape.dimensions(), shape.lowSize());
  }

  /** A high-res frame's density: {@code [n, 1, 4s, 4s]} or {@code [n, 1, 4s, 4s, 4s]}. */
  static Tensor high(SmokeBatch batch, int frame) {
    int side = batch.shape().lowSize() * SmokeGenerator.SCALE;
    return frame(batch, tile -> tile.high()[frame], 1, side);
  }

  private static Tensor frame(
      SmokeBatch batch, Function<SmokeTile, float[]> values, int channels, int side) {
    SmokeTile[] tiles = batch.tiles();
    int length = values.apply(tiles[0]).length;
    var together = new float[tiles.length * length];
    for (int i = 0; i < tiles.length; i++) {
      System.arraycopy(values.apply(tiles[i]), 0, together, i * length, length);
    }
    return batch.shape().dimensions() == 2
        ? Tensor.of(together, tiles.length, channels, side, side)
        : Tensor.of(together, tiles.length, channels, side, side, side);
  }

  /** Without a margin on all sides: {@code [n, c, h, w]} or {@code [n, c, d, h, w]}. */
  static Tensor inner(Tensor x, long margin) {
    Tensor inner = x;
    for (int dim = 2; margin > 0 && dim < x.rank(); dim++) {
      inner = inner.narrow(dim, margin, x.size(dim) - 2 * margin);
    }
    return inner;
  }
}
