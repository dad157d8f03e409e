package org.perdura.media;

import java.util.Map;

/**
 * One way to run one of FFmpeg's encoders.
 *
 * @param encoder its name
 * @param pixelFormat FFmpeg's number of what it is fed
 * @param options of the encoder, by FFmpeg's names
 */
record EncoderProfile(String encoder, int pixelFormat, Map<String, String> options) {}
