package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_query_codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
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
    return choices().get(0);
  }

  /** What is taken if no codec is asked for: the first of those that lose least. */
  List<VideoCodec> choices() {
    return switch (this) {
      case MP4 -> List.of(VideoCodec.H264, VideoCodec.VP9, VideoCodec.AV1);
      case MOV -> List.of(VideoCodec.H264, VideoCodec.PRORES);
      case MKV -> List.of(VideoCodec.H264, VideoCodec.VP9, VideoCodec.AV1, VideoCodec.FFV1);
      case WEBM -> List.of(VideoCodec.VP9, VideoCodec.AV1);
      case AVI -> List.of(VideoCodec.H264, VideoCodec.FFV1);
    };
  }

  /** Which codecs here, or else which containers, would keep something. */
  String keepers(Predicate<VideoCodec> keeps) {
    List<String> here = choices().stream().filter(keeps).map(VideoCodec::label).toList();
    List<String> elsewhere =
        Arrays.stream(values())
            .filter(container -> container.choices().stream().anyMatch(keeps))
            .map(FilmContainer::extension)
            .toList();
    return String.join(", ", here.isEmpty() ? elsewhere : here) + " would keep it";
  }

  /** Whether time stamps are multiples of a unit that can be chosen. */
  boolean hasTimescale() {
    return this == MP4 || this == MOV;
  }

  /** Whether streams of FFmpeg's codec of this number can be put in. */
  boolean holds(int codec) {
    return avformat_query_codec(av_guess_format(muxer, null, null), codec, FF_COMPLIANCE_NORMAL)
        == 1;
  }

  /** The containers that hold such streams, as the end of a line; empty if none does. */
  static String holders(int codec) {
    List<String> there =
        Arrays.stream(values())
            .filter(container -> container.holds(codec))
            .map(FilmContainer::extension)
            .toList();
    return there.isEmpty() ? "" : "; " + String.join(", ", there) + " would keep them";
  }

  /** FFmpeg's number of the form subtitles of text have here; 0 if there is none. */
  int textSubtitles() {
    return switch (this) {
      case MP4, MOV -> AV_CODEC_ID_MOV_TEXT;
      case MKV -> AV_CODEC_ID_SUBRIP;
      case WEBM -> AV_CODEC_ID_WEBVTT;
      case AVI -> 0;
    };
  }

  /** MP4 has no place for the second picture in which VP9 keeps it. */
  boolean holdsAlpha() {
    return this != MP4;
  }

  boolean holdsChapters() {
    return this != AVI;
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
