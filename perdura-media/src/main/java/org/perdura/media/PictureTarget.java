package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where numbered pictures go, and how they are called.
 *
 * @param extension with its dot
 */
record PictureTarget(Path folder, PictureNames names, String extension) {

  private static final PictureNames COUNTED = PictureNames.ofPattern("%06d");

  /**
   * @param spec a folder, for .png files; or a pattern with one {@code %04d} or the like
   * @param given names of other pictures, whose numbers are taken over, and in a folder the rest of
   *     the names, too; null for none
   */
  static PictureTarget of(String spec, PictureNames given) throws IOException {
    if (!SequenceFiles.isNumbered(spec)) {
      return new PictureTarget(Path.of(spec), given != null ? given : COUNTED, ".png");
    }
    Path folder = SequenceFiles.folderOf(spec);
    String pattern = SequenceFiles.fileName(spec);
    SequenceWriter.profile(folder.resolve(pattern), false, false); // says so if it is no picture
    int dot = pattern.lastIndexOf('.');
    PictureNames names = PictureNames.ofPattern(pattern.substring(0, dot));
    return new PictureTarget(folder, names.withNumbers(given), pattern.substring(dot));
  }

  /** As a pattern. */
  Path path() {
    return folder.resolve(names.toPattern() + extension);
  }

  /** Of the i-th picture. */
  String fileName(long index) {
    return names.name(index) + extension;
  }

  /** What all such names look like. */
  Pattern pattern() {
    return names.pattern(extension);
  }

  /** Refuses a folder that holds something; hidden files and folders of parts are nothing. */
  void requireEmpty() throws IOException {
    boolean filled =
        Files.isDirectory(folder)
            && !PendingOutput.contents(
                    folder, name -> !name.startsWith(".") && !name.endsWith(PartedFilm.SUFFIX))
                .isEmpty();
    if (filled) {
      throw new IOException(folder + ": is not empty; --overwrite replaces the pictures in it");
    }
  }
}
