package org.perdura.grid.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/** Everything that can be wrong with a file: one line that names it, and no memory is taken. */
final class BadGridFilesTest {

  @TempDir private Path folder;

  private static void refused(Path file, String... words) {
    AbstractThrowableAssert<?, ?> thrown = assertThatThrownBy(() -> GridFiles.read(file));
    thrown.isInstanceOf(IOException.class).hasMessageStartingWith(file + ": ");
    thrown.hasMessageContainingAll(words);
    thrown.message().hasLineCount(1);
  }

  /** Mantaflow's ramp with another header or other values. */
  private Path ramp(Consumer<ByteBuffer> change) throws IOException {
    byte[] whole = Files.readAllBytes(ReferenceFilesTest.file("real_ramp_3d_16.uni"));
    byte[] content;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(whole))) {
      content = in.readAllBytes();
    }
    change.accept(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    return uni(content);
  }

  private Path uni(byte[] content) throws IOException {
    Path file = folder.resolve("bad.uni");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 17, 200, 2000, 4788})
  void truncatedUni(int length) throws IOException {
    byte[] whole = Files.readAllBytes(ReferenceFilesTest.file("real_ramp_3d_16.uni"));
    Path file = folder.resolve("half.uni");
    Files.write(file, Arrays.copyOf(whole, length));
    refused(file, "must");
  }

  @Test
  void shortHeader() throws IOException {
    refused(uni("MNT3 and then".getBytes(StandardCharsets.US_ASCII)), "truncated", "13", "292");
  }

  @Test
  void fewerValuesThanTheHeaderSays() throws IOException {
    Path file = ramp(header -> header.putInt(12, 17));
    refused(file, "truncated", "16x16x17", "16384", "17408");
  }

  @Test
  void moreValuesThanTheHeaderSays() throws IOException {
    refused(ramp(header -> header.putInt(12, 15)), "goes on", "16x16x15", "15360");
  }

  @Test
  void damagedUni() throws IOException {
    byte[] bytes = Files.readAllBytes(ReferenceFilesTest.file("real_ramp_3d_16.uni"));
    bytes[2000] ^= 0x55;
    Path file = folder.resolve("damaged.uni");
    Files.write(file, bytes);
    refused(file, "must be");
  }

  /** mantaflow's older structure has a longer note where the steps in time are now. */
  @Test
  void theOlderHeaderIsNotBad() throws IOException {
    Path file = ramp(header -> header.put(3, (byte) '2'));
    assertThat(GridFiles.inspect(file).format()).isEqualTo("uni MNT2");
    assertThat(GridFiles.inspect(file).time())
        .isEqualTo(GridFiles.inspect(ReferenceFilesTest.file("real_ramp_3d_16.uni")).time());
    assertThat(GridFiles.readScalar(file).at(7, 5, 3)).isEqualTo(855);
  }

  @ParameterizedTest
  @CsvSource({"MNT4,MNT4", "M4T3,4D", "DDFM,DDFM"})
  void wrongMagic(String magic, String word) throws IOException {
    Path file = ramp(header -> header.put(0, magic.getBytes(StandardCharsets.US_ASCII)));
    refused(file, word, "must be", "MNT3");
  }

  @Test
  void notGzip() throws IOException {
    Path file = folder.resolve("text.uni");
    Files.writeString(file, "This is no grid.\n");
    refused(file, "gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE})
  void absurdSide(int side) throws IOException {
    refused(ramp(header -> header.putInt(4, side)), Integer.toString(side), "must be at least 1");
  }

  /** 2^30 cells in a file of some kilobytes: refused before memory is asked for. */
  @Test
  void moreThanTheFileCanHold() throws IOException {
    refused(ramp(header -> header.putInt(4, 1 << 22)), "4194304x16x16", "the file has");
  }

  @Test
  void unknownType() throws IOException {
    refused(ramp(header -> header.putInt(16, 7)), "grid type 7", "12 (MAC)");
  }

  @Test
  void typeThatItsElementsAreNot() throws IOException {
    refused(ramp(header -> header.putInt(16, 12)), "MAC", "type 1 and 4 bytes", "2 and 12");
  }

  @Test
  void severalSteps() throws IOException {
    refused(ramp(header -> header.putInt(280, 5)), "5 steps", "must be 0");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void notANumber(float value) throws IOException {
    int cell = 9 + 16 * (4 + 16 * 2);
    Path file =
        ramp(header -> header.putFloat(292 + 4 * cell, value).putFloat(292 + 4 * 4000, value));
    refused(file, Float.toString(value), "cell (9, 4, 2)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.uni", "a.npz"})
  void whatCouldNotBeReadIsNotWritten(String name) throws IOException {
    var field = new VectorField(new GridSize(4, 5, 6), Placement.FACES);
    field.y()[field.size().index(1, 2, 3)] = Float.NaN;
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> GridFiles.write(file, field))
        .hasMessageContainingAll(file + ": ", "NaN at cell (1, 2, 3), component y");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void folderThatIsNotThere() {
    Path file = folder.resolve("nowhere/a.uni");
    assertThatThrownBy(() -> GridFiles.write(file, new ScalarField(GridSize.flat(2, 2))))
        .hasMessage(file + ": its folder does not exist");
  }

  @Test
  void otherKindsOfGridAndFile() {
    Path velocity = ReferenceFilesTest.file("mac_2d_16.uni");
    assertThatThrownBy(() -> GridFiles.readScalar(velocity))
        .hasMessageContainingAll("mac_2d_16.uni: ", "MAC", "must be Real");
    refused(folder.resolve("a.vtk"), ".uni", ".npz");
    assertThatThrownBy(() -> GridFiles.read(folder.resolve("missing.uni")))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  @Test
  void folderNamedAsFile() throws IOException {
    refused(Files.createDirectory(folder.resolve("folder.uni")), "is a folder");
    refused(Files.createDirectory(folder.resolve("folder.npz")), "is a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "two.npz|smoke.npy, fire.npy|arr_0",
        "fortran.npz|Fortran|C order",
        "int16.npz|<i2|must be float32",
        "flat.npz|(3, 4, 5)|must be (z, y, x, 1)",
        "nan.npz|NaN at cell (1, 2, 1)|finite",
        "large.npz|Infinity at cell (1, 2, 1)|fits a float32"
      })
  void numpysArraysThatAreNoGrids(String name, String what, String right) {
    refused(ReferenceFilesTest.file(name), what, right);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 200, 361})
  void truncatedNpz(int length) throws IOException {
    byte[] whole = Files.readAllBytes(ReferenceFilesTest.file("density_float64.npz"));
    Path file = folder.resolve("half.npz");
    Files.write(file, Arrays.copyOf(whole, length));
    refused(file, "zip");
  }

  @Test
  void damagedNpz() throws IOException {
    byte[] bytes = Files.readAllBytes(ReferenceFilesTest.file("velocity_float32.npz"));
    bytes[500] ^= 1; // it is not compressed: a value is another
    Path file = folder.resolve("damaged.npz");
    Files.write(file, bytes);
    refused(file, "check sum");
  }

  private Path npz(String header, int valueBytes) throws IOException {
    var npy = new ByteArrayOutputStream();
    npy.write(0x93);
    npy.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
    npy.writeBytes(new byte[] {1, 0, (byte) header.length(), 0});
    npy.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    npy.writeBytes(new byte[valueBytes]);
    Path file = folder.resolve("bad.npz");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("arr_0.npy"));
      npy.writeTo(out);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(2147483648, 1, 1, 1)|2147483648",
        "(4294967312, 1, 1, 1)|4294967312",
        "(-1, 4, 4, 1)|-1",
        "(0, 4, 4, 1)|at least 1",
        "(99999999999999999999, 4, 4, 1)|below 2^31",
        "(65536, 65536, 1, 1)|2^31",
        "(1024, 1024, 1024, 1)|must be 4294967296",
        "(4, 4, 4, 2)|(4, 4, 4, 2)",
        "(4, 4, 3, 1)|take 256 bytes: must be 192"
      })
  void absurdShapes(String shape, String word) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }\n".formatted(shape);
    refused(npz(header, 256), word);
  }

  @Test
  void headersOfNoArray() throws IOException {
    refused(npz("{'descr': '<f4', 'fortran_order': False, }\n", 256), "without 'shape'");
    refused(npz("no dictionary at all\n", 256), "without 'descr'");
    Path file = folder.resolve("none.npz");
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("arr_0.npy"));
      out.write(new byte[300]);
    }
    refused(file, "NUMPY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3,", "3, 4", "3, 4, 5", "1, 1, 1, 1, 1", "9, 9, 9, 0", "-1, 1, 1, 1"})
  void arraysThatAreNoGrids(String shape) throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }\n".formatted(shape);
    Path file = folder.resolve("a.npz");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("arr_0.npy"));
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
      zip.write(header.getBytes(StandardCharsets.US_ASCII));
      zip.write(new byte[48]);
      zip.closeEntry();
    }
    refused(file, "must be");
  }

  /** A zip's names of entries are looked up in the zip, and nowhere else. */
  @Test
  void entriesAreNoPaths() throws IOException {
    Path file = folder.resolve("a.npz");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("../../../elsewhere\n\u001b.npy"));
      zip.write("no array".getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
    refused(file, "does not begin with NUMPY");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** A link in the place of the file that is written first would lead to someone else's. */
  @Test
  void noLinkIsFollowedInWriting() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Path file = folder.resolve("a.uni");
    Files.createSymbolicLink(folder.resolve(".a.uni.part"), other);
    GridFiles.write(file, new ScalarField(GridSize.flat(2, 2)));
    assertThat(other).hasContent("precious");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }
}
