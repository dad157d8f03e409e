package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The containers of films that can be written, known by their extensions. */
enum FilmContainer {
  MP4("mp4"),
  MOV("mov"),
  MKV("matroska"),
  WEBM("webm"),
  AVI("avi");

  private final String muxer;

  FilmContainer(String muxer) {
    this.muxer = muxer;
  }

  static FilmContainer of(Path file) throws IOException {
    String extension = PictureKind.extension(file.getFileName().toString());
    for (FilmContainer container : values()) {
      if (container.extension().equals("." + extension)) {
        return container;
      }
    }
    throw new IOException(
        "%s: %s; films are written as %s; pictures as frames/%%04d.png, .jpg or .tif"
            .formatted(
                file,
                extension.isEmpty() ? "has no extension" : "unknown extension ." + extension,
                Arrays.stream(values())
                    .map(FilmContainer::extension)
                    .collect(Collectors.joining(", "))));
  }

  private String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** FFmpeg's name. */
  String muxer() {
    return muxer;
  }

  /** Whether encoders leave what is needed once to the container's header. */
  boolean hasHeader() {
    return (av_guess_format(muxer, (String) null, null).flags() & AVFMT_GLOBALHEADER) != 0;
  }

  VideoCodec usualCodec() {
    return this == WEBM ? VideoCodec.VP9 : VideoCodec.H264;
  }

  /** What to use for frames that are too large for the usual codec. */
  VideoCodec codecForLargeFrames() {
    return switch (this) {
      case MP4, MKV, WEBM -> VideoCodec.VP9;
      case MOV -> VideoCodec.PRORES;
      case AVI -> VideoCodec.FFV1;
    };
  }

  /** What to use for 4:4:4 colour; the usual codec if the container holds no better one. */
  VideoCodec codecForFullChroma() {
    return this == AVI ? usualCodec() : codecForLargeFrames();
  }

  /** Whether time stamps are multiples of a unit that can be chosen. */
  boolean hasTimescale() {
    return this == MP4 || this == MOV;
  }

  void requireFit(Path file, VideoCodec codec) throws IOException {
    if (!holds(codec)) {
      throw new IOException(
          "%s: %s cannot be put into %s; it fits into %s"
              .formatted(
                  file,
                  codec.label(),
                  extension(),
                  Arrays.stream(values())
                      .filter(container -> container.holds(codec))
                      .map(FilmContainer::extension)
                      .collect(Collectors.joining(", "))));
    }
  }

  /** What players agree on; FFmpeg's own answer allows some that its muxers then refuse. */
  private boolean holds(VideoCodec codec) {
    return switch (this) {
      case MP4 -> codec == VideoCodec.H264 || codec == VideoCodec.AV1 || codec == VideoCodec.VP9;
      case MOV -> codec == VideoCodec.H264 || codec == VideoCodec.PRORES || codec == VideoCodec.PNG;
      case MKV -> true;
      case WEBM -> codec == VideoCodec.AV1 || codec == VideoCodec.VP9;
      case AVI -> codec == VideoCodec.H264 || codec == VideoCodec.FFV1 || codec == VideoCodec.PNG;
    };
  }
}
