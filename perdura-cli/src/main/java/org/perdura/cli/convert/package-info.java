/** How grids are brought from one format into another. */
package org.perdura.cli.convert;
