/** What smoke brings to the trainer: recipes, batches of tiles, roll-outs, validation. */
package org.perdura.smoke.train;
