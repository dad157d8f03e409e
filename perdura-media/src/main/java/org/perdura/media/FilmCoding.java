package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a film is coded: container, time base and codec. A codec that was not asked for by name makes
 * way for another if it cannot hold the frames.
 */
final class FilmCoding {

  private final Path target;
  private final FilmContainer container;
  private final WriterOptions options;

  /**
   * @param target whose extension says what container it is
   * @throws IOException if there is no such container or codec, or one does not hold the other
   */
  FilmCoding(Path target, WriterOptions options) throws IOException {
    this.target = target;
    this.options = options;
    Av.load();
    container = FilmContainer.of(target);
    usual();
  }

  FilmContainer container() {
    return container;
  }

  /** The unit of the time stamps that are coded. AVI has none, only a rate. */
  Rational timeBase() {
    VideoInfo source = options.source();
    return container == FilmContainer.AVI ? source.frameRate().inverse() : source.timeBase();
  }

  /**
   * An encoder for frames of this size.
   *
   * @param headerInContainer whether what is needed once is left to the container's header
   * @param warnings receives a line for each thing that cannot be kept
   */
  Encoder open(int width, int height, int bits, boolean headerInContainer, List<String> warnings)
      throws IOException {
    VideoCodec codec = codec(width, height, warnings);
    VideoInfo source = options.source();
    boolean even = codec.needsEvenSizes();
    var format =
        new Encoder.Format(
            even ? width + width % 2 : width,
            even ? height + height % 2 : height,
            bits,
            timeBase(),
            source.frameRate(),
            source.sampleAspect(),
            source.color());
    return new Encoder(
        target,
        codec.profile(options.quality(), bits, chroma()),
        format,
        options.threads(),
        headerInContainer);
  }

  /** What is asked for, or usual. */
  private VideoCodec usual() throws IOException {
    VideoCodec codec = options.codec() != null ? options.codec() : container.usualCodec();
    codec.requireThere();
    container.requireFit(target, codec);
    return codec;
  }

  private VideoCodec codec(int width, int height, List<String> warnings) throws IOException {
    VideoCodec codec = usual();
    VideoCodec other = codec;
    Chroma chroma = chroma();
    boolean fits = codec.takes(width, height);
    String reason = "";
    if (options.codec() == null && !fits) {
      other = container.codecForLargeFrames();
      reason = "frames of %dx%d are too large for %s".formatted(width, height, codec.label());
    } else if (!fits) {
      throw new IOException(
          "%s: %s does not take frames of %dx%d, at most some 4096x2304"
              .formatted(target, codec.label(), width, height));
    } else if (options.codec() == null && chroma == Chroma.YUV444 && !codec.keeps(chroma)) {
      other = container.codecForFullChroma();
      reason = "%s has no %s colour".formatted(codec.label(), chroma);
    }
    if (other != codec) {
      warnings.add("%s: %s, coded as %s".formatted(target, reason, other.label()));
    }
    if (!other.keeps(chroma)) {
      warnings.add(
          "%s: %s has no %s colour, coded as %s"
              .formatted(target, other.label(), chroma, Chroma.YUV420));
    }
    return other;
  }

  /** Of pictures, which have no coding to be kept, films are made as is usual. */
  private Chroma chroma() {
    ColorCoding color = options.source().color();
    return color.isRgb() ? Chroma.YUV420 : color.chroma();
  }
}
