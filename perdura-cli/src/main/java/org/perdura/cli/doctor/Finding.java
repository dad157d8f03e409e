package org.perdura.cli.doctor;

/**
 * What one part of the self-test has found.
 *
 * @param name of what was tried
 * @param well whether it works
 * @param text its figures, or what is wrong; one line
 */
record Finding(String name, boolean well, String text) {}
