package org.perdura.nn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {

  @TempDir Path dir;
  private Scope scope;

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = dir.resolve("all.safetensors");
    var tensors = new LinkedHashMap<String, Tensor>();
    for (DType type : DType.values()) {
      tensors.put("t." + type, Tensor.range(6).reshape(2, 3).to(type));
    }
    tensors.put("scalar", Tensor.full(3.5));
    tensors.put("empty", Tensor.zeros(0, 4));
    tensors.put("ümlaut \"quoted\"", Tensor.of(new float[] {Float.NaN, -0f}, 2));
    var metadata = Map.of("scale", "4", "line", "a\nb");

    SafeTensors.write(file, tensors, metadata);
    SafeTensorsFile back = SafeTensors.read(file);

    assertThat(back.metadata()).isEqualTo(metadata);
    assertThat(SafeTensors.readMetadata(file)).isEqualTo(metadata);
    assertThat(back.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          Tensor read = back.tensors().get(name);
          assertThat(read.dtype()).as(name).isEqualTo(tensor.dtype());
          assertThat(read.shape()).as(name).isEqualTo(tensor.shape());
          assertThat(read.toRaw()).as(name).isEqualTo(tensor.toRaw());
        });
    try (var list = Files.list(dir)) {
      assertThat(list).as("no temporary file stays").containsExactly(file);
    }
  }

  @Test
  void tensorsLargerThanTheBufferAndChannelsLastKeepTheirValues() throws IOException {
    Path file = dir.resolve("large.safetensors");
    Tensor tensor = Tensor.range(2 * 3 * 300 * 301).reshape(2, 3, 300, 301);
    SafeTensors.write(file, Map.of("x", tensor.channelsLast()), Map.of());
    try (var in = Files.newInputStream(file)) {
      assertThat(SafeTensors.read(in, "stream").tensors().get("x").toFloats())
          .isEqualTo(tensor.toFloats());
    }
  }

  @Test
  void filesOfThePythonPackageAreRead() throws IOException {
    try (var in = SafeTensorsTest.class.getResourceAsStream("python.safetensors")) {
      SafeTensorsFile file = SafeTensors.read(in, "python.safetensors");
      assertThat(file.metadata()).isEqualTo(Map.of("k", "v"));
      assertThat(file.tensors()).containsOnlyKeys("a", "b", "c");
      Tensor a = file.tensors().get("a");
      assertThat(a.dtype()).isEqualTo(DType.INT64);
      assertThat(a.shape()).containsExactly(2, 3);
      assertThat(a.toLongs()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(file.tensors().get("b").dtype()).isEqualTo(DType.BFLOAT16);
      assertThat(file.tensors().get("b").toFloats()).containsExactly(0, 1, 2);
      assertThat(file.tensors().get("c").shape()).isEmpty();
      assertThat(file.tensors().get("c").toLongs()).containsExactly(1);
    }
  }

  @Test
  void fileIsLaidOutAsTheFormatSays() throws IOException {
    Path file = dir.resolve("format.safetensors");
    var tensors = new LinkedHashMap<String, Tensor>();
    tensors.put("byte", Tensor.ofBytes(new byte[] {1, 2, 3}, 3));
    tensors.put("float", Tensor.of(new float[] {1}, 1));
    SafeTensors.write(file, tensors, Map.of());
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    assertThat(header % 8).isZero();
    assertThat(new String(bytes.array(), 8, header, UTF_8).strip())
        .isEqualTo(
            "{\"byte\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[4,7]},"
                + "\"float\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
    assertThat(bytes.getFloat(8 + header)).isEqualTo(1);
    assertThat(bytes.capacity()).isEqualTo(8 + header + 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 7 | truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 9 | follow",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | 8 | does not fill",
        "{\"a\":{\"dtype\":\"F9\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | element type 'F9'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | 8 | data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 8 | shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}} | 8 | shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | begins at byte 4",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[4,12]}} | 12 | begins at",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}"
            + " | 0 | does not fill",
        "{\"__metadata__\":{\"scale\":4}} | 0 | must be a string",
        "{\"a\":  | 0 | no JSON",
        "{\"a\":1,\"a\":1} | 0 | Duplicate",
        "[1,2] | 0 | must be a JSON object",
        "{\"__metadata__\":3} | 0 | must be a JSON object",
        "{\"a\\n\\u001b[2J\\u009b\\u2028\":1} | 0 | a??[2J??",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686018427387904,8],\"data_offsets\":[0,0]}} | 0 | shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}} | 4 | 16 sides",
      })
  void damagedFilesAreRefusedInOneLine(String header, int dataBytes, String complaint)
      throws IOException {
    byte[] text = header.getBytes(UTF_8);
    var bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    Path file = dir.resolve("bad.safetensors");
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(bytes.array()), "res"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("res: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = dir.resolve("text.safetensors");
    Files.writeString(file, "This is no checkpoint at all, only some text.");
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no .safetensors file");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> SafeTensors.readMetadata(file))
        .hasMessageContaining("5 bytes, must be 8 or more");
    assertThatThrownBy(() -> SafeTensors.read(dir.resolve("none")))
        .hasMessage(dir.resolve("none") + ": no such file");
    assertThatThrownBy(() -> SafeTensors.read(dir)).hasMessageContaining("is a folder");
  }

  @Test
  void failedWriteLeavesWhatWasThere() throws IOException {
    Path file = Files.createDirectories(dir.resolve("taken.safetensors/inside")).getParent();
    assertThatThrownBy(() -> SafeTensors.write(file, Map.of("a", Tensor.zeros(1)), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": cannot be written");
    assertThat(dir).isDirectoryNotContaining("glob:**partial");
    assertThatThrownBy(
            () -> SafeTensors.write(dir.resolve("no/a"), Map.of("a", Tensor.zeros(1)), Map.of()))
        .hasMessageContaining("no such folder");
  }

  /** A header that says it has 2^63 bytes, or more than the file, takes no memory. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 1L << 32, 100_000_001, Long.MAX_VALUE})
  void headersLongerThanTheFileAreRefused(long length) throws IOException {
    var bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    Path file = dir.resolve("bad.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .hasMessageContaining("its header has " + Long.toUnsignedString(length) + " bytes");
  }

  /** A link in the place of the file that is written first would lead to someone else's. */
  @Test
  void noLinkIsFollowedInWriting() throws IOException {
    Path other = Files.writeString(dir.resolve("other"), "precious");
    Path file = dir.resolve("a.safetensors");
    Files.createSymbolicLink(dir.resolve(".a.safetensors.partial"), other);
    SafeTensors.write(file, Map.of("a", Tensor.zeros(1)), Map.of());
    assertThat(other).hasContent("precious");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }
}
