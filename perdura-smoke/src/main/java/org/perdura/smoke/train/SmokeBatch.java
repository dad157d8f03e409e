package org.perdura.smoke.train;

import org.perdura.smoke.data.SmokeTile;
import org.perdura.smoke.data.TileShape;

/** The tiles of one step. */
record SmokeBatch(SmokeTile[] tiles, TileShape shape) {}
