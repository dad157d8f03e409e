package org.perdura.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.perdura.media.VideoCodec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a codec; whether this build of FFmpeg has it shows when it is used. */
final class CodecName implements ITypeConverter<VideoCodec> {

  @Override
  public VideoCodec convert(String text) {
    for (VideoCodec codec : VideoCodec.values()) {
      if (codec.name().equalsIgnoreCase(text)) {
        return codec;
      }
    }
    String names =
        Arrays.stream(VideoCodec.values())
            .map(codec -> codec.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + text + "': must be one of " + names);
  }
}
