package org.perdura.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFileTest {

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

  private Path file(String name) {
    Path copy = dir.resolve(name + ".pth");
    try (var in = PyTorchFileTest.class.getResourceAsStream(name + ".pth")) {
      Files.write(copy, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static void assertIsTheCheckpoint(Map<String, Tensor> tensors) {
    Map<String, Tensor> expected = Fixture.load("checkpoint").all();
    assertThat(tensors.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, tensor) -> Fixture.assertClose(name, tensors.get(name), tensor, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "nested", "malicious"})
  void stateDictsAreFound(String name) throws IOException {
    assertIsTheCheckpoint(PyTorchFile.read(file(name)));
  }

  @Test
  void stateDictsAreChosenByKey() throws IOException {
    assertIsTheCheckpoint(PyTorchFile.read(file("two"), "params_ema"));
    assertThatThrownBy(() -> PyTorchFile.read(file("two")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one must be chosen: [params, params_ema]");
    assertThatThrownBy(() -> PyTorchFile.read(file("two"), "state_dict"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "no mapping 'state_dict' of tensors; there are: [params, params_ema]");
  }

  @Test
  void nothingInAPickleIsRun() throws IOException {
    assertThat(PyTorchFile.read(file("malicious"), "params")).isNotEmpty();
    // What os.system would have written in the working directory.
    assertThat(Path.of("perdura-was-here")).doesNotExist();
  }

  @Test
  void importedWeightsFitTheLayersOfTheSameNames() throws IOException {
    Map<String, Tensor> tensors = PyTorchFile.read(file("plain"));
    try (var layer = new Conv2d(2, 3, 3, new Random(1))) {
      layer.load(Map.of("weight", tensors.get("0.weight"), "bias", tensors.get("0.bias")));
    }
  }

  @Test
  void viewsAndTypesAreThoseOfPyTorch() throws IOException {
    Map<String, Tensor> tensors = PyTorchFile.read(file("views"));
    assertThat(tensors.get("part").toFloats()).containsExactly(3, 4, 5);
    assertThat(tensors.get("transposed").shape()).containsExactly(4, 3);
    assertThat(tensors.get("transposed").toFloats())
        .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
    assertThat(tensors.get("parameter").toFloats()).containsExactly(0, 1);
    assertThat(tensors.get("number").shape()).isEmpty();
    assertThat(tensors.get("number").item()).isEqualTo(5);
    assertThat(tensors.get("nothing").shape()).containsExactly(0, 3);
    Map<String, DType> types =
        Map.of(
            "half", DType.FLOAT16,
            "bfloat16", DType.BFLOAT16,
            "double", DType.FLOAT64,
            "whole", DType.INT64,
            "bytes", DType.UINT8);
    types.forEach(
        (name, type) -> {
          assertThat(tensors.get(name).dtype()).isEqualTo(type);
          assertThat(tensors.get(name).toFloats()).containsExactly(0, 1, 2);
        });
    assertThat(tensors.get("flags").dtype()).isEqualTo(DType.BOOL);
    assertThat(tensors.get("flags").toLongs()).containsExactly(0, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({"legacy, convert it in Python", "empty, no tensors in it"})
  void otherFilesAreRefusedInOneLine(String name, String complaint) {
    Path file = file(name);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("\n");
  }

  @Test
  void damagedFilesAreRefusedInOneLine() throws IOException {
    byte[] good = Files.readAllBytes(file("plain"));
    Path bad = dir.resolve("bad.pth");
    for (int length : new int[] {0, 1, 2, 100, good.length / 2, good.length - 1}) {
      Files.write(bad, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> PyTorchFile.read(bad))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(bad + ": ")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> PyTorchFile.read(dir.resolve("none.pth")))
        .hasMessage(dir.resolve("none.pth") + ": no such file");
  }

  /** Whatever is flipped, the answer is tensors or one line, never a crash. */
  @Test
  void flippedBytesNeverCrash() throws IOException {
    byte[] good = Files.readAllBytes(file("plain"));
    Path bad = dir.resolve("bad.pth");
    var random = new Random(2);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(bad, bytes);
      try {
        PyTorchFile.read(bad);
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith(bad + ": ").doesNotContain("\n");
      }
    }
  }

  /** Programs that hand nothing, or the wrong thing, to what describes tensors. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NQ.", // a storage of nothing
        "(NNNNNtQ.", // of nothings
        "NNR.", // a call without arguments
        "ctorch._utils\n_rebuild_parameter\nNR.",
        "ctorch._utils\n_rebuild_parameter\n)R.",
        "(Nctorch\nFloatStorage\nNNNtQ.",
        "]q\0]q\1h\0ah\0h\1ah\1\u0093.", // a name that holds itself
        "1.",
        "t.",
        "a.",
        "h\7.",
      })
  void hostilePicklesAreRefusedInOneLine(String program) throws IOException {
    Path bad = dir.resolve("bad.pth");
    try (var zip = new ZipOutputStream(Files.newOutputStream(bad))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(program.getBytes(StandardCharsets.ISO_8859_1));
      zip.closeEntry();
    }
    assertThatThrownBy(() -> PyTorchFile.read(bad))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(bad + ": ")
        .hasMessageNotContaining("\n");
  }

  /** What packs a thousand times would fill the memory when it is unpacked. */
  @Test
  void aProgramOutOfProportionToItsFileIsRefused() throws IOException {
    Path bad = zip("x".repeat(1 << 22), 0);
    assertThat(bad).satisfies(file -> assertThat(Files.size(file)).isLessThan(10_000));
    assertThatThrownBy(() -> PyTorchFile.read(bad)).hasMessageContaining("out of proportion");
  }

  /** One number seen 10^12 times, by strides of 0. */
  @ParameterizedTest
  @ValueSource(strings = {"J\u0000\u0000\u0000\u0010J\u0000\u0000\u0000\u0010", "JABCDJABCD"})
  void aViewOutOfProportionToItsFileIsRefused(String sides) throws IOException {
    String program =
        "}(X\u0001\0\0\0actorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\n"
            + "X\u0001\0\0\0"
            + "0X\u0003\0\0\0cpuK\u0001tQK\0("
            + sides
            + "t(K\0K\0ttRu.";
    assertThatThrownBy(() -> PyTorchFile.read(zip(program, 4)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out of proportion");
  }

  /** Where the data of a tensor lie is a name in the zip, and no path. */
  @Test
  void dataAreNotLookedForOutsideOfTheFile() throws IOException {
    String key = "../../../../etc/passwd";
    String program =
        "}(X\u0001\0\0\0actorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\n"
            + "X%c\0\0\0%sX\u0003\0\0\0cpuK\u0001tQK\0(K\u0001t(K\u0001ttRu."
                .formatted((char) key.length(), key);
    assertThatThrownBy(() -> PyTorchFile.read(zip(program, 4)))
        .hasMessageContaining("tensor a: its data file has no bytes");
  }

  private Path zip(String program, int dataBytes) throws IOException {
    Path file = dir.resolve("made.pth");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(program.getBytes(StandardCharsets.ISO_8859_1));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("archive/data/0"));
      zip.write(new byte[dataBytes]);
      zip.closeEntry();
    }
    return file;
  }
}
