package org.perdura.smoke.upscale;

/**
 * What was done.
 *
 * @param frames written now
 * @param seconds from the first frame read to the last written
 * @param tiles that a frame was divided into, at most
 * @param finished whether all frames are there: false after a stop
 */
public record UpscaleSummary(int frames, double seconds, int tiles, boolean finished) {}
