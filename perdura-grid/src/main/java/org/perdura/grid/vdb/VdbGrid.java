package org.perdura.grid.vdb;

/**
 * A grid of a file: all but its tree.
 *
 * @param name as people know it; several grids may have the same
 * @param type in OpenVDB's words, without what says that it is stored as half floats: {@code
 *     Tree_float_5_4_3}
 * @param half whether its numbers are stored in 16 bits
 * @param parent the unique name of the grid whose tree this one shares; empty if it has its own
 * @param position where things lie in the file
 */
public record VdbGrid(
    String name,
    String type,
    boolean half,
    String parent,
    VdbCompression compression,
    VdbMetadata metadata,
    VdbTransform transform,
    Position position) {

  static final String FLOAT = "Tree_float_5_4_3";
  static final String VECTOR = "Tree_vec3s_5_4_3";
  static final String HALF_SUFFIX = "_HalfFloat";

  /** Parts a grid's name from a number that makes it the only one of its name in the file. */
  static final char SEPARATOR = '\u001e';

  private static final String CLASS = "class";
  private static final String STAGGERED = "staggered";

  /**
   * Where a grid lies in its file, in bytes from the beginning.
   *
   * @param uniqueName which parts grids of the same name
   * @param begin of the compression, the metadata and the transform
   * @param tree where its topology begins
   * @param values where its leaves' values begin
   * @param end of it; 0 if the file does not tell
   */
  record Position(String uniqueName, long begin, long tree, long values, long end) {}

  /** Whether it can be read: 3D numbers or vectors, in 32 bits or 16. */
  public boolean isReadable() {
    return type.equals(FLOAT) || type.equals(VECTOR);
  }

  /** What tells it from others of the same name in its file. */
  public String uniqueName() {
    return position.uniqueName();
  }

  /** 1 or 3. */
  public int components() {
    return type.equals(VECTOR) ? 3 : 1;
  }

  /** Whether its vectors' components lie on the voxels' lower faces. */
  public boolean isStaggered() {
    return metadata.string(CLASS).filter(STAGGERED::equals).isPresent();
  }

  /** What a grid to be written is said to be: a fog volume, or staggered or other vectors. */
  static VdbMetadata usualMetadata(int components, boolean staggered) {
    var none = new VdbMetadata();
    if (components == 1) {
      return none.with(CLASS, "fog volume");
    }
    var vectors = none.with("vector_type", "contravariant relative");
    return vectors.with(CLASS, staggered ? STAGGERED : "unknown");
  }
}
