/** Band-limited noise that is animated in time: textures of sources, and small eddies. */
package org.perdura.fluid.noise;
