package org.perdura.grid.vdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes .vdb files of version 224, which OpenVDB 6.2 and later read. The same grids give the same
 * bytes: the file's identity, which OpenVDB draws by chance, is made from what is in it.
 */
public final class VdbWriter {

  private static final int IDENTITY_AT = Long.BYTES + 3 * Integer.BYTES + 1;

  private final VdbOutput out;
  private final VdbCompression compression;

  /**
   * A grid to be written.
   *
   * @param metadata what else is said of it; name, sizes and the like are added
   * @param half whether its numbers are stored in 16 bits, rounded to 11 significant ones
   */
  public record Grid(
      String name, SparseField field, VdbTransform transform, VdbMetadata metadata, boolean half) {

    /** With what is usually said of numbers (a fog volume) or vectors. */
    public static Grid of(String name, SparseField field, VdbTransform transform) {
      return new Grid(
          name, field, transform, VdbGrid.usualMetadata(field.components(), false), false);
    }
  }

  private VdbWriter(FileChannel channel, VdbCompression compression) {
    out = new VdbOutput(channel);
    this.compression = compression;
  }

  /** Writes a whole file from a channel's beginning on. */
  public static void write(
      FileChannel channel, VdbMetadata metadata, List<Grid> grids, VdbCompression compression)
      throws IOException {
    write(channel, metadata, grids, List.of(), compression);
  }

  /**
   * The same, with grids of other files as they are there.
   *
   * @param copies grids of open files, of any type
   */
  public static void write(
      FileChannel channel,
      VdbMetadata metadata,
      List<Grid> grids,
      List<Copy> copies,
      VdbCompression compression)
      throws IOException {
    new VdbWriter(channel, compression).writeAll(metadata, grids, copies);
  }

  /** A grid that goes into another file as it is. */
  public record Copy(VdbFile file, VdbGrid grid) {

    /**
     * Whether it can be: a file must tell where its grids end, and only trees of numbers and
     * vectors are the same in all versions.
     */
    public boolean isPossible() {
      return grid.position().end() != 0
          && (grid.isReadable() || file.version() == VdbHeader.WRITTEN);
    }
  }

  private void writeAll(VdbMetadata metadata, List<Grid> grids, List<Copy> copies)
      throws IOException {
    out.writeLong(VdbHeader.MAGIC);
    out.writeInt(VdbHeader.WRITTEN);
    out.writeInt(VdbHeader.WRITTEN_MAJOR);
    out.writeInt(VdbHeader.WRITTEN_MINOR);
    out.writeByte(1); // it tells where its grids lie
    out.write(new byte[VdbHeader.UUID_LENGTH], VdbHeader.UUID_LENGTH);
    metadata.write(out);
    out.writeInt(grids.size() + copies.size());
    var names = new HashSet<String>();
    for (Grid grid : grids) {
      write(grid, unique(grid.name(), names));
    }
    copy(copies, names);
    String identity = UUID.nameUUIDFromBytes(out.digest()).toString();
    out.fillIn(IDENTITY_AT, identity.getBytes(StandardCharsets.US_ASCII));
  }

  private static String unique(String name, Set<String> names) {
    String unique = name;
    for (int n = name.isEmpty() ? 0 : 1; unique.isEmpty() || !names.add(unique); n++) {
      unique = name + VdbGrid.SEPARATOR + n;
    }
    return unique;
  }

  private void write(Grid grid, String uniqueName) throws IOException {
    boolean half = grid.half();
    String type = grid.field().components() == 1 ? VdbGrid.FLOAT : VdbGrid.VECTOR;
    Topology topology = grid.field().topology();
    long placesAt = writeName(uniqueName, type + (half ? VdbGrid.HALF_SUFFIX : ""), "");
    long begin = out.position();
    out.writeInt(compression.flags());
    metadata(grid, topology).write(out);
    grid.transform().write(out);
    var tree = new TreeWriter(out, grid.field(), compression, half);
    tree.writeTopology();
    long values = out.position();
    tree.writeLeaves();
    fillIn(placesAt, begin, values, out.position());
  }

  /** What belongs to a grid's name; its places are filled in later. */
  private long writeName(String uniqueName, String type, String parent) throws IOException {
    out.writeString(uniqueName);
    out.writeString(type);
    out.writeString(parent);
    long placesAt = out.position();
    out.write(new byte[3 * Long.BYTES], 3 * Long.BYTES);
    return placesAt;
  }

  private void fillIn(long placesAt, long begin, long values, long end) throws IOException {
    var places = ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.fillIn(placesAt, places.putLong(begin).putLong(values).putLong(end).array());
  }

  /** What OpenVDB says of a grid when it writes it. */
  private VdbMetadata metadata(Grid grid, Topology topology) {
    VdbMetadata metadata =
        grid.metadata()
            .with("name", grid.name())
            .with("is_saved_as_half_float", grid.half())
            .with("file_compression", compression.toString())
            .with("file_voxel_count", topology.activeVoxels());
    Optional<IndexBox> box = topology.activeBox();
    if (box.isEmpty()) { // as OpenVDB says it: from the greatest to the least
      int greatest = Integer.MAX_VALUE;
      int least = Integer.MIN_VALUE;
      return metadata
          .with("file_bbox_min", greatest, greatest, greatest)
          .with("file_bbox_max", least, least, least);
    }
    IndexBox active = box.get();
    return metadata
        .with("file_bbox_min", active.minX(), active.minY(), active.minZ())
        .with("file_bbox_max", active.maxX(), active.maxY(), active.maxZ());
  }

  /** Grids that share a tree still do, unless the one that has it stays behind. */
  private void copy(List<Copy> copies, Set<String> names) throws IOException {
    Map<String, String> renamed = new HashMap<>();
    var ordered = new ArrayList<Copy>(copies);
    ordered.sort(
        (a, b) -> Boolean.compare(!a.grid().parent().isEmpty(), !b.grid().parent().isEmpty()));
    for (Copy copy : ordered) {
      VdbGrid grid = copy.grid();
      String type = grid.type() + (grid.half() ? VdbGrid.HALF_SUFFIX : "");
      String uniqueName = unique(grid.name(), names);
      renamed.put(grid.position().uniqueName(), uniqueName);
      long placesAt = writeName(uniqueName, type, renamed.getOrDefault(grid.parent(), ""));
      long begin = out.position();
      long length = grid.position().end() - grid.position().begin();
      copyBytes(copy.file().channel(), grid.position().begin(), length);
      fillIn(
          placesAt,
          begin,
          begin + grid.position().values() - grid.position().begin(),
          out.position());
    }
  }

  private void copyBytes(FileChannel from, long at, long length) throws IOException {
    var buffer = ByteBuffer.allocate(1 << 16);
    long done = 0;
    while (done < length) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
      int got = from.read(buffer, at + done);
      if (got < 0) {
        throw new IOException("became shorter while it was copied");
      }
      out.write(buffer.array(), got);
      done += got;
    }
  }
}
