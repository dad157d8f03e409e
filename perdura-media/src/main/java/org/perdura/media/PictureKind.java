package org.perdura.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The formats of single pictures, told by their first bytes, whatever a file is called. */
enum PictureKind {
  PNG("png_pipe", "\u0089PNG\r\n\u001a\n", "png"),
  JPEG("jpeg_pipe", "\u00ff\u00d8\u00ff", "jpg jpeg"),
  TIFF_LITTLE("tiff_pipe", "II*\0", "tif tiff"),
  TIFF_BIG("tiff_pipe", "MM\0*", ""),
  BMP("bmp_pipe", "BM", "bmp"),
  PPM("ppm_pipe", "P6", "ppm"),
  PGM("pgm_pipe", "P5", "pgm");

  private static final int LONGEST_MAGIC = 8;

  private final String demuxer;
  private final String magic;

  /** Separated by spaces. */
  private final String extensions;

  PictureKind(String demuxer, String magic, String extensions) {
    this.demuxer = demuxer;
    this.magic = magic;
    this.extensions = extensions;
  }

  /** FFmpeg's name of the reader for one such picture. */
  String demuxer() {
    return demuxer;
  }

  /** The kind of picture in this file, or null if there is none. */
  static PictureKind sniff(Path file) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
    }
    for (PictureKind kind : values()) {
      if (start.startsWith(kind.magic)) {
        return kind;
      }
    }
    return null;
  }

  static boolean hasPictureExtension(String name) {
    String extension = extension(name);
    if (extension.isEmpty()) {
      return false;
    }
    for (PictureKind kind : values()) {
      if ((" " + kind.extensions + " ").contains(" " + extension + " ")) {
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
