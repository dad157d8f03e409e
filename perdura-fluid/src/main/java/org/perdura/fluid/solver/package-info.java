/**
 * Moves smoke on in time: advection, forces, walls and open sides, around the pressure solvers. The
 * steps and their boundary treatment follow mantaflow, whose results they are checked against.
 */
package org.perdura.fluid.solver;
