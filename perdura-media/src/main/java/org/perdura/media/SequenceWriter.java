package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Frames written as numbered pictures. */
final class SequenceWriter implements FrameWriter {

  /** JPEG at its best practical quality; FFmpeg's scale begins at 1. */
  private static final Map<String, String> BEST_JPEG = Map.of("qmin", "1", "qmax", "1");

  /** JFIF's: BT.601 in full range. */
  private static final String JPEG_MATRIX = "bt470bg";

  private final PictureTarget target;
  private final WriterOptions options;
  private final PendingOutput pending;
  private Encoder encoder;
  private long frames;
  private boolean finished;

  /**
   * @param target whose folder is made if it is not there
   */
  SequenceWriter(PictureTarget target, WriterOptions options) throws IOException {
    this.target = target;
    this.options = options;
    pending = PendingOutput.folder(target.folder(), options.overwrite(), target.pattern());
  }

  /** The picture format the extension stands for. */
  static EncoderProfile profile(Path file, boolean deep, boolean alpha) throws IOException {
    String extension = PictureKind.extension(file.getFileName().toString());
    return switch (extension) {
      case "png" -> new EncoderProfile("png", VideoCodec.pngPixels(deep, alpha), Map.of());
      case "jpg", "jpeg" -> new EncoderProfile("mjpeg", AV_PIX_FMT_YUV444P, BEST_JPEG);
      case "tif", "tiff" -> new EncoderProfile("tiff", tiffPixels(deep, alpha), Map.of());
      default ->
          throw new IOException(
              "%s: unknown picture format .%s; there are .png, .jpg and .tif"
                  .formatted(file, extension));
    };
  }

  private static int tiffPixels(boolean deep, boolean alpha) {
    if (alpha) {
      return deep ? AV_PIX_FMT_RGBA64LE : AV_PIX_FMT_RGBA;
    }
    return deep ? AV_PIX_FMT_RGB48LE : AV_PIX_FMT_RGB24;
  }

  /** Whether the name is that of a picture that can be written. */
  static boolean isPicture(Path file) {
    return switch (PictureKind.extension(file.getFileName().toString())) {
      case "png", "jpg", "jpeg", "tif", "tiff" -> true;
      default -> false;
    };
  }

  /** For a picture, or pictures like this first one. */
  static Encoder encoder(Path file, Frame frame, WriterOptions options) throws IOException {
    VideoInfo source = options.source();
    var format =
        new Encoder.Format(
            frame.width(),
            frame.height(),
            frame.bits(),
            new Rational(1, 25),
            new Rational(25, 1),
            source.sampleAspect(),
            color(source.color()),
            source.notes());
    boolean alpha = frame.alpha() != null || source.alpha();
    return new Encoder(
        file, profile(file, frame.bits() > 8, alpha), format, options.threads(), false);
  }

  /**
   * What is said of pictures' colours. That they are television's goes without saying, and programs
   * that take it literally would show them brighter than the film.
   */
  private static ColorCoding color(ColorCoding source) {
    return source.isTelevision()
        ? new ColorCoding(JPEG_MATRIX, "unknown", "unknown", true)
        : new ColorCoding(JPEG_MATRIX, source.primaries(), source.transfer(), true);
  }

  /** One line for each thing of a film that such pictures do not hold. */
  static List<String> losses(Path target, VideoInfo source) {
    String extension = PictureKind.extension(target.getFileName().toString());
    boolean jpeg = extension.startsWith("jp");
    var lines = new ArrayList<String>();
    if (extension.startsWith("tif") && source.notes().hasProfile()) {
      lines.add(target + ": the colour profile is dropped; .png, .jpg would keep it");
    }
    if (jpeg && source.alpha()) {
      lines.add(target + ": JPEG has no alpha channel, dropped; .png, .tif would keep it");
    }
    if (jpeg && source.depth() > 8) {
      lines.add(
          "%s: JPEG has 8 bits a sample, the source %d; .png, .tif would keep it"
              .formatted(target, source.depth()));
    }
    return lines;
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (finished) {
      throw new IllegalStateException(target.path() + ": is finished");
    }
    if (encoder == null) {
      encoder = encoder(target.path(), frame, options);
    } else {
      encoder.requireSize(frame);
    }
    encoder.encode(frame, frames++, 1, this::writePicture);
  }

  private void writePicture(AVPacket packet) throws IOException {
    String name = target.fileName(packet.pts());
    save(packet, pending.path().resolve(name), target.folder().resolve(name));
  }

  /**
   * @param named the path errors speak of
   */
  static void save(AVPacket packet, Path file, Path named) throws IOException {
    var bytes = new byte[packet.size()];
    BytePointer data = packet.data();
    data.get(bytes);
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw PendingOutput.explained(named, e);
    }
  }

  @Override
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    if (encoder == null) {
      throw new IOException(target.path() + ": no frame was written");
    }
    encoder.finish(this::writePicture);
    pending.commit();
    finished = true;
  }

  @Override
  public List<String> warnings() {
    return losses(target.path(), options.source());
  }

  @Override
  public void close() {
    finished = true;
    if (encoder != null) {
      encoder.close();
    }
    pending.close();
  }
}
