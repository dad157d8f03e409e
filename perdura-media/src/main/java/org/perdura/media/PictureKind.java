package org.perdura.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of single pictures, told by their first bytes, whatever a file is called. */
enum PictureKind {
  PNG("png_pipe", "\u0089PNG\r\n\u001a\n", List.of("png")),
  JPEG("jpeg_pipe", "\u00ff\u00d8\u00ff", List.of("jpg", "jpeg")),
  TIFF_LITTLE("tiff_pipe", "II*\0", List.of("tif", "tiff")),
  TIFF_BIG("tiff_pipe", "MM\0*", List.of()),
  BMP("bmp_pipe", "BM", List.of("bmp")),
  PPM("ppm_pipe", "P6", List.of("ppm")),
  PGM("pgm_pipe", "P5", List.of("pgm"));

  private static final int LONGEST_MAGIC = 8;

  private final String demuxer;
  private final byte[] magic;
  private final List<String> extensions;

  PictureKind(String demuxer, String magic, List<String> extensions) {
    this.demuxer = demuxer;
    this.magic = magic.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    this.extensions = extensions;
  }

  /** FFmpeg's name of the reader for one such picture. */
  String demuxer() {
    return demuxer;
  }

  /** The kind of picture in this file, or null if there is none. */
  static PictureKind sniff(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LONGEST_MAGIC);
    }
    for (PictureKind kind : values()) {
      int length = kind.magic.length;
      if (start.length >= length && Arrays.equals(start, 0, length, kind.magic, 0, length)) {
        return kind;
      }
    }
    return null;
  }

  static boolean hasPictureExtension(String name) {
    String extension = extension(name);
    for (PictureKind kind : values()) {
      if (kind.extensions.contains(extension)) {
        return true;
      }
    }
    return false;
  }

  /** In lower case, without the dot; empty if there is none. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
