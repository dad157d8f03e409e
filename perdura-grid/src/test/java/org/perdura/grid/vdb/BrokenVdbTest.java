package org.perdura.grid.vdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.grid.io.GridInfo;
import org.perdura.grid.io.VdbFormat;

/** Of a broken file one line is said; nothing else happens. */
final class BrokenVdbTest {

  private static final int MUTATIONS = 1500;
  private static final int MOST_CELLS = 1 << 24;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(VdbFixtures.file(name));
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("broken.vdb"), content);
  }

  /** Reads all there is, as trees and as fields. */
  private static void readAll(Path path) throws IOException {
    readTrees(path);
    GridInfo info = new VdbFormat().inspect(path);
    if (info.size().cells() < MOST_CELLS) {
      new VdbFormat().read(path);
    }
  }

  private static void readTrees(Path path) throws IOException {
    try (VdbFile file = VdbFile.open(path)) {
      file.metadata().texts();
      for (VdbGrid grid : file.grids()) {
        grid.metadata().texts();
        if (grid.isReadable()) {
          file.activeBox(grid);
          file.read(grid);
        }
      }
    }
  }

  private void assertBroken(byte[] content, String... words) throws IOException {
    Path path = write(content);
    assertThatThrownBy(() -> readTrees(path))
        .isInstanceOf(VdbException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageNotContaining("\n")
        .satisfies(e -> assertThat(List.of(words)).allMatch(e.getMessage()::contains));
  }

  private static int find(byte[] content, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + wanted.length <= content.length; at++) {
      if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return fail("no " + text);
  }

  private static ByteBuffer ints(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the tree of the first grid begins, in a file with a uniform scale and translation. */
  private static int tree(byte[] content) {
    String map = "UniformScaleTranslateMap";
    return find(content, map) + map.length() + 18 * Double.BYTES;
  }

  @Test
  void anotherMagicNumber() throws IOException {
    byte[] content = bytes("blosc_mask");
    content[0] ^= 1;
    assertBroken(content, "is no OpenVDB file");
    assertBroken(new byte[0], "is no OpenVDB file");
    assertBroken(new byte[5], "is no OpenVDB file");
  }

  @Test
  void anotherVersion() throws IOException {
    byte[] content = bytes("blosc_mask");
    ints(content).putInt(8, 221);
    assertBroken(content, "file version 221", "222 to 225");
    ints(content).putInt(8, 300);
    assertBroken(content, "file version 300");
  }

  @Test
  void truncatedAnywhere() throws IOException {
    for (String name : List.of("blosc_mask", "zip_mask", "half_none")) {
      byte[] content = bytes(name);
      for (int length = 0; length < content.length; length += 1 + content.length / 150) {
        String why = length > content.length / 2 ? "truncated" : "";
        assertBroken(Arrays.copyOf(content, length), why);
      }
    }
  }

  @Test
  void unknownCompression() throws IOException {
    byte[] content = bytes("blosc_mask");
    int at = find(content, "Tree_float_5_4_3") + 16 + 4 + 24; // type, no parent, three places
    assertThat(ints(content).getInt(at)).isEqualTo(6);
    ints(content).putInt(at, 8);
    assertBroken(content, "density", "flags 8", "none, zip or blosc");
  }

  @Test
  void anotherKindOfTree() throws IOException {
    for (String other : List.of("Tree_float_5_4_2", "Tree_int32_5_4_3", "Tree_float_3_4_5")) {
      byte[] content = bytes("none");
      byte[] type = other.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(type, 0, content, find(content, "Tree_float_5_4_3"), type.length);
      try (VdbFile file = VdbFile.open(write(content))) {
        assertThatThrownBy(() -> file.read(file.grids().get(0)))
            .isInstanceOf(VdbException.class)
            .hasMessageContaining("density")
            .hasMessageContaining(other);
      }
    }
  }

  @Test
  void nodesThatLieWhereNoneMay() throws IOException {
    byte[] content = bytes("none");
    int root = tree(content) + 4 + 4 + 4 + 4; // buffers, background, tiles, children
    ints(content).putInt(root, 17);
    assertBroken(content, "17", "multiples of 4096");
    ints(content).putInt(root, Integer.MAX_VALUE);
    assertBroken(content, "2147483647", "multiples of 4096");
  }

  @Test
  void leavesWhoseMasksDiffer() throws IOException {
    byte[] content = bytes("none");
    int values = (int) ints(content).getLong(find(content, "Tree_float_5_4_3") + 16 + 4 + 8);
    content[values] ^= 1;
    assertBroken(content, "two masks differ");
  }

  @Test
  void countsThatLie() throws IOException {
    byte[] content = bytes("blosc_mask");
    ints(content).putInt(tree(content) + 8, -1);
    assertBroken(content, "a tree's root", "truncated or broken");
    content = bytes("blosc_mask");
    ints(content).putInt(find(content, "creator") + 7 + 4 + 6, Integer.MAX_VALUE);
    assertBroken(content, "truncated or broken");
  }

  @Test
  void sizesOfChunksThatLie() throws IOException {
    for (String name : List.of("blosc_mask", "zip_mask")) {
      for (long lie : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, -1, 1, 3}) {
        byte[] content = bytes(name);
        // The first chunk of the upper node: after its masks, and the byte that tells of inactive
        // ones.
        int vector = find(content, "Tree_vec3s_5_4_3");
        int from = find(content, "UniformScaleMap") > vector ? vector : 0;
        assertThat(from).isPositive();
        int tree = find(content, "UniformScaleMap") + 15 + 15 * Double.BYTES;
        int chunk = tree + 4 + 12 + 8 + 12 + 2 * 4096 + 1;
        ints(content).putLong(chunk, lie);
        assertBroken(content);
      }
    }
  }

  @Test
  void numbersThatAreNone() throws IOException {
    byte[] content = bytes("none");
    int values = (int) ints(content).getLong(find(content, "Tree_float_5_4_3") + 16 + 4 + 8);
    ints(content).putFloat(values + 64 + 1 + 4 * 5, Float.NaN);
    assertBroken(content, "NaN at voxel", "must be a finite number");
  }

  @Test
  void gridsAsLargeAsIntegersGo() throws IOException {
    try (VdbFile file = VdbFile.open(VdbFixtures.file("odd"))) {
      VdbGrid grid = file.grids().get(0);
      IndexBox box = file.activeBox(grid).orElseThrow();
      SparseField field = file.read(grid);
      assertThatThrownBy(() -> field.scalars(box))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("8192x4096x4096");
    }
  }

  /** Whoever chooses where nodes lie must not choose how long they take to be told apart. */
  @Test
  void nodesWhoseHashesAreOne() throws IOException {
    byte[] content = bytes("empty");
    int map = find(content, "UniformScaleMap");
    int tree = map + "UniformScaleMap".length() + 15 * Double.BYTES;
    int nodes = 40_000;
    var out = ByteBuffer.allocate(tree + 16 + nodes * 17).order(ByteOrder.LITTLE_ENDIAN);
    out.put(content, 0, tree).putInt(1).putFloat(0).putInt(nodes).putInt(0);
    for (int n = 0; n < nodes; n++) { // 31 * (31 * x + y) + z is the same for all
      out.putInt(4096 * n).putInt(4096 * -31 * n).putInt(0).putFloat(0).put((byte) 0);
    }
    int type = find(content, "Tree_float_5_4_3") + 16 + 4;
    out.putLong(type + 8, out.position()).putLong(type + 16, out.position());
    Path path = write(out.array());
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> readTrees(path));
  }

  @Test
  void indicesWhereSumsOverflow() throws IOException {
    byte[] content = bytes("none");
    int root = tree(content) + 4 + 4 + 4 + 4;
    ints(content).putInt(root, Integer.MAX_VALUE - 4095);
    Path path = write(content);
    readTrees(path);
    assertThatThrownBy(() -> new VdbFormat().read(path))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining("within 2^28");
  }

  /** Anything may be in a file: no other exception, no hang, no memory beyond what it can hold. */
  @Test
  void mutatedFilesAreReadOrRefused() throws IOException {
    var random = new Random(20261127);
    List<String> names = VdbFixtures.names();
    Assertions.assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          int refused = 0;
          for (int round = 0; round < MUTATIONS; round++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] content = mutated(bytes(name), random);
            try {
              readAll(write(content));
            } catch (IOException e) {
              assertThat(e.getMessage()).contains("broken.vdb").doesNotContain("\n");
              refused++;
            } catch (RuntimeException | Error e) {
              fail("round %d, %s".formatted(round, name), e);
            }
          }
          assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS);
        });
  }

  private static byte[] mutated(byte[] content, Random random) {
    int many = 1 + random.nextInt(4);
    // Most of a file are values: what matters lies near the beginning, and where numbers are small.
    int within = random.nextBoolean() ? Math.min(content.length, 700) : content.length;
    for (int i = 0; i < many; i++) {
      int at = random.nextInt(within);
      switch (random.nextInt(4)) {
        case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> content[at] = (byte) random.nextInt();
        case 2 -> content[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        default -> {
          int length = Math.min(4, content.length - at);
          for (int b = 0; b < length; b++) {
            content[at + b] = (byte) 0xff;
          }
        }
      }
    }
    return random.nextInt(10) == 0
        ? Arrays.copyOf(content, random.nextInt(content.length))
        : content;
  }
}
