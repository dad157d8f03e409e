package org.perdura.metrics.report;

/**
 * A piece of an image row.
 *
 * @param y the row
 * @param x its first pixel
 * @param width in pixels
 */
record SliceLine(int y, int x, int width) {}
