package org.perdura.grid.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.perdura.grid.GridSize;

/**
 * What stands before the values of a .npy array (numpy.lib.format, versions 1 to 3).
 *
 * <p>Perdura's own, since no library for Java is kept: org.openlca:npy rests since 2022 and takes a
 * side of 2^32 + 16 for 16, org.jetbrains.bio:npy rests since 2021 and needs Kotlin; both hold
 * arrays twice.
 *
 * @param length bytes of the header itself
 * @param shape as stored; of a grid {@code (z, y, x, c)}
 */
record NpyHeader(int length, Element element, ByteOrder order, long[] shape) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** numpy writes some 100 bytes. */
  private static final int MOST_TEXT = 1 << 16;

  /** Headers are padded to multiples of this. */
  private static final int ALIGNMENT = 64;

  private static final int AXES = 4;

  private static final Pattern DESCR = Pattern.compile("'descr':\\s*('[^']*'|\\[.{0,400}\\])");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([-\\d\\sL,]*)\\)");

  static NpyHeader read(Path file, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new GridFileException(file, "its array does not begin with NUMPY: must be .npy");
    }
    int major = start[MAGIC.length];
    if (major < 1 || major > 3) {
      throw new GridFileException(file, "an array of .npy version %d: must be 1, 2 or 3", major);
    }
    int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
    byte[] number = Arrays.copyOf(in.readNBytes(lengthBytes), Integer.BYTES);
    long textLength =
        Integer.toUnsignedLong(ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).getInt());
    if (textLength > MOST_TEXT) {
      throw new GridFileException(
          file, "an array's header of %d bytes: must be at most %d", textLength, MOST_TEXT);
    }
    byte[] text = in.readNBytes((int) textLength);
    if (text.length < textLength) {
      throw new GridFileException(
          file, "is truncated: the array's header ends early, must be %d bytes", textLength);
    }
    return parse(
        file,
        start.length + lengthBytes + text.length,
        new String(text, StandardCharsets.UTF_8).strip());
  }

  private static NpyHeader parse(Path file, int length, String text) throws IOException {
    String descr = find(file, DESCR, text);
    Element element;
    switch (descr.substring(Math.min(2, descr.length()))) {
      case "f4'" -> element = Element.FLOAT32;
      case "f8'" -> element = Element.FLOAT64;
      case "i4'" -> element = Element.INT32;
      default ->
          throw new GridFileException(
              file, "numbers of type %s: must be float32, float64 or int32", descr);
    }
    if (find(file, FORTRAN, text).equals("True")) {
      throw new GridFileException(
          file, "an array in Fortran's order: must be in C order (numpy.ascontiguousarray)");
    }
    ByteOrder order = descr.charAt(1) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(length, element, order, shape(file, find(file, SHAPE, text)));
  }

  private static String find(Path file, Pattern pattern, String text) throws IOException {
    Matcher match = pattern.matcher(text);
    if (!match.find()) {
      throw new GridFileException(
          file, "an array's header without %s: must have it", pattern.pattern().split(":", 2)[0]);
    }
    return match.group(1);
  }

  private static long[] shape(Path file, String text) throws IOException {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(side -> !side.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new GridFileException(
          file, "an array of shape (%s): every side must be a number below 2^31", text);
    }
  }

  /** What kind of grid the array is: 1 or 3 numbers for each cell. */
  GridType type(Path file) throws IOException {
    long components = shape.length == AXES ? shape[AXES - 1] : 0;
    if (components == 1) {
      return element == Element.INT32 ? GridType.INT : GridType.REAL;
    }
    if (components == 3 && element != Element.INT32) {
      return GridType.MAC;
    }
    throw new GridFileException(
        file,
        "an array of shape %s of %s: must be (z, y, x, 1), or of floats (z, y, x, 3)",
        shapeText(),
        element.label());
  }

  GridSize size(Path file) throws IOException {
    type(file); // says so if the shape is none of a grid
    for (long side : shape) {
      if (side < 1 || side > Integer.MAX_VALUE) {
        throw new GridFileException(
            file,
            "an array of shape %s: every side must be at least 1, and the cells fewer than 2^31",
            shapeText());
      }
    }
    try {
      return new GridSize((int) shape[2], (int) shape[1], (int) shape[0]);
    } catch (IllegalArgumentException e) {
      throw new GridFileException(file, "%s", e.getMessage());
    }
  }

  private String shapeText() {
    return LongStream.of(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The header of a grid's array, version 1, little-endian. */
  static byte[] bytes(GridSize size, int components, Element element) {
    String descr =
        switch (element) {
          case INT32 -> "<i4";
          case FLOAT32 -> "<f4";
          case FLOAT64 -> "<f8";
        };
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d, %d, %d), }"
            .formatted(descr, size.z(), size.y(), size.x(), components);
    int before = MAGIC.length + 2 + Short.BYTES;
    int whole = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    var header = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (whole - before));
    header.put(text.getBytes(StandardCharsets.US_ASCII));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }
}
