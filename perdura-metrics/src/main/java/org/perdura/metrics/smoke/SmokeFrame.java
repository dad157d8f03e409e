package org.perdura.metrics.smoke;

import org.perdura.grid.ScalarField;

/**
 * A frame, and what is counted of it once for all comparisons.
 *
 * @param fine null if no figure needs it; so is {@code spectrum}
 */
record SmokeFrame(ScalarField density, ScalarField fine, Spectrum spectrum) {}
