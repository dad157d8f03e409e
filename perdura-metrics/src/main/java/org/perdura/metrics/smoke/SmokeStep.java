package org.perdura.metrics.smoke;

import org.perdura.grid.ScalarField;

/**
 * Two frames that follow one another: what is wrong with them (result - truth), and the result's
 * fine parts.
 */
record SmokeStep(
    ScalarField errorBefore, ScalarField error, ScalarField fineBefore, ScalarField fine) {}
