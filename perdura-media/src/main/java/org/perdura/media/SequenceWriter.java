package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** Frames written as numbered pictures. */
final class SequenceWriter implements FrameWriter {

  /** JPEG at its best practical quality; FFmpeg's scale begins at 1. */
  private static final Map<String, String> BEST_JPEG = Map.of("qmin", "1", "qmax", "1");

  /** The colours of JFIF: BT.601 in full range. */
  private static final ColorCoding JFIF = new ColorCoding("bt470bg", "unknown", "unknown", true);

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
  static EncoderProfile profile(Path file, int bits) throws IOException {
    boolean deep = bits == 16;
    String extension = PictureKind.extension(file.getFileName().toString());
    return switch (extension) {
      case "png" ->
          new EncoderProfile("png", deep ? AV_PIX_FMT_RGB48BE : AV_PIX_FMT_RGB24, Map.of());
      case "jpg", "jpeg" -> new EncoderProfile("mjpeg", AV_PIX_FMT_YUV444P, BEST_JPEG);
      case "tif", "tiff" ->
          new EncoderProfile("tiff", deep ? AV_PIX_FMT_RGB48LE : AV_PIX_FMT_RGB24, Map.of());
      default ->
          throw new IOException(
              "%s: unknown picture format .%s; there are .png, .jpg and .tif"
                  .formatted(file, extension));
    };
  }

  /** Whether the name is that of a picture that can be written. */
  static boolean isPicture(Path file) {
    return switch (PictureKind.extension(file.getFileName().toString())) {
      case "png", "jpg", "jpeg", "tif", "tiff" -> true;
      default -> false;
    };
  }

  static Encoder encoder(Path file, Frame frame, int threads) throws IOException {
    var format =
        new Encoder.Format(
            frame.width(),
            frame.height(),
            frame.bits(),
            new Rational(1, 25),
            new Rational(25, 1),
            new Rational(1, 1),
            JFIF);
    return new Encoder(file, profile(file, frame.bits()), format, threads, false);
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (finished) {
      throw new IllegalStateException(target.path() + ": is finished");
    }
    if (encoder == null) {
      encoder = encoder(target.path(), frame, options.threads());
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
  public void close() {
    finished = true;
    if (encoder != null) {
      encoder.close();
    }
    pending.close();
  }
}
