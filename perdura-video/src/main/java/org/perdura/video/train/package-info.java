/** What video brings to the trainer: recipes, batches of clips, roll-outs, validation. */
package org.perdura.video.train;
