package org.perdura.video.upscale;

/**
 * What was done.
 *
 * @param frames written
 * @param scenes how many were found
 * @param seconds from the first frame read to the last written
 * @param bands into how many parts each frame was divided
 * @param checksum of all frames that were read, those of earlier runs too
 */
public record UpscaleSummary(long frames, int scenes, double seconds, int bands, long checksum) {}
