package org.perdura.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's own programs, which come with its libraries: they make what is read, and judge. */
final class FfmpegProgram {

  private FfmpegProgram() {}

  /** Runs ffmpeg; returns what it prints. */
  static String ffmpeg(String... arguments) throws IOException {
    return run(
        Loader.load(org.bytedeco.ffmpeg.ffmpeg.class),
        List.of("-v", "error", "-nostdin", "-y", "-bitexact"),
        arguments);
  }

  /** Runs ffprobe; returns what it prints. */
  static String ffprobe(String... arguments) throws IOException {
    return run(
        Loader.load(org.bytedeco.ffmpeg.ffprobe.class),
        List.of("-v", "error", "-of", "default=nw=1"),
        arguments);
  }

  private static String run(String program, List<String> first, String... arguments)
      throws IOException {
    var command = new ArrayList<String>(List.of(program));
    command.addAll(first);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Its libraries lie beside it, and do not look there for each other.
    String beside = Path.of(program).getParent().toString();
    builder.environment().merge("LD_LIBRARY_PATH", beside, (others, own) -> own + ":" + others);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + ":\n" + printed);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return printed;
  }
}
