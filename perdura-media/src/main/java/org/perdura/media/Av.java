package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What every use of FFmpeg here needs: silence, and its error numbers as sentences. */
final class Av {

  static {
    // FFmpeg would write to the terminal by itself; what matters arrives as return values.
    av_log_set_level(AV_LOG_QUIET);
  }

  // FFmpeg negates the C library's numbers; these three agree on Linux, macOS and Windows.
  private static final int NOT_FOUND = -2;
  private static final int OUT_OF_MEMORY = -12;
  private static final int FORBIDDEN = -13;
  private static final int DISK_FULL = -28;

  private Av() {}

  /** Loads FFmpeg, silenced. */
  static void load() {}

  static String text(int error) {
    if (error == OUT_OF_MEMORY) {
      return "out of memory";
    }
    byte[] text = new byte[256];
    av_strerror(error, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** The one-line error for a failed step while {@code file} was read or written. */
  static IOException failure(Path file, String step, int error) {
    String what =
        switch (error) {
          case DISK_FULL -> "no room left on the disk";
          case NOT_FOUND -> "no such file";
          case FORBIDDEN -> "permission denied";
          default -> step + " failed: " + text(error);
        };
    return new IOException(file + ": " + what);
  }

  /** Returns {@code result}, or throws {@link #failure} if it is negative. */
  static int check(int result, Path file, String step) throws IOException {
    if (result < 0) {
      throw failure(file, step, result);
    }
    return result;
  }

  /** A native struct that FFmpeg could not allocate is out of memory, not bad input. */
  static <T> T allocated(T struct) {
    if (struct == null) {
      throw new OutOfMemoryError("FFmpeg could not allocate native memory");
    }
    return struct;
  }

  /** FFmpeg's file protocol, so that a colon or a percent sign in a name means nothing. */
  static String url(Path file) {
    return "file:" + file.toAbsolutePath();
  }

  static Rational rational(AVRational value, Rational otherwise) {
    return value.num() > 0 && value.den() > 0 ? new Rational(value.num(), value.den()) : otherwise;
  }

  static void set(AVRational target, Rational value) {
    target.num(value.numerator()).den(value.denominator());
  }

  /** {@code value} in units of {@code from}, in units of {@code to}, to the nearest. */
  static long rescale(long value, Rational from, Rational to) {
    return org.bytedeco.ffmpeg.global.avutil.av_rescale(
        value,
        (long) from.numerator() * to.denominator(),
        (long) to.numerator() * from.denominator());
  }
}
