/** Files of grids and sequences of them. {@link org.perdura.grid.io.GridFiles} is the door. */
package org.perdura.grid.io;
