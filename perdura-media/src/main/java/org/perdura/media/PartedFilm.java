package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A film, or numbered pictures, written in parts that outlive the process. They lie in a folder
 * beside the film, {@code film.mp4.parts}, or among the pictures to come, until all is there; then
 * they are put together without being coded again.
 *
 * <p>Whatever ends the process, what is in the last whole part and before is kept, with a state
 * that the maker of the frames needs to go on.
 */
public final class PartedFilm implements FrameWriter {

  /** What the names of folders with parts end with. */
  public static final String SUFFIX = ".parts";

  private static final double PART_SECONDS = 5;
  private static final int LARGEST_PART = 250;

  /** Writes what is needed to go on into a file. */
  @FunctionalInterface
  public interface StateWriter {
    void write(Path file) throws IOException;
  }

  private static final String CHECKSUM = "checksum";

  private final String spec;
  private final PartFolder folder;
  private final int partFrames;
  private final PartContent content;
  private PartProgress progress;
  private long frames;
  private boolean partBegun;
  private boolean finished;

  private PartedFilm(
      String spec, PartFolder folder, int partFrames, PartProgress progress, PartContent content) {
    this.spec = spec;
    this.folder = folder;
    this.partFrames = partFrames;
    this.progress = progress;
    this.content = content;
    frames = progress.frames();
  }

  /** Whether what {@link Media#create} would make under this name can be written in parts. */
  public static boolean isFor(String spec) {
    return Media.outputKind(spec) != Media.OutputKind.PICTURE;
  }

  /** How many frames are usual in a part: what is lost at most. */
  public static int usualPart(Rational framesPerSecond) {
    return (int)
        Math.max(1, Math.min(LARGEST_PART, Math.round(PART_SECONDS * framesPerSecond.value())));
  }

  /** Where the parts of a film lie. */
  public static Path folder(String spec, PictureNames names) throws IOException {
    Path film =
        Media.outputKind(spec) == Media.OutputKind.FILM
            ? Path.of(spec)
            : PictureTarget.of(spec, names).path();
    return film.resolveSibling(film.getFileName() + SUFFIX);
  }

  /**
   * Begins a film, or goes on with one.
   *
   * @param spec what {@link Media#create} takes, but for a single picture
   * @param partFrames after how many frames parts end; the same in every run
   * @param making how the film is made, for {@link #making}; not used if one is gone on with
   * @param resume whether to go on if there are parts
   * @throws IOException one line saying what stands in the way; what is there is not touched
   */
  public static PartedFilm open(
      String spec,
      WriterOptions options,
      int partFrames,
      Map<String, String> making,
      boolean resume)
      throws IOException {
    boolean film = Media.outputKind(spec) == Media.OutputKind.FILM;
    FilmCoding coding = film ? new FilmCoding(Path.of(spec), options) : null;
    PictureTarget pictures = film ? null : PictureTarget.of(spec, options.names());
    Path path = folder(spec, options.names());
    Pattern names = film ? null : pictures.pattern();
    PartFolder folder = PartFolder.open(path, Path.of(spec), names);
    try {
      PartProgress progress = progress(folder, options.overwrite());
      boolean begun = isBegun(progress);
      if (begun && !resume && !options.overwrite()) {
        throw new IOException(
            "%s: holds %d frames of an earlier run; --resume goes on, --overwrite begins anew"
                .formatted(path, progress.frames()));
      }
      if (!begun || !resume) {
        requireRoom(spec, pictures, options.overwrite());
        folder.empty();
        progress = PartProgress.beginning(options.overwrite(), making);
        progress.write(folder.resolve(PartFolder.PROGRESS));
      }
      PartContent content =
          film
              ? new CodedParts(Path.of(spec), path, options, coding, progress)
              : new PictureParts(pictures, path, options, progress.frames());
      return new PartedFilm(spec, folder, partFrames, progress, content);
    } catch (IOException | RuntimeException e) {
      release(folder);
      throw e;
    }
  }

  /** What is there makes way if that is wanted, even if it cannot be read. */
  private static PartProgress progress(PartFolder folder, boolean overwrite) throws IOException {
    try {
      return PartProgress.read(folder.resolve(PartFolder.PROGRESS));
    } catch (IOException e) {
      if (overwrite) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isBegun(PartProgress progress) {
    return progress != null
        && progress.frames() > 0
        && progress.stage() != PartProgress.Stage.PLACED;
  }

  /** Whether there are parts of this film to go on with. */
  public static boolean isBegun(String spec, PictureNames names) throws IOException {
    return isBegun(PartProgress.read(folder(spec, names).resolve(PartFolder.PROGRESS)));
  }

  /** How the parts of this film were made; empty if there are none to go on with. */
  public static Map<String, String> making(String spec, PictureNames names) throws IOException {
    PartProgress progress = PartProgress.read(folder(spec, names).resolve(PartFolder.PROGRESS));
    return isBegun(progress) ? progress.making() : Map.of();
  }

  /** Lets the folder go; it is deleted if nothing is in it that could be gone on with. */
  private static void release(PartFolder folder) throws IOException {
    try (folder) {
      if (!Files.exists(folder.resolve(PartFolder.PROGRESS))) {
        folder.remove();
      }
    }
  }

  /** Refuses to begin what could not be put into its place in the end. */
  private static void requireRoom(String spec, PictureTarget pictures, boolean overwrite)
      throws IOException {
    Path target = pictures == null ? Path.of(spec) : pictures.folder();
    if (pictures == null) {
      if (Files.isDirectory(target)) {
        throw new IOException(target + ": is a folder, not a film");
      }
      PendingOutput.refuseExisting(target, overwrite);
    } else if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new IOException(target + ": is a file, not a folder");
    } else if (!overwrite) {
      pictures.requireEmpty();
    }
  }

  /** How the parts that are there were made. */
  public Map<String, String> making() {
    return progress.making();
  }

  /** The file that says so. */
  public Path label() {
    return folder.resolve(PartFolder.PROGRESS);
  }

  /** After how many frames {@link #endPart} is due. */
  public int partFrames() {
    return partFrames;
  }

  /** How many frames are safe. */
  public long frames() {
    return isThere() ? progress.frames() : 0;
  }

  private boolean isThere() {
    return Files.isRegularFile(label());
  }

  /** Whether all frames are, so that only {@link #finish} is left to be done. */
  public boolean isComplete() {
    return progress.stage() != PartProgress.Stage.WRITING;
  }

  /** What {@link #endPart} kept last; empty if there is no part yet. */
  public Optional<Path> state() {
    return progress.state().isEmpty()
        ? Optional.empty()
        : Optional.of(folder.resolve(progress.state()));
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (isComplete()) {
      throw new IllegalStateException(spec + ": is complete");
    }
    try {
      content.write(frame);
    } catch (IOException e) {
      throw explained(e);
    }
    partBegun = true;
    frames++;
  }

  /** Makes all frames so far safe. Parts should end after the same frames in every run. */
  public void endPart(StateWriter state) throws IOException {
    String name = PartProgress.stateName(frames);
    String before = progress.state();
    try {
      content.endPart();
      state.write(folder.resolve(name));
      commit(progress.after(frames, name, content.facts()));
    } catch (IOException e) {
      throw explained(e);
    }
    partBegun = false;
    if (!before.isEmpty()) {
      Files.deleteIfExists(folder.resolve(before));
    }
  }

  private void commit(PartProgress next) throws IOException {
    next.write(label());
    progress = next;
  }

  private IOException explained(IOException e) {
    return isThere()
        ? PendingOutput.explained(Path.of(spec), e)
        : new NoSuchFileException(
            folder.path().toString(), null, "was deleted while it was written to");
  }

  @Override
  public void finish() throws IOException {
    finish(0, frames -> {});
  }

  /** What {@link #finish(long, FrameCount)} was given when the film was complete. */
  public long checksum() {
    return progress.fact(CHECKSUM, 0);
  }

  /**
   * Puts the film in its place; the parts are gone then.
   *
   * @param checksum of what it was made from, to be asked for if this is ended in the middle
   * @param listener told how far that has come, in frames
   */
  public void finish(long checksum, FrameCount listener) throws IOException {
    if (frames == 0) {
      throw new IOException(spec + ": no frame was written");
    }
    try {
      if (!isComplete()) {
        if (partBegun) {
          content.endPart();
        }
        // At once: without a state, no frames could follow.
        PartProgress all = partBegun ? progress.after(frames, "", content.facts()) : progress;
        commit(all.with(CHECKSUM, Long.toString(checksum)).with(PartProgress.Stage.COMPLETE));
      }
      content.join(new Stages(), listener);
      commit(progress.with(PartProgress.Stage.PLACED));
    } catch (DamagedPartException e) {
      throw e;
    } catch (IOException e) {
      throw explained(e);
    }
    finished = true;
  }

  private final class Stages implements PartContent.PartStages {

    @Override
    public PartProgress progress() {
      return progress;
    }

    @Override
    public void enter(PartProgress.Stage stage) throws IOException {
      commit(progress.with(stage));
    }
  }

  @Override
  public List<String> warnings() {
    return content.warnings();
  }

  /** Parts stay for another time, if there are any. */
  @Override
  public void close() {
    try (folder) {
      content.close();
      if (finished || progress.frames() == 0) {
        folder.remove();
      }
    } catch (IOException e) {
      // What is left is only in the way, and an error worth more is probably on its way.
      org.slf4j.LoggerFactory.getLogger(PartedFilm.class)
          .debug("{}: could not be tidied up", folder, e);
    }
  }
}
