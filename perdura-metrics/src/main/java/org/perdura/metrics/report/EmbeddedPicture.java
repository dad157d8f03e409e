package org.perdura.metrics.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.perdura.media.Frame;

/**
 * A coded picture that a page carries in itself.
 *
 * @param bytes a PNG or JPEG file
 * @param width in pixels
 * @param height in pixels
 */
record EmbeddedPicture(String mediaType, byte[] bytes, int width, int height) {

  private static final float JPEG_QUALITY = 0.88f;

  /** Every pixel as it is: for what will be enlarged. */
  static EmbeddedPicture png(Frame frame) throws IOException {
    return encoded(frame, "png");
  }

  /** Small: for whole frames. */
  static EmbeddedPicture jpeg(Frame frame) throws IOException {
    return encoded(frame, "jpeg");
  }

  /** What an {@code <img src>} takes. */
  String dataUri() {
    return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static EmbeddedPicture encoded(Frame frame, String format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var bytes = new ByteArrayOutputStream();
        // ImageIO's own choice would be a file on disk.
        var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image(frame), null, null), parameters);
      out.flush();
      return new EmbeddedPicture(
          "image/" + format, bytes.toByteArray(), frame.width(), frame.height());
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage image(Frame frame) {
    var image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] blueFirst = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    byte[] redFirst = frame.pixels();
    for (int i = 0; i < redFirst.length; i += Frame.CHANNELS) {
      blueFirst[i] = redFirst[i + 2];
      blueFirst[i + 1] = redFirst[i + 1];
      blueFirst[i + 2] = redFirst[i];
    }
    return image;
  }
}
