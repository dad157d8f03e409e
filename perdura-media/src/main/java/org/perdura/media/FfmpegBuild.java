package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avutil.av_version_info;

import java.util.List;
import java.util.stream.Stream;

/** The build of FFmpeg that films are read and written with. */
public final class FfmpegBuild {

  /** Those that films of today are coded with. */
  private static final List<String> DECODERS =
      List.of(
          "h264",
          "hevc",
          "libdav1d",
          "av1",
          "vp8",
          "vp9",
          "mpeg2video",
          "mpeg4",
          "prores",
          "dnxhd",
          "ffv1",
          "mjpeg",
          "png",
          "tiff");

  private FfmpegBuild() {}

  /** Its version, from the library itself. */
  public static String version() {
    Av.load();
    return av_version_info().getString();
  }

  /** What films can be coded with. */
  public static List<String> encoders() {
    return Stream.of(VideoCodec.values())
        .filter(VideoCodec::isThere)
        .map(VideoCodec::label)
        .toList();
  }

  /** Which of the usual codecs can be read; others may be, too. */
  public static List<String> decoders() {
    Av.load();
    return DECODERS.stream().filter(name -> avcodec_find_decoder_by_name(name) != null).toList();
  }
}
