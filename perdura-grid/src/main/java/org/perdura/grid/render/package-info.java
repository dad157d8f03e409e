/**
 * Solid smoke as a camera sees it: rays are marched through the density, which dims what is behind
 * it and scatters a light's rays and the sky's. {@link org.perdura.grid.render.VolumeView} draws.
 *
 * <p>Lengths outside are in the domain's longest sides, from its centre, y upwards; inside they are
 * in cells, from the lower corner.
 */
package org.perdura.grid.render;
