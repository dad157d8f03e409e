package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
    VideoInfo source = options.source();
    FrameNeeds needs = FrameNeeds.of(source, bits);
    if (needs.alpha() && !container.holdsAlpha()) {
      warnings.add(
          target + ": has no alpha channel, dropped; .mov, .mkv, .webm, .avi would keep it");
      needs = needs.opaque();
    }
    VideoCodec codec = codec(width, height, needs, warnings);
    boolean even = codec.needsEvenSizes();
    var format =
        new Encoder.Format(
            even ? width + width % 2 : width,
            even ? height + height % 2 : height,
            bits,
            timeBase(),
            source.frameRate(),
            source.sampleAspect(),
            codec.tellsRange() ? source.color() : source.color().limited(),
            source.notes());
    return new Encoder(
        target,
        codec.profile(options.quality(), needs, (long) width * height),
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

  private VideoCodec codec(int width, int height, FrameNeeds needs, List<String> warnings)
      throws IOException {
    VideoCodec usual = usual();
    VideoCodec codec = usual;
    if (options.codec() == null) {
      codec =
          container.choices().stream()
              .filter(choice -> choice.isThere() && choice.takes(width, height))
              .min(Comparator.comparingInt(choice -> choice.loss(needs)))
              .orElse(usual);
    }
    if (!codec.takes(width, height)) {
      throw new IOException(
          "%s: %s does not take frames of %dx%d, at most some 4096x2304"
              .formatted(target, codec.label(), width, height));
    }
    if (codec != usual) {
      String why = shortcomings(usual, width, height, needs);
      warnings.add("%s: %s, coded as %s".formatted(target, why, codec.label()));
    }
    warnOfLoss(codec, needs, warnings);
    return codec;
  }

  /** Why a codec makes way for another. */
  private static String shortcomings(VideoCodec codec, int width, int height, FrameNeeds needs) {
    var lacks = new ArrayList<String>();
    if (needs.alpha() && !codec.keepsAlpha()) {
      lacks.add("no alpha channel");
    }
    if (needs.depth() > codec.mostDepth()) {
      lacks.add(depths(codec, needs));
    }
    if (needs.chroma() == Chroma.YUV444 && !codec.keepsChroma(needs)) {
      lacks.add("no %s colour".formatted(needs.chroma()));
    }
    String reason = codec.label() + " has " + String.join(", ", lacks);
    if (!codec.takes(width, height)) {
      String size = "frames of %dx%d are too large for %s".formatted(width, height, codec.label());
      return lacks.isEmpty() ? size : size + ", " + reason;
    }
    return reason;
  }

  private static String depths(VideoCodec codec, FrameNeeds needs) {
    return "%d of %d bits a sample".formatted(codec.mostDepth(), needs.depth());
  }

  private void warnOfLoss(VideoCodec codec, FrameNeeds needs, List<String> warnings) {
    if (needs.alpha() && !codec.keepsAlpha()) {
      warnings.add(
          "%s: %s has no alpha channel, dropped; %s"
              .formatted(target, codec.label(), container.keepers(VideoCodec::keepsAlpha)));
    }
    if (needs.depth() > codec.mostDepth()) {
      warnings.add(
          "%s: %s has %s; %s"
              .formatted(
                  target,
                  codec.label(),
                  depths(codec, needs),
                  container.keepers(other -> other.mostDepth() >= needs.depth())));
    }
    if (!codec.keepsChroma(needs)) {
      warnings.add(
          "%s: %s has no %s colour%s, coded as %s"
              .formatted(
                  target,
                  codec.label(),
                  needs.chroma(),
                  needs.alpha() && codec.keepsAlpha() ? " beside alpha" : "",
                  Chroma.YUV420));
    }
  }
}
