/**
 * Pictures of smoke: a density drawn by a {@link org.perdura.grid.picture.SmokeView} into bytes of
 * sRGB, at any size.
 */
package org.perdura.grid.picture;
