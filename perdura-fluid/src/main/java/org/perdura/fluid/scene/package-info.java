/**
 * Scenes: what a simulation consists of, read from YAML, and the simulation itself. Places are
 * parts of the domain's sides, lengths parts of its longest side, so that a scene can be simulated
 * at any resolution.
 */
package org.perdura.fluid.scene;
