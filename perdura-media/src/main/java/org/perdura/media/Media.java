package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The door to films and pictures: opens what is to be read, creates what is to be written. */
public final class Media {

  private Media() {}

  /** Opens with {@link ReaderOptions#DEFAULT}. */
  public static FrameReader open(String spec) throws IOException {
    return open(spec, ReaderOptions.DEFAULT);
  }

  /**
   * Opens a film.
   *
   * <p>Frames come upright: rotation and cropping noted in the file are applied. Where a video does
   * not say how its colour is coded, BT.601 is taken below 720 rows and BT.709 from there on, in
   * limited range.
   *
   * @param spec a video file; a picture; a folder of pictures; a numbered pattern ({@code
   *     frames/%04d.png}); or a glob ({@code frames/*.png}). Pictures are taken in natural order
   *     ({@code frame_2} before {@code frame_10}).
   * @throws IOException one line naming the file and what is wrong with it
   */
  public static FrameReader open(String spec, ReaderOptions options) throws IOException {
    Path path = literal(spec);
    if (path != null && Files.isDirectory(path)) {
      return new SequenceReader(() -> SequenceFiles.ofFolder(path), options);
    }
    if (path != null) {
      if (!Files.isReadable(path)) {
        throw new IOException(path + ": permission denied");
      }
      return PictureKind.sniff(path) != null
          ? new SequenceReader(() -> List.of(path), options)
          : new FilmReader(path, null, options.threads());
    }
    if (SequenceFiles.isNumbered(spec)) {
      return new SequenceReader(() -> SequenceFiles.ofPattern(spec), options);
    }
    if (SequenceFiles.isGlob(spec)) {
      return new SequenceReader(() -> SequenceFiles.ofGlob(spec), options);
    }
    throw new IOException(spec + ": no such file");
  }

  /**
   * Begins a film, which appears under its name when it is finished.
   *
   * <p>Time stamps stay exact in MP4 and MOV; Matroska and WebM round them to milliseconds, AVI to
   * whole frames.
   *
   * @param spec a video file by its extension (.mp4 .mov .mkv .webm .avi); a numbered pattern of
   *     pictures ({@code frames/%04d.png}, .jpg, .tif); a folder, with or without a slash at its
   *     end, for {@code %06d.png} in it or names that were chosen; or one picture, for a film of
   *     one frame. Pictures are counted from 0, or as others were. Their folder is made if it is
   *     not there; one that holds something is refused, or, with overwriting, loses the pictures
   *     that are called like the new ones.
   * @throws IOException one line saying what stands in the way: the output exists, the extension or
   *     the codec is unknown, the folder cannot be written
   */
  public static FrameWriter create(String spec, WriterOptions options) throws IOException {
    return switch (outputKind(spec)) {
      case FILM -> new FilmWriter(Path.of(spec), options);
      case PICTURE -> new PictureWriter(Path.of(spec), options);
      case FOLDER, PATTERN -> new SequenceWriter(PictureTarget.of(spec, options.names()), options);
    };
  }

  /** What {@link #create} makes of a name. */
  public enum OutputKind {
    /** A video file, or a file of unknown kind, which is refused. */
    FILM,
    /** One picture. */
    PICTURE,
    /** Pictures in a folder. */
    FOLDER,
    /** Pictures called by a pattern. */
    PATTERN
  }

  /** What would be made under this name. */
  public static OutputKind outputKind(String spec) {
    if (SequenceFiles.isNumbered(spec)) {
      return OutputKind.PATTERN;
    }
    Path path = Path.of(spec);
    boolean folder =
        spec.endsWith("/")
            || spec.endsWith(java.io.File.separator)
            || Files.isDirectory(path)
            || PictureKind.extension(SequenceFiles.fileName(spec)).isEmpty();
    if (folder) {
      return OutputKind.FOLDER;
    }
    return SequenceWriter.isPicture(path) ? OutputKind.PICTURE : OutputKind.FILM;
  }

  /**
   * The pictures that lie in a folder itself, by their extensions, in natural order; none if they
   * lie elsewhere.
   */
  public static List<Path> picturesIn(Path folder) throws IOException {
    return SequenceFiles.inFolder(folder);
  }

  /**
   * The pictures that {@link #create} would replace or add to.
   *
   * @param spec a folder or a pattern such as {@code frames/%04d.png}
   */
  public static List<Path> picturesOf(String spec) throws IOException {
    if (SequenceFiles.isNumbered(spec)) {
      return Files.isDirectory(SequenceFiles.folderOf(spec).toAbsolutePath())
          ? SequenceFiles.namedBy(spec)
          : List.of();
    }
    return Files.isDirectory(Path.of(spec)) ? picturesIn(Path.of(spec)) : List.of();
  }

  /** The file or folder of exactly this name, whatever signs are in it; null if there is none. */
  private static Path literal(String spec) {
    try {
      Path path = Path.of(spec);
      return Files.exists(path) ? path : null;
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }
}
