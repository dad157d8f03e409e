/**
 * The pressure equation: directly where the domain is a plain box, by conjugate gradients
 * elsewhere.
 */
package org.perdura.fluid.pressure;
