package org.perdura.media;

import java.nio.file.Path;

/**
 * How a film is written.
 *
 * @param source of which time base, frame rate, colour coding, depth, alpha and pixel shape are
 *     taken over; its size is not: the first frame tells it
 * @param codec null for the container's usual one (VP9 for WebM, H.264 for the others), or another
 *     if that does not hold what the source has
 * @param quality 0 (best, largest) to 51, on the scale of H.264's quantiser; lossless codecs and
 *     ProRes do not use it
 * @param audioFrom a file all of whose sound, subtitles, chapters and tags are copied; null for
 *     none
 * @param overwrite whether an existing output is replaced
 * @param threads of the encoder, at least 1
 * @param names of the pictures a folder is filled with, and their numbers where a pattern gives the
 *     rest of the names; null to count from 0
 */
public record WriterOptions(
    VideoInfo source,
    VideoCodec codec,
    int quality,
    Path audioFrom,
    boolean overwrite,
    int threads,
    PictureNames names) {

  /** Differences to the original are not seen at this quality. */
  public static final int DEFAULT_QUALITY = 18;

  public WriterOptions {
    if (quality < 0 || quality > 51) {
      throw new IllegalArgumentException("quality " + quality + ": must be 0 to 51");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: must be at least 1");
    }
  }

  /** A film in the timing and colour of another. */
  public static WriterOptions like(VideoInfo source) {
    return new WriterOptions(source, null, DEFAULT_QUALITY, null, false, 2, null);
  }

  /** A film drawn here: frame i has the pts i. */
  public static WriterOptions atRate(Rational framesPerSecond) {
    return like(
        new VideoInfo(0, 0, 8, framesPerSecond.inverse(), framesPerSecond, -1, ColorCoding.RGB));
  }

  public WriterOptions withCodec(VideoCodec codec) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }

  public WriterOptions withQuality(int quality) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }

  public WriterOptions withAudioFrom(Path audioFrom) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }

  public WriterOptions withOverwrite(boolean overwrite) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }

  public WriterOptions withThreads(int threads) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }

  /**
   * Pictures called as others, e.g. those they were made from.
   *
   * @param names of {@link FrameReader#names}
   */
  public WriterOptions withNames(PictureNames names) {
    return new WriterOptions(source, codec, quality, audioFrom, overwrite, threads, names);
  }
}
