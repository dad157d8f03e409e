package org.perdura.grid.vdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;

/**
 * Numbers or vectors on a grid without borders, of which only what is not background is held: in
 * leaves of 8^3 voxels, and tiles of one value. Takes memory in proportion to the smoke.
 */
public final class SparseField {

  private final float[] background;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Tile> tiles = new ArrayList<>();

  /**
   * Nothing but background.
   *
   * @param background {@code [component]}, of 1 or 3
   */
  public SparseField(float... background) {
    if (background.length != 1 && background.length != 3) {
      throw new IllegalArgumentException(background.length + " components: must be 1 or 3");
    }
    this.background = background.clone();
  }

  /** The cells of a field that are not 0. */
  public static SparseField of(ScalarField field) {
    return of(field, 0, 0, 0);
  }

  /**
   * The cells of a field that are not 0, all of them active.
   *
   * @param x where cell (0, 0, 0) lies; y and z alike
   */
  public static SparseField of(ScalarField field, int x, int y, int z) {
    return of(new float[][] {field.values()}, field.size(), x, y, z);
  }

  /** The same of vectors. */
  public static SparseField of(VectorField field, int x, int y, int z) {
    return of(new float[][] {field.x(), field.y(), field.z()}, field.size(), x, y, z);
  }

  private static SparseField of(
      float[][] dense, GridSize size, int firstX, int firstY, int firstZ) {
    var field = new SparseField(new float[dense.length]);
    IndexBox box = IndexBox.at(firstX, firstY, firstZ, size);
    DenseBox.requireNear(box);
    // As the cells lie in memory.
    for (int z = floor(box.minZ()); z <= box.maxZ(); z += Leaf.SIDE) {
      for (int y = floor(box.minY()); y <= box.maxY(); y += Leaf.SIDE) {
        for (int x = floor(box.minX()); x <= box.maxX(); x += Leaf.SIDE) {
          Leaf leaf = DenseBox.cut(dense, box, x, y, z);
          if (leaf != null) {
            field.leaves.add(leaf);
          }
        }
      }
    }
    return field;
  }

  private static int floor(int index) {
    return Math.floorDiv(index, Leaf.SIDE) * Leaf.SIDE;
  }

  void add(Tile tile) {
    tiles.add(tile);
  }

  void add(Leaf leaf) {
    leaves.add(leaf);
  }

  /** 1 or 3. */
  public int components() {
    return background.length;
  }

  /** The value of all that is not held: {@code [component]}. */
  public float[] background() {
    return background.clone();
  }

  /** In the order they came in. */
  public List<Leaf> leaves() {
    return List.copyOf(leaves);
  }

  /** In the order they came in. */
  public List<Tile> tiles() {
    return List.copyOf(tiles);
  }

  /** How many voxels count, those of tiles too. */
  public long activeVoxels() {
    return topology().activeVoxels();
  }

  /** The least box around the voxels that count; empty if none does. */
  public Optional<IndexBox> activeBox() {
    return topology().activeBox();
  }

  Topology topology() {
    var topology = new Topology(background);
    tiles.forEach(topology::count);
    leaves.forEach(leaf -> topology.addLeaf(leaf.x(), leaf.y(), leaf.z(), leaf.active()));
    return topology;
  }

  /**
   * The numbers in a box, active or not.
   *
   * @throws IllegalArgumentException if these are vectors, or the box is too large for a field
   */
  public ScalarField scalars(IndexBox box) {
    require(1);
    var field = new ScalarField(box.size());
    fill(box, new float[][] {field.values()});
    return field;
  }

  /**
   * The vectors in a box, active or not.
   *
   * @throws IllegalArgumentException if these are numbers, or the box is too large for a field
   */
  public VectorField vectors(IndexBox box, Placement placement) {
    require(3);
    var field = new VectorField(box.size(), placement);
    fill(box, new float[][] {field.x(), field.y(), field.z()});
    return field;
  }

  private void fill(IndexBox box, float[][] to) {
    var dense = new DenseBox(box, to);
    dense.begin(background);
    tiles.forEach(dense::tile);
    leaves.forEach(dense::leaf);
  }

  private void require(int components) {
    if (components != background.length) {
      throw new IllegalArgumentException(
          "a field of %d components: must be of %d".formatted(background.length, components));
    }
  }
}
