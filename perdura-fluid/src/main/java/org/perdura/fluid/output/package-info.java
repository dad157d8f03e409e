/** Folders that results are written into frame by frame, and continued in after a kill. */
package org.perdura.fluid.output;
