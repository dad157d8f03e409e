package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes a tree of the usual configuration: its topology, then its leaves' values (openvdb/tree,
 * openvdb/io/Compression.h).
 */
final class TreeWriter {

  private static final int MIDDLE_SIDE = 128;
  private static final Comparator<int[]> BY_PLACE = Arrays::compare;

  private final VdbOutput out;
  private final VdbCompression compression;
  private final boolean half;
  private final int components;
  private final float[] background;
  private final Blosc blosc = new Blosc();
  private byte[] bytes = new byte[0];
  private byte[] packed = new byte[0];

  /** A node between root and leaves: its children and its tiles, by place. */
  private static final class Node {
    private final SortedMap<Integer, Node> nodes = new TreeMap<>();
    private final SortedMap<Integer, Leaf> leaves = new TreeMap<>();
    private final SortedMap<Integer, Tile> tiles = new TreeMap<>();
  }

  private final SortedMap<int[], Node> root = new TreeMap<>(BY_PLACE);
  private final SortedMap<int[], Tile> rootTiles = new TreeMap<>(BY_PLACE);

  TreeWriter(VdbOutput out, SparseField field, VdbCompression compression, boolean half) {
    this.out = out;
    this.compression = compression;
    this.half = half;
    components = field.components();
    background = field.background();
    for (Leaf leaf : field.leaves()) {
      middle(leaf.x(), leaf.y(), leaf.z())
          .leaves
          .put(place(leaf.x(), leaf.y(), leaf.z(), Leaf.SIDE, MIDDLE_SIDE), leaf);
    }
    field.tiles().forEach(this::add);
  }

  private void add(Tile tile) {
    if (tile.side() == TreeReader.ROOT_SIDE) {
      rootTiles.put(new int[] {tile.x(), tile.y(), tile.z()}, tile);
    } else if (tile.side() == MIDDLE_SIDE) {
      int place = place(tile.x(), tile.y(), tile.z(), MIDDLE_SIDE, TreeReader.ROOT_SIDE);
      upper(tile.x(), tile.y(), tile.z()).tiles.put(place, tile);
    } else {
      int place = place(tile.x(), tile.y(), tile.z(), Leaf.SIDE, MIDDLE_SIDE);
      middle(tile.x(), tile.y(), tile.z()).tiles.put(place, tile);
    }
  }

  private Node upper(int x, int y, int z) {
    int mask = -TreeReader.ROOT_SIDE;
    return root.computeIfAbsent(new int[] {x & mask, y & mask, z & mask}, key -> new Node());
  }

  private Node middle(int x, int y, int z) {
    int place = place(x, y, z, MIDDLE_SIDE, TreeReader.ROOT_SIDE);
    return upper(x, y, z).nodes.computeIfAbsent(place, key -> new Node());
  }

  /** The number of a place of a node: z runs fastest. */
  private static int place(int x, int y, int z, int childSide, int side) {
    int along = side / childSide;
    int inside = side - 1;
    return (((x & inside) / childSide) * along + (y & inside) / childSide) * along
        + (z & inside) / childSide;
  }

  void writeTopology() throws IOException {
    out.writeInt(1); // buffers
    writeValue(rounded(background));
    out.writeInt(rootTiles.size());
    out.writeInt(root.size());
    for (var entry : rootTiles.entrySet()) {
      writePlace(entry.getKey());
      writeValue(entry.getValue().value());
      out.writeByte(entry.getValue().active() ? 1 : 0);
    }
    for (var entry : root.entrySet()) {
      writePlace(entry.getKey());
      writeNode(entry.getValue(), TreeReader.ROOT_SIDE / MIDDLE_SIDE);
    }
  }

  private void writePlace(int[] place) throws IOException {
    for (int index : place) {
      out.writeInt(index);
    }
  }

  private void writeNode(Node node, int along) throws IOException {
    int places = along * along * along;
    var children = new long[places / Long.SIZE];
    var active = new long[places / Long.SIZE];
    var values = new float[places * components];
    for (int n = 0; n < values.length; n++) {
      values[n] = background[n % components];
    }
    node.nodes.keySet().forEach(place -> NodeMask.set(children, place));
    node.leaves.keySet().forEach(place -> NodeMask.set(children, place));
    node.tiles.forEach(
        (place, tile) -> {
          System.arraycopy(tile.value(), 0, values, place * components, components);
          if (tile.active()) {
            NodeMask.set(active, place);
          }
        });
    out.write(children);
    out.write(active);
    writeValues(places, active, values);
    for (Node child : node.nodes.values()) {
      writeNode(child, MIDDLE_SIDE / Leaf.SIDE);
    }
    for (Leaf leaf : node.leaves.values()) {
      out.write(leaf.active());
    }
  }

  void writeLeaves() throws IOException {
    for (Node upper : root.values()) {
      for (Node middle : upper.nodes.values()) {
        for (Leaf leaf : middle.leaves.values()) {
          out.write(leaf.active());
          writeValues(Leaf.VOXELS, leaf.active(), leaf.values());
        }
      }
    }
  }

  private void writeValue(float[] value) throws IOException {
    for (float number : value) {
      out.writeFloat(number);
    }
  }

  private float[] rounded(float[] value) {
    if (!half) {
      return value;
    }
    var rounded = new float[value.length];
    for (int c = 0; c < value.length; c++) {
      rounded[c] = Half.toFloat(Half.of(value[c]));
    }
    return rounded;
  }

  /** All values, or those of active voxels where the others are all background. */
  private void writeValues(int count, long[] active, float[] values) throws IOException {
    boolean all = !compression.activeMask() || !inactiveIsBackground(count, active, values);
    out.writeByte(all ? NodeValues.ALL_STORED : NodeValues.BACKGROUND);
    int most = count * components * Float.BYTES;
    if (bytes.length < most) {
      bytes = new byte[most];
      packed = new byte[most + Blosc.HEADER];
    }
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int place = 0; place < count; place++) {
      if (all || NodeMask.isOn(active, place)) {
        for (int c = 0; c < components; c++) {
          put(buffer, values[place * components + c]);
        }
      }
    }
    writeBytes(buffer.position());
  }

  private void put(ByteBuffer buffer, float value) throws IOException {
    if (!half) {
      buffer.putFloat(value);
      return;
    }
    int bits = Half.of(value);
    if (!Float.isFinite(Half.toFloat(bits))) {
      throw new IOException("the value %s does not fit into a half float".formatted(value));
    }
    buffer.putShort((short) bits);
  }

  private boolean inactiveIsBackground(int count, long[] active, float[] values) {
    for (int place = 0; place < count; place++) {
      if (NodeMask.isOn(active, place)) {
        continue;
      }
      for (int c = 0; c < components; c++) {
        if (values[place * components + c] != background[c]) {
          return false;
        }
      }
    }
    return true;
  }

  /** Of half floats none are not even packed, of floats they are: as OpenVDB reads them. */
  private void writeBytes(int count) throws IOException {
    if (compression.codec() == VdbCompression.Codec.NONE) {
      out.write(bytes, count);
      return;
    }
    if (count == 0) {
      if (!half) {
        out.writeLong(0);
      }
      return;
    }
    int length =
        compression.codec() == VdbCompression.Codec.ZIP
            ? deflate(count)
            : blosc.compress(bytes, count, packed);
    if (length < 0) {
      out.writeLong(-count);
      out.write(bytes, count);
    } else {
      out.writeLong(length);
      out.write(packed, length);
    }
  }

  /** -1 if it would not become shorter. */
  private int deflate(int count) {
    var deflater = new Deflater();
    try {
      deflater.setInput(bytes, 0, count);
      deflater.finish();
      int length = deflater.deflate(packed, 0, count);
      return deflater.finished() && length < count ? length : -1;
    } finally {
      deflater.end();
    }
  }
}
