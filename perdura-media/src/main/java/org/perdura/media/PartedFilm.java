package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final String PROGRESS = "progress.properties";

  /** Writes what is needed to go on into a file. */
  @FunctionalInterface
  public interface StateWriter {
    void write(Path file) throws IOException;
  }

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
    PartProgress before = PartProgress.read(path.resolve(PROGRESS));
    boolean there = before != null && before.frames() > 0;
    if (there && !resume && !options.overwrite()) {
      throw new IOException(
          "%s: holds %d frames of an earlier run; --resume goes on, --overwrite begins anew"
              .formatted(path, before.frames()));
    }
    if (!there || !resume) {
      requireRoom(spec, pictures, options.overwrite());
    }
    PartFolder folder = PartFolder.open(path, Path.of(spec), !film);
    try {
      PartProgress progress = before;
      if (!there || !resume) {
        progress = PartProgress.beginning(options.overwrite(), making);
        folder.empty();
        progress.write(folder.resolve(PROGRESS));
      }
      PartContent content =
          film
              ? new CodedParts(Path.of(spec), path, options, coding, progress)
              : new PictureParts(pictures, path, options, progress.frames());
      return new PartedFilm(spec, folder, partFrames, progress, content);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
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
    return folder.resolve(PROGRESS);
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
    String name = "state-%09d".formatted(frames);
    endPart(() -> state.write(folder.resolve(name)), name, PartProgress.Stage.WRITING);
  }

  private interface Step {
    void run() throws IOException;
  }

  private void endPart(Step keepState, String state, PartProgress.Stage stage) throws IOException {
    String before = progress.state();
    try {
      content.endPart();
      keepState.run();
      commit(progress.after(frames, state, stage, content.facts()));
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
    finish(frames -> {});
  }

  /**
   * Puts the film in its place; the parts are gone then.
   *
   * @param listener told how far that has come, in frames
   */
  public void finish(FrameCount listener) throws IOException {
    if (frames == 0) {
      throw new IOException(spec + ": no frame was written");
    }
    if (!isComplete()) {
      if (partBegun) {
        endPart(() -> {}, "", PartProgress.Stage.COMPLETE);
      } else {
        commit(progress.with(PartProgress.Stage.COMPLETE));
      }
    }
    try {
      content.join(new Stages(), listener);
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
    try {
      content.close();
      if (finished || progress.frames() == 0) {
        folder.remove();
      }
      folder.close();
    } catch (IOException e) {
      // What is left is only in the way, and an error worth more is probably on its way.
      org.slf4j.LoggerFactory.getLogger(PartedFilm.class)
          .debug("{}: could not be tidied up", folder, e);
    }
  }
}
