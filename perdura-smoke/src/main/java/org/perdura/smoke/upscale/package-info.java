/** Trained models, and sequences of smoke through them. */
package org.perdura.smoke.upscale;
