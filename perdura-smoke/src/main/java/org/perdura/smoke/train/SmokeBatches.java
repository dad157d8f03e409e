package org.perdura.smoke.train;

import org.perdura.adversarial.BatchSource;
import org.perdura.smoke.data.TileSampler;
import org.perdura.smoke.data.TileShape;

/** Tiles drawn step by step. */
record SmokeBatches(TileSampler sampler, TileShape shape, int count)
    implements BatchSource<SmokeBatch> {

  @Override
  public SmokeBatch batch(long step) {
    return new SmokeBatch(sampler.batch(step, count, shape), shape);
  }
}
