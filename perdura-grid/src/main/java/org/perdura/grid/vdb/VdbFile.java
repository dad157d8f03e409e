package org.perdura.grid.vdb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An open .vdb file. Opening it reads what its grids are, not their trees; a tree is read leaf by
 * leaf, and never more of the file than a small buffer is held. For one thread.
 *
 * <p>Nothing is believed of a file: sizes are held against what is left of it before memory is
 * taken, packed chunks against what they must come to. All that is wrong is a {@link VdbException},
 * or an IOException of the system's.
 */
public final class VdbFile implements Closeable {

  /** More than any real tree has; each takes some memory. */
  private static final int MOST_TILES = 1 << 22;

  private static final int LEAST_GRID_BYTES = 3 * Integer.BYTES + 3 * Long.BYTES;

  private final Path path;
  private final FileChannel channel;
  private final VdbInput in;
  private final VdbHeader header;
  private final VdbMetadata metadata;
  private final List<VdbGrid> grids;

  /** Of the tree whose topology was read last. */
  private TreeReader reader;

  private VdbFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    in = new VdbInput(path, channel);
    header = VdbHeader.read(in);
    metadata = VdbMetadata.read(in);
    grids = readGrids();
  }

  /**
   * Opens a file and reads what its grids are.
   *
   * @throws VdbException if it is no OpenVDB file, or of an unknown version, or broken
   */
  public static VdbFile open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw new VdbException(path, "is no file");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new VdbFile(path, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private List<VdbGrid> readGrids() throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new VdbException(path, "claims %d grids: must be 0 or more", count);
    }
    in.require((long) count * LEAST_GRID_BYTES, "its grids");
    var found = new ArrayList<VdbGrid>();
    for (int i = 0; i < count; i++) {
      found.add(readGrid(i + 1 < count));
    }
    return List.copyOf(found);
  }

  private VdbGrid readGrid(boolean othersFollow) throws IOException {
    String uniqueName = in.readString("a grid's name");
    String type = in.readString("a grid's type");
    String parent = in.readString("the name of a grid's parent");
    boolean half = type.endsWith(VdbGrid.HALF_SUFFIX);
    if (half) {
      type = type.substring(0, type.length() - VdbGrid.HALF_SUFFIX.length());
    }
    String name = stripped(uniqueName);
    type = VdbTransform.printable(type);
    long begin = in.readLong();
    long values = in.readLong();
    long end = in.readLong();
    if (header.seekable() && begin == in.position() && end > in.length()) {
      throw new VdbException(
          path,
          "is truncated or broken: the grid %s ends at byte %d, but the file has %d",
          name,
          end,
          in.length());
    }
    if (header.seekable() && (begin != in.position() || end < begin)) {
      throw new VdbException(
          path,
          "places the grid %s at bytes %d to %d: must begin at %d and end after that",
          name,
          begin,
          end,
          in.position());
    }
    begin = in.position();
    int flags = in.readInt();
    if (!VdbCompression.isKnown(flags)) {
      throw new VdbException(
          path,
          "packs the grid %s by unknown means (flags %d): must be none, zip or blosc",
          name,
          flags);
    }
    VdbMetadata said = VdbMetadata.read(in);
    VdbTransform transform = VdbTransform.read(in);
    var position =
        new VdbGrid.Position(uniqueName, begin, in.position(), values, header.seekable() ? end : 0);
    var grid =
        new VdbGrid(name, type, half, parent, VdbCompression.of(flags), said, transform, position);
    if (header.seekable()) {
      in.seek(end);
    } else if (othersFollow && parent.isEmpty()) {
      skipTree(grid);
    }
    return grid;
  }

  private static String stripped(String uniqueName) {
    int end = uniqueName.indexOf(VdbGrid.SEPARATOR);
    return end < 0 ? uniqueName : uniqueName.substring(0, end);
  }

  /** Is interested in nothing. */
  private static class Unseeing implements TreeVisitor {
    @Override
    public void begin(float[] background) {}

    @Override
    public void tile(Tile tile) throws IOException {}

    @Override
    public void leaf(Leaf leaf) {}
  }

  /** Where the file does not tell where the next grid begins, this one must be gone through. */
  private void skipTree(VdbGrid grid) throws IOException {
    visit(grid, new Unseeing());
  }

  public Path path() {
    return path;
  }

  /** The file format's version, 222 to 225. */
  public int version() {
    return header.version();
  }

  /** The version of the library that wrote it, such as 10.0. */
  public String library() {
    return header.library();
  }

  /** What is said of the whole file. */
  public VdbMetadata metadata() {
    return metadata;
  }

  /** All grids, those that cannot be read too, in the file's order. */
  public List<VdbGrid> grids() {
    return grids;
  }

  /** The first grid of a name; empty if there is none. */
  public Optional<VdbGrid> grid(String name) {
    return grids.stream().filter(grid -> grid.name().equals(name)).findFirst();
  }

  /**
   * Reads a grid, in memory that grows with what is not background.
   *
   * @throws VdbException if it is of another type than float and vec3s, or broken
   */
  public SparseField read(VdbGrid grid) throws IOException {
    var collector =
        new Unseeing() {
          private SparseField field;
          private int tiles;

          @Override
          public void begin(float[] background) {
            field = new SparseField(background);
          }

          @Override
          public void tile(Tile tile) throws IOException {
            if (++tiles > MOST_TILES) {
              throw new VdbException(
                  path, "the grid %s has more than %d tiles", shown(grid), MOST_TILES);
            }
            field.add(tile);
          }

          @Override
          public void leaf(Leaf leaf) {
            field.add(leaf);
          }
        };
    visit(grid, collector);
    return collector.field;
  }

  /** The least box around what is active; empty if nothing is. Reads no values. */
  public Optional<IndexBox> activeBox(VdbGrid grid) throws IOException {
    return topology(grid, new Unseeing()).activeBox();
  }

  /** How many voxels are active, those of tiles too. Reads no values. */
  public long activeVoxels(VdbGrid grid) throws IOException {
    return topology(grid, new Unseeing()).activeVoxels();
  }

  /** What all is that the file does not hold: {@code [component]}. */
  public float[] background(VdbGrid grid) throws IOException {
    return topology(grid, new Unseeing()).background().clone();
  }

  /**
   * Reads the values in a box, active or not, without holding the tree.
   *
   * @param box within 2^28 of voxel 0 along every axis
   * @param to {@code [component][z, y, x]}
   */
  public void read(VdbGrid grid, IndexBox box, float[]... to) throws IOException {
    if (to.length != grid.components()) {
      throw new VdbException(
          path,
          "the grid %s has %d components: must be %d",
          shown(grid),
          grid.components(),
          to.length);
    }
    visit(grid, new DenseBox(box, to));
  }

  private void visit(VdbGrid grid, TreeVisitor visitor) throws IOException {
    Topology topology = topology(grid, visitor);
    reader.readLeaves(topology, visitor);
    long end = owner(grid).position().end();
    if (end != 0 && in.position() != end) {
      throw new VdbException(
          path, "the grid %s ends at byte %d: must be %d", shown(grid), in.position(), end);
    }
  }

  private Topology topology(VdbGrid grid, TreeVisitor visitor) throws IOException {
    VdbGrid own = owner(grid);
    in.seek(own.position().tree());
    reader = new TreeReader(in, own.compression(), own.half(), own.components());
    return reader.readTopology(visitor);
  }

  private static String shown(VdbGrid grid) {
    return VdbTransform.printable(grid.name());
  }

  /** The grid that has the tree. */
  private VdbGrid owner(VdbGrid grid) throws IOException {
    requireReadable(grid);
    if (grid.parent().isEmpty()) {
      return grid;
    }
    VdbGrid parent =
        grids.stream()
            .filter(other -> other.position().uniqueName().equals(grid.parent()))
            .findFirst()
            .orElseThrow(
                () ->
                    new VdbException(
                        path,
                        "the grid %s shares the tree of %s, which is not there",
                        shown(grid),
                        VdbTransform.printable(grid.parent())));
    if (!parent.parent().isEmpty() || !parent.type().equals(grid.type())) {
      throw new VdbException(
          path,
          "the grid %s shares the tree of %s, which is %s",
          shown(grid),
          shown(parent),
          parent.parent().isEmpty() ? "a " + parent.type() : "shared itself");
    }
    return parent;
  }

  private void requireReadable(VdbGrid grid) throws IOException {
    if (!grid.isReadable()) {
      throw new VdbException(
          path,
          "the grid %s is a %s: must be %s or %s",
          shown(grid),
          grid.type(),
          VdbGrid.FLOAT,
          VdbGrid.VECTOR);
    }
  }

  /** The grids' names, for messages. */
  public String names() {
    return grids.isEmpty()
        ? "no grids"
        : grids.stream().map(VdbFile::shown).collect(Collectors.joining(", "));
  }

  /** The channel, for copies. */
  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
