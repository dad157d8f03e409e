/**
 * Generators: a low-res frame of smoke in, the density four times finer out. {@link
 * org.perdura.smoke.model.SmokeGenerator} is what all of them are, {@link
 * org.perdura.smoke.model.GeneratorSpec} names one.
 */
package org.perdura.smoke.model;
