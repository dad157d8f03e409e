package org.perdura.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the pictures a folder, a numbered pattern or a glob stands for, in natural order. */
final class SequenceFiles {

  static final Pattern NUMBER = Pattern.compile("%(?:0(\\d+))?d");
  private static final Pattern DIGITS = Pattern.compile("\\d+|\\D+");

  /** {@code frame_2} before {@code frame_10}: runs of digits compare as numbers. */
  static final Comparator<String> NATURAL = SequenceFiles::compareNaturally;

  private SequenceFiles() {}

  static List<Path> ofFolder(Path folder) throws IOException {
    List<Path> found = inFolder(folder);
    if (found.isEmpty()) {
      throw new IOException(folder + ": holds no pictures (PNG, JPEG, TIFF, BMP, PPM or PGM)");
    }
    return found;
  }

  /** Empty if there are none. */
  static List<Path> inFolder(Path folder) throws IOException {
    return list(folder, PictureKind::hasPictureExtension);
  }

  static boolean isNumbered(String spec) {
    return NUMBER.matcher(fileName(spec)).find();
  }

  static boolean isGlob(String spec) {
    return fileName(spec).matches(".*[*?\\[{].*");
  }

  /** The files a pattern with one {@code %d} or {@code %04d} in its file name stands for. */
  static List<Path> ofPattern(String spec) throws IOException {
    List<Path> found = namedBy(spec);
    if (found.isEmpty()) {
      throw new IOException(spec + ": no file is called like that");
    }
    return found;
  }

  /** Empty if there are none. */
  static List<Path> namedBy(String spec) throws IOException {
    Pattern names = PictureNames.ofPattern(fileName(spec)).pattern("");
    return list(folderOf(spec), name -> names.matcher(name).matches());
  }

  /** The glob holds for the file name only. */
  static List<Path> ofGlob(String spec) throws IOException {
    Path folder = folderOf(spec);
    var matcher = folder.getFileSystem().getPathMatcher("glob:" + fileName(spec));
    List<Path> found =
        list(
            folder,
            name -> PictureKind.hasPictureExtension(name) && matcher.matches(Path.of(name)));
    if (found.isEmpty()) {
      throw new IOException(spec + ": no picture is called like that");
    }
    return found;
  }

  static Path folderOf(String spec) {
    int slash = lastSlash(spec);
    return slash < 0 ? Path.of("") : Path.of(spec.substring(0, slash + 1));
  }

  static String fileName(String spec) {
    return spec.substring(lastSlash(spec) + 1);
  }

  private static int lastSlash(String spec) {
    return Math.max(spec.lastIndexOf('/'), spec.lastIndexOf(java.io.File.separatorChar));
  }

  private static List<Path> list(Path folder, Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && wanted.test(name) && Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    }
    found.sort(Comparator.comparing(file -> file.getFileName().toString(), NATURAL));
    return found;
  }

  private static int compareNaturally(String left, String right) {
    Matcher l = DIGITS.matcher(left);
    Matcher r = DIGITS.matcher(right);
    while (true) {
      boolean moreLeft = l.find();
      boolean moreRight = r.find();
      if (!moreLeft || !moreRight) {
        int byLength = Boolean.compare(moreLeft, moreRight);
        // 01 and 1 are the same number, but not the same file.
        return byLength != 0 ? byLength : left.compareTo(right);
      }
      int order = comparePart(l.group(), r.group());
      if (order != 0) {
        return order;
      }
    }
  }

  private static int comparePart(String left, String right) {
    if (!Character.isDigit(left.charAt(0)) || !Character.isDigit(right.charAt(0))) {
      return left.compareTo(right);
    }
    return new java.math.BigInteger(left).compareTo(new java.math.BigInteger(right));
  }
}
