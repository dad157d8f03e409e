/**
 * The networks that make a frame four times finer, given the frame before.
 *
 * <p>Low-res sample i sits at high-res position 4i, not at the centre of a block of 4: so does the
 * degradation that made the training data, and {@link org.perdura.video.model.Alignment4} keeps
 * every upsampling and every warp to it.
 */
package org.perdura.video.model;
