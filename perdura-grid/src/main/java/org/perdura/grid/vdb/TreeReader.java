package org.perdura.grid.vdb;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a tree of the usual configuration: a root, nodes of 32^3 nodes of 16^3 leaves of 8^3 voxels
 * (openvdb/tree). First comes the topology, then the leaves' values in the same order.
 */
final class TreeReader {

  private static final int ROOT_CHILD_BYTES = 3 * Integer.BYTES;

  /** A kind of node between root and leaf. */
  private record Level(int log2, int childSide) {

    int places() {
      return 1 << (3 * log2);
    }

    int side() {
      return childSide << log2;
    }
  }

  private static final List<Level> LEVELS = List.of(new Level(5, 128), new Level(4, 8));

  /** Voxels along what a root's entry covers. */
  static final int ROOT_SIDE = LEVELS.get(0).side();

  private final VdbInput in;
  private final VdbCompression compression;
  private final boolean half;
  private final int components;
  private final float[][] values; // of each level, at work
  private NodeValues nodeValues;

  TreeReader(VdbInput in, VdbCompression compression, boolean half, int components) {
    this.in = in;
    this.compression = compression;
    this.half = half;
    this.components = components;
    values = new float[LEVELS.size()][];
  }

  /**
   * Reads all but the leaves' values.
   *
   * @param visitor is shown the background and the tiles
   */
  Topology readTopology(TreeVisitor visitor) throws IOException {
    int buffers = in.readInt();
    if (buffers != 1) {
      throw new VdbException(in.file(), "has a tree of %d buffers: must be 1", buffers);
    }
    var topology = new Topology(readValue());
    visitor.begin(topology.background());
    nodeValues = new NodeValues(in, compression, half, topology.background());
    long tiles = Integer.toUnsignedLong(in.readInt());
    long children = Integer.toUnsignedLong(in.readInt());
    long tileBytes = ROOT_CHILD_BYTES + (long) components * Float.BYTES + 1;
    in.require(tiles * tileBytes + children * ROOT_CHILD_BYTES, "a tree's root");
    // Not by hash: a file can choose its nodes so that all hashes are one.
    var there = new TreeSet<int[]>(Arrays::compare);
    for (long i = 0; i < tiles; i++) {
      int[] at = readOrigin(there);
      float[] value = readValue();
      requireFinite(value, components, at[0], at[1], at[2]);
      boolean active = in.readBoolean();
      show(new Tile(at[0], at[1], at[2], ROOT_SIDE, active, value), topology, visitor);
    }
    for (long i = 0; i < children; i++) {
      int[] at = readOrigin(there);
      readNode(0, at[0], at[1], at[2], topology, visitor);
    }
    return topology;
  }

  private static void show(Tile tile, Topology topology, TreeVisitor visitor) throws IOException {
    if (!topology.isBackground(tile)) {
      topology.count(tile);
      visitor.tile(tile);
    }
  }

  private int[] readOrigin(Set<int[]> there) throws IOException {
    int[] at = {in.readInt(), in.readInt(), in.readInt()};
    for (int side : at) {
      if (side % ROOT_SIDE != 0) {
        throw new VdbException(
            in.file(),
            "has a node at %s: its indices must be multiples of %d",
            Arrays.toString(at),
            ROOT_SIDE);
      }
    }
    if (!there.add(at)) {
      throw new VdbException(in.file(), "has two nodes at %s: must have one", Arrays.toString(at));
    }
    return at;
  }

  private float[] readValue() throws IOException {
    var value = new float[components];
    for (int c = 0; c < components; c++) {
      value[c] = in.readFloat();
    }
    requireFinite(value, components, 0, 0, 0);
    return value;
  }

  private void readNode(int depth, int x, int y, int z, Topology topology, TreeVisitor visitor)
      throws IOException {
    Level level = LEVELS.get(depth);
    int places = level.places();
    var children = new long[places / Long.SIZE];
    var active = new long[places / Long.SIZE];
    in.read(children);
    in.read(active);
    if (values[depth] == null) {
      values[depth] = new float[places * components];
    }
    nodeValues.read(places, active, values[depth]);
    // Tiles first: the children's own nodes use the values of their depth again.
    for (int place = 0; place < places; place++) {
      if (!NodeMask.isOn(children, place)) {
        addTile(
            level, place, x, y, z, NodeMask.isOn(active, place), values[depth], topology, visitor);
      }
    }
    for (int place = 0; place < places; place++) {
      if (NodeMask.isOn(children, place)) {
        readChild(
            depth,
            along(level, place, 2, x),
            along(level, place, 1, y),
            along(level, place, 0, z),
            topology,
            visitor);
      }
    }
  }

  /** Where a node's place lies: x in the uppermost bits of its number, z in the lowest. */
  private static int along(Level level, int place, int axis, int origin) {
    int at = (place >> (axis * level.log2)) & ((1 << level.log2) - 1);
    return origin + at * level.childSide;
  }

  private void addTile(
      Level level,
      int place,
      int x,
      int y,
      int z,
      boolean active,
      float[] from,
      Topology topology,
      TreeVisitor visitor)
      throws IOException {
    float[] background = topology.background();
    boolean empty = !active;
    for (int c = 0; c < components && empty; c++) {
      empty = from[place * components + c] == background[c];
    }
    if (empty) {
      return;
    }
    var value = new float[components];
    System.arraycopy(from, place * components, value, 0, components);
    int tileX = along(level, place, 2, x);
    int tileY = along(level, place, 1, y);
    int tileZ = along(level, place, 0, z);
    requireFinite(value, components, tileX, tileY, tileZ);
    show(new Tile(tileX, tileY, tileZ, level.childSide, active, value), topology, visitor);
  }

  private void readChild(int depth, int x, int y, int z, Topology topology, TreeVisitor visitor)
      throws IOException {
    if (depth + 1 < LEVELS.size()) {
      readNode(depth + 1, x, y, z, topology, visitor);
      return;
    }
    var active = new long[Leaf.MASK_WORDS];
    in.read(active);
    topology.addLeaf(x, y, z, active);
  }

  /** Shows all leaves; stands where the topology ended. */
  void readLeaves(Topology topology, TreeVisitor visitor) throws IOException {
    var mask = new long[Leaf.MASK_WORDS];
    for (int index = 0; index < topology.leaves(); index++) {
      Leaf leaf = topology.emptyLeaf(index);
      in.read(mask); // once more, the same
      if (!Arrays.equals(mask, leaf.active())) {
        throw new VdbException(
            in.file(),
            "has a leaf at (%d, %d, %d) whose two masks differ",
            leaf.x(),
            leaf.y(),
            leaf.z());
      }
      nodeValues.read(Leaf.VOXELS, leaf.active(), leaf.values());
      requireFinite(leaf.values(), components, leaf.x(), leaf.y(), leaf.z());
      visitor.leaf(leaf);
    }
  }

  private void requireFinite(float[] numbers, int components, int x, int y, int z)
      throws IOException {
    for (int n = 0; n < numbers.length; n++) {
      if (!Float.isFinite(numbers[n])) {
        int voxel = n / components;
        throw new VdbException(
            in.file(),
            "%s at voxel (%d, %d, %d): must be a finite number",
            numbers[n],
            x + voxel / (Leaf.SIDE * Leaf.SIDE),
            y + voxel / Leaf.SIDE % Leaf.SIDE,
            z + voxel % Leaf.SIDE);
      }
    }
  }
}
