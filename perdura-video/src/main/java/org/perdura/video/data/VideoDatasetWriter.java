package org.perdura.video.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.perdura.media.BlurDownscale;
import org.perdura.video.data.VideoDataset.Entry;

/**
 * Writes clips of a recipe's data into a folder, for whoever wants to see them, upscale them and
 * judge the results. Which clips they are depends on nothing but the order, so that all who give
 * the same get the same.
 */
public final class VideoDatasetWriter {

  /** What happens if the folder holds something. */
  public enum Existing {
    REFUSE,
    /** A dataset of the same order is finished, another one refused. */
    RESUME,
    /** A dataset's clips make way. */
    REPLACE
  }

  /** Told after every clip. */
  @FunctionalInterface
  public interface Listener {

    /**
     * A clip is done.
     *
     * @param clips how many are there
     */
    void onClip(int clips);
  }

  /** So many clips in a row that leave their pictures are no accident. */
  private static final int TRIES = 40;

  private final Path folder;
  private final ClipFolders clips;
  private VideoDataset dataset;

  /** Those that were written and are there no more. */
  private final Deque<Entry> gone = new ArrayDeque<>();

  private volatile boolean stopped;

  /**
   * Looks at what is in the folder.
   *
   * @param folder made when the first clip is
   * @throws IOException one line: what is in the folder must not be replaced, or does not go on
   */
  public VideoDatasetWriter(Path folder, VideoDataset.Order order, Existing existing)
      throws IOException {
    this.folder = folder;
    this.clips = new ClipFolders(folder);
    this.dataset = VideoDataset.begin(order);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + ": is a file, must be a folder");
    }
    if (isEmpty(folder)) {
      return;
    }
    VideoDataset there = VideoDataset.read(folder);
    if (existing == Existing.REFUSE) {
      throw new IOException(
          folder
              + (there == null
                  ? ": is not empty; name another folder"
                  : ": holds a dataset; --resume finishes it, --overwrite replaces it"));
    }
    if (there == null) {
      throw new IOException(folder + ": holds something other than a dataset; name another folder");
    }
    if (existing == Existing.RESUME) {
      dataset = resumed(there, order);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          return false;
        }
      }
    }
    return true;
  }

  private VideoDataset resumed(VideoDataset there, VideoDataset.Order order) throws IOException {
    if (!there.order().equals(order)) {
      throw new IOException(
          "%s: is of another recipe, seed or size: %s, now %s"
              .formatted(folder.resolve(VideoDataset.FILE), brief(there.order()), brief(order)));
    }
    for (var clip : there.clips()) {
      if (!clips.contain(clip.name())) {
        gone.add(clip);
      }
    }
    return there;
  }

  private static String brief(VideoDataset.Order order) {
    return "%s %s, seed %d, step %d, %d clips of %d frames of %dx%d"
        .formatted(
            order.recipe(),
            order.part(),
            order.seed(),
            order.step(),
            order.clips(),
            order.frames(),
            order.lowSize(),
            order.lowSize());
  }

  /** How many clips are there already. */
  public int done() {
    return dataset.clips().size() - gone.size();
  }

  /**
   * Writes the clips that are missing.
   *
   * @param sampler of the order's seed and sources
   * @return whether all are there: {@code false} after {@link #stop}
   * @throws IOException one line: a clip cannot be written, or the footage does not give clips of
   *     this size
   */
  public boolean run(ClipSampler sampler, Listener listener) throws IOException {
    var order = dataset.order();
    requireSize(sampler);
    Files.createDirectories(folder);
    if (dataset.clips().isEmpty()) {
      dataset.write(folder); // first: a folder without it is not gone on with
    }
    clips.create();
    clips.keepOnly(dataset.clips().stream().map(Entry::name).collect(Collectors.toSet()));
    while (!gone.isEmpty() && !stopped) {
      Entry clip = gone.peek();
      clips.write(clip.name(), sampler.take(order.step(), clip.index(), order.shape()).clip());
      gone.remove();
      listener.onClip(done());
    }
    int tries = 0;
    for (int index = nextIndex(); !dataset.isFinished() && !stopped; index++) {
      var take = sampler.take(order.step(), index, order.shape());
      if (!take.whole()) {
        if (++tries == TRIES) {
          throw new IOException(
              "%d clips in a row lead out of their pictures, so --low-size %d or --frames %d is too"
                      .formatted(TRIES, order.lowSize(), order.frames())
                  + " large; pictures that stand still give %d".formatted(largest(sampler)));
        }
        continue;
      }
      tries = 0;
      String name = ClipFolders.name(dataset.clips().size() + 1);
      clips.write(name, take.clip());
      dataset = dataset.with(new Entry(name, index, take.origin()));
      dataset.write(folder);
      listener.onClip(done());
    }
    return dataset.isFinished() && gone.isEmpty();
  }

  private int nextIndex() {
    int there = dataset.clips().size();
    return there == 0 ? 0 : dataset.clips().get(there - 1).index() + 1;
  }

  private void requireSize(ClipSampler sampler) throws IOException {
    if (dataset.order().lowSize() > largest(sampler)) {
      throw new IOException(
          "--low-size %d: the recipe's films and photos give at most %d (%d in high-res)"
              .formatted(
                  dataset.order().lowSize(),
                  largest(sampler),
                  BlurDownscale.SCALE * largest(sampler)));
    }
  }

  private static int largest(ClipSampler sampler) {
    return sampler.largestLowSize();
  }

  /** Asks, from any thread, to stop after the present clip. */
  public void stop() {
    stopped = true;
  }
}
