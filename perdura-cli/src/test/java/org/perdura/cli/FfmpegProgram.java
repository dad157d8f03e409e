package org.perdura.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

  /**
   * All frames of a film as ffmpeg decodes them.
   *
   * @param decoder to be used; empty for the usual one
   * @param filters what is done to them
   * @return {@code [frames, h, w, 4]} in 16 bits, the last channel being alpha
   */
  static char[] rgba(Path film, String decoder, String filters, Path raw) throws IOException {
    var arguments = new ArrayList<String>();
    if (!decoder.isEmpty()) {
      arguments.addAll(List.of("-c:v", decoder));
    }
    arguments.addAll(
        List.of(
            "-i",
            film.toString(),
            "-map",
            "0:v:0",
            "-vf",
            filters + "format=rgba64le",
            "-fps_mode",
            "passthrough",
            "-f",
            "rawvideo",
            raw.toString()));
    ffmpeg(arguments.toArray(String[]::new));
    var samples =
        ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer();
    var values = new char[samples.remaining()];
    samples.get(values);
    return values;
  }
}
