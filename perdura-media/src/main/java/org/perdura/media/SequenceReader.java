package org.perdura.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Pictures in a row, read as a film of a given frame rate; frame i has the time i / rate. */
final class SequenceReader implements FrameReader {

  /** Looks which pictures there are. */
  interface Listing {
    List<Path> files() throws IOException;
  }

  private final Listing listing;
  private final List<Path> files;
  private final ReaderOptions options;
  private final VideoInfo info;
  private final Set<String> warnings = new LinkedHashSet<>();
  private VideoInfo ofFirst;
  private Frame first;
  private int next;
  private String shortfall = "";
  private boolean dropsAlpha;

  /**
   * @param listing looked at once more at the end
   */
  SequenceReader(Listing listing, ReaderOptions options) throws IOException {
    this.listing = listing;
    files = List.copyOf(listing.files());
    this.options = options;
    PictureSizes.check(files);
    first = load(files.get(0));
    Rational rate = options.frameRate();
    info =
        new VideoInfo(
            first.width(),
            first.height(),
            first.bits(),
            rate.inverse(),
            rate,
            files.size(),
            color(ofFirst.color()),
            ofFirst.sampleAspect(),
            ofFirst.depth(),
            ofFirst.alpha(),
            ofFirst.notes());
  }

  /** R'G'B', whatever JPEG makes of it in its files. */
  private static ColorCoding color(ColorCoding ofPicture) {
    ColorCoding rgb = ColorCoding.RGB;
    return new ColorCoding(
        rgb.matrix(), ofPicture.primaries(), ofPicture.transfer(), rgb.fullRange());
  }

  private Frame load(Path file) throws IOException {
    try (FilmReader reader = openPicture(file, options.threads())) {
      Frame frame = reader.read();
      ofFirst = ofFirst == null ? reader.info() : ofFirst;
      warnings.addAll(reader.warnings());
      return frame;
    }
  }

  static FilmReader openPicture(Path file, int threads) throws IOException {
    PictureKind kind = PictureKind.sniff(file);
    if (kind == null) {
      throw new IOException(file + ": not a picture (PNG, JPEG, TIFF, BMP, PPM or PGM)");
    }
    return new FilmReader(file, kind.demuxer(), threads);
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public PictureNames names() {
    return PictureNames.of(files);
  }

  @Override
  public Frame read() throws IOException {
    if (next == files.size()) {
      lookForMore();
      return null;
    }
    Path file = files.get(next);
    Frame frame = next == 0 && first != null ? first : load(file);
    first = null;
    if (frame.width() != info.width() || frame.height() != info.height()) {
      throw PictureSizes.mixed(file, frame.width(), frame.height(), info.width(), info.height());
    }
    if (frame.bits() != info.bits()) {
      throw new IOException(
          "%s: %d bits a sample, but the sequence began with %d"
              .formatted(file, frame.bits(), info.bits()));
    }
    if (frame.alpha() != null && !info.alpha() && !dropsAlpha) {
      dropsAlpha = true;
      warnings.add(file + ": its alpha channel is dropped, as the sequence began without");
    }
    byte[] alpha = info.alpha() ? frame.alpha() : null;
    return new Frame(frame.width(), frame.height(), frame.bits(), frame.pixels(), alpha, next++, 1);
  }

  /** A renderer at work: what was read is not all. */
  private void lookForMore() throws IOException {
    int more = listing.files().size() - files.size();
    if (more > 0) {
      Path last = files.get(files.size() - 1);
      shortfall =
          "%s: %d more %s not there when reading began: others may be on their way"
              .formatted(last, more, more == 1 ? "picture was" : "pictures were");
      warnings.add(shortfall);
    }
  }

  @Override
  public String shortfall() {
    return shortfall;
  }

  @Override
  public List<String> warnings() {
    return new ArrayList<>(warnings);
  }

  @Override
  public void close() {
    next = files.size();
    first = null;
  }
}
