package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Single pictures, read and written as frames. */
public final class Pictures {

  private Pictures() {}

  /**
   * Reads a PNG, JPEG, TIFF, BMP, PPM or PGM, upright.
   *
   * @return 16 bits a sample if the file has more than 8, else 8
   */
  public static Frame read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    try (FilmReader reader = SequenceReader.openPicture(file, 1)) {
      return reader.read().at(0, 0);
    }
  }

  /**
   * Writes a .png or .tif (8 or 16 bits, exact, with its alpha) or a .jpg, replacing what is there;
   * whole or not at all.
   */
  public static void write(Frame frame, Path file) throws IOException {
    WriterOptions plain = WriterOptions.atRate(new Rational(25, 1)).withThreads(1);
    try (Encoder encoder = SequenceWriter.encoder(file, frame, plain);
        PendingOutput pending = PendingOutput.file(file, true)) {
      encoder.encode(frame, 0, 1, packet -> SequenceWriter.save(packet, pending.path(), file));
      encoder.finish(packet -> SequenceWriter.save(packet, pending.path(), file));
      pending.commit();
    }
  }
}
