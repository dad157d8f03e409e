/**
 * Dense fields on grids: scalars at cell centres, vectors at centres or on faces (staggered), and
 * the loops over them. Values are floats, x fastest; lengths are in cells.
 */
package org.perdura.grid;
