package org.perdura.media;

/**
 * How a film codes colour, in FFmpeg's names.
 *
 * @param matrix "bt709", "smpte170m", "bt2020nc" ..., or "gbr" for RGB sources
 * @param fullRange whether luma spans 0..255 rather than 16..235
 */
public record ColorCoding(String matrix, String primaries, String transfer, boolean fullRange) {}
