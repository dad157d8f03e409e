package org.perdura.video.data;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.perdura.recipe.Chance;

/** Decoded frames, mapped into memory; safe for use by many threads. */
final class StoredVideo {

  /** A buffer holds at most 2 GB, so that long films are mapped piece by piece. */
  private static final long SEGMENT = 1L << 30;

  private final String name;
  private final int width;
  private final int height;
  private final int frames;
  private final List<Shot> shots;
  private final int framesPerSegment;
  private final MappedByteBuffer[] segments;

  /**
   * @param name of the film
   * @param data frames one after the other, each {@code [height, width, 3]}
   */
  StoredVideo(String name, Path data, int width, int height, int frames, List<Shot> shots)
      throws IOException {
    this(name, data, width, height, frames, shots, SEGMENT);
  }

  StoredVideo(
      String name, Path data, int width, int height, int frames, List<Shot> shots, long segment)
      throws IOException {
    this.name = name;
    this.width = width;
    this.height = height;
    this.frames = frames;
    this.shots = List.copyOf(shots);
    long frameBytes = 3L * width * height;
    framesPerSegment = (int) Math.max(1, segment / frameBytes);
    segments = new MappedByteBuffer[(frames + framesPerSegment - 1) / framesPerSegment];
    try (var channel = FileChannel.open(data)) {
      for (int i = 0; i < segments.length; i++) {
        long first = (long) i * framesPerSegment;
        long count = Math.min(framesPerSegment, frames - first);
        segments[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, first * frameBytes, count * frameBytes);
      }
    }
  }

  String name() {
    return name;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int frames() {
    return frames;
  }

  List<Shot> shots() {
    return shots;
  }

  /** A shot of at least {@code length} frames, or else the longest; long ones more often. */
  Shot shot(SplittableRandom rnd, int length) {
    var chances = new double[shots.size()];
    int longest = 0;
    for (int i = 0; i < chances.length; i++) {
      int spare = shots.get(i).length() - length + 1;
      chances[i] = Math.max(0, spare);
      if (shots.get(i).length() > shots.get(longest).length()) {
        longest = i;
      }
    }
    if (chances[longest] == 0) {
      return shots.get(longest);
    }
    return shots.get(Chance.weighted(rnd, chances));
  }

  /** Copies part of a frame. */
  Raster window(int frame, int left, int top, int windowWidth, int windowHeight) {
    var out = new byte[windowHeight * windowWidth * 3];
    var segment = segments[frame / framesPerSegment];
    int frameStart = frame % framesPerSegment * width * height * 3;
    for (int y = 0; y < windowHeight; y++) {
      int from = frameStart + ((top + y) * width + left) * 3;
      segment.get(from, out, y * windowWidth * 3, windowWidth * 3);
    }
    return new Raster(windowWidth, windowHeight, out);
  }
}
