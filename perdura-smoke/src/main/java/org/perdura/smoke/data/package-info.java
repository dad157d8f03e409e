/**
 * What smoke generators learn from: datasets of coarse and fine simulations, stored so that tiles
 * can be cut from them quickly, and the tiles.
 */
package org.perdura.smoke.data;
