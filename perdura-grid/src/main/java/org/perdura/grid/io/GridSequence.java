package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/**
 * Frames that lie in one folder under numbered names, without a gap, all of one size and type. One
 * frame is read at a time; the headers of all are read at the beginning.
 */
public final class GridSequence {

  private final SequenceName name;
  private final NavigableMap<Integer, Path> files;
  private final GridInfo info;

  /** Reads OpenVDB files; null for those of other formats. */
  private final VdbFrames vdb;

  private GridSequence(SequenceName name, NavigableMap<Integer, Path> files, VdbFrames vdb)
      throws IOException {
    this.name = name;
    this.files = files;
    this.vdb = vdb;
    info = inspect(files.firstEntry().getValue());
    for (Path file : files.values()) {
      requireAlike(file, inspect(file));
    }
  }

  /** The same frames, which have been looked at, read otherwise. */
  private GridSequence(GridSequence same, VdbFrames vdb) {
    name = same.name;
    files = same.files;
    this.vdb = vdb;
    info =
        new GridInfo(
            same.info.format(),
            same.info.type(),
            vdb.space().box().size(),
            same.info.note(),
            same.info.time());
  }

  private GridInfo inspect(Path file) throws IOException {
    return vdb == null ? GridFiles.inspect(file) : vdb.inspect(file);
  }

  /**
   * The sequence of a pattern such as {@code run/density_%04d.uni}.
   *
   * @throws IOException if there is none, a number is left out, or a frame is unlike the first
   */
  public static GridSequence open(SequenceName name) throws IOException {
    return find(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
  }

  /**
   * All sequences of a folder, by name. A grid without a number is none.
   *
   * @throws IOException if one is not as it should be
   */
  public static List<GridSequence> in(Path folder) throws IOException {
    var sequences = new ArrayList<GridSequence>();
    for (SequenceName name : FrameFolder.sequences(folder)) {
      sequences.add(open(name));
    }
    return sequences;
  }

  /**
   * Whether grids are meant: this names some, or is a folder that holds some, or whose folders hold
   * nothing else, as the caches of simulations are.
   */
  public static boolean isMeant(String spec) throws IOException {
    Path path;
    try {
      path = Path.of(SequenceName.files(spec));
    } catch (InvalidPathException e) {
      return false; // a pattern of pictures, on some systems
    }
    if (!Files.isDirectory(path)) {
      return GridFiles.isGrid(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.anyMatch(GridFiles::isGrid)) {
        return true;
      }
    }
    return !FrameFolder.within(path).isEmpty();
  }

  /**
   * The one density that is meant by a pattern, or that lies in a folder: what is called "density",
   * or else what has one number for each cell.
   *
   * @param spec a pattern such as {@code run/density_%04d.uni}, a folder, or one numbered file
   * @throws IOException if there is none or more than one, or it is not as it should be
   */
  public static GridSequence density(String spec) throws IOException {
    return density(spec, "");
  }

  /**
   * The same for folders that hold several, such as {@code density_low} and {@code density_high}.
   *
   * @param kind a word of the name by which one of several is chosen, such as "high"
   */
  public static GridSequence density(String spec, String kind) throws IOException {
    if (SequenceName.isPattern(spec)) {
      return open(SequenceName.of(spec)).requireScalar();
    }
    Path folder = Path.of(SequenceName.files(spec));
    if (Files.isRegularFile(folder)) {
      return only(folder, SequenceName.grid(spec)).requireScalar();
    }
    var found = new ArrayList<GridSequence>();
    List<SequenceName> names = FrameFolder.sequences(folder);
    for (SequenceName name : names) {
      if (name.isDensity()) {
        found.add(open(name).requireScalar());
      }
    }
    for (SequenceName name : found.isEmpty() ? names : List.<SequenceName>of()) {
      GridSequence sequence = open(name);
      if (sequence.isScalar()) {
        found.add(sequence);
      }
    }
    List<GridSequence> meant = found.stream().filter(sequence -> sequence.name.says(kind)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    List<Path> within = names.isEmpty() ? FrameFolder.within(folder) : List.of();
    if (!within.isEmpty()) {
      throw new GridFileException(
          spec,
          within.size() == 1
              ? "holds no density itself; name the folder in it that does: %s"
              : "holds no density itself; name the one of its folders that does: %s",
          within.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    if (found.size() != 1) {
      throw new GridFileException(
          spec,
          found.isEmpty()
              ? "holds no density, must hold such as density_0001.uni"
              : "holds %d densities, name one of them: %s",
          found.size(),
          found.stream().map(one -> one.name.toString()).collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  private boolean isScalar() {
    return info.type() == GridType.REAL || info.type() == GridType.LEVELSET;
  }

  private GridSequence requireScalar() throws IOException {
    if (!isScalar()) {
      throw new GridFileException(
          name, "is of %s grids, must be Real or Levelset", info.type().label());
    }
    return this;
  }

  /** One frame, which its number tells. */
  private static GridSequence only(Path file, String grid) throws IOException {
    SequenceName name =
        FrameFolder.sequence(file)
            .orElseThrow(
                () ->
                    new GridFileException(
                        file,
                        "is a file without a number; must be such as density_0001.vdb, a folder, or a"
                            + " pattern such as density_%%04d.uni"))
            .withGrid(grid);
    var files = new TreeMap<Integer, Path>();
    files.put(name.number(String.valueOf(file.getFileName())).orElseThrow(), file);
    return of(name, files);
  }

  private static Optional<GridSequence> find(SequenceName name) throws IOException {
    NavigableMap<Integer, Path> files = FrameFolder.frames(name);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    requireNoGap(name, files);
    return Optional.of(of(name, files));
  }

  private static GridSequence of(SequenceName name, NavigableMap<Integer, Path> files)
      throws IOException {
    boolean isVdb = GridFiles.isVdb(files.firstEntry().getValue());
    VdbFrames vdb = isVdb ? VdbFrames.of(files.values(), name.grid()) : null;
    return new GridSequence(name, files, vdb);
  }

  private static void requireNoGap(SequenceName name, NavigableMap<Integer, Path> files)
      throws IOException {
    int expected = files.firstKey();
    for (int number : files.keySet()) {
      if (number != expected) {
        throw new GridFileException(
            name.file(expected),
            "is missing; the sequence goes from %d to %d and must have every number",
            files.firstKey(),
            files.lastKey());
      }
      expected++;
    }
  }

  private void requireAlike(Path file, GridInfo frame) throws IOException {
    if (!frame.size().equals(info.size()) || frame.type() != info.type()) {
      throw new GridFileException(
          file,
          "%s %s, but the sequence began with %s %s",
          frame.type().label(),
          frame.size(),
          info.type().label(),
          info.size());
    }
  }

  public SequenceName name() {
    return name;
  }

  /** What the first frame's header tells; size and type are all frames'. */
  public GridInfo info() {
    return info;
  }

  /** The frames' numbers, ascending by one. */
  public List<Integer> numbers() {
    return List.copyOf(files.keySet());
  }

  /**
   * Where a frame is.
   *
   * @throws IllegalArgumentException if there is no such frame
   */
  public Path file(int number) {
    Path file = files.get(number);
    if (file == null) {
      throw new IllegalArgumentException(
          "frame %d of %s: must be %d to %d"
              .formatted(number, name, files.firstKey(), files.lastKey()));
    }
    return file;
  }

  /** Reads one frame. */
  public GridData read(int number) throws IOException {
    Path file = file(number);
    GridData grid = vdb == null ? GridFiles.read(file) : vdb.read(file);
    // The file may be another by now.
    requireAlike(file, new GridInfo("", grid.type(), grid.field().size(), "", 0));
    return grid;
  }

  /** Reads one frame of a density or the like. */
  public ScalarField readScalar(int number) throws IOException {
    return read(number).requireScalar(file(number));
  }

  /** Reads one frame of a velocity or the like. */
  public VectorField readVector(int number) throws IOException {
    return read(number).requireVector(file(number));
  }

  /**
   * The velocity that belongs to this density: in the same OpenVDB files, or beside it, see {@link
   * SequenceName#velocities}; empty if there is none.
   *
   * @throws IOException if it is not as it should be, or lacks a frame that the density has
   */
  public Optional<GridSequence> velocity() throws IOException {
    Optional<GridSequence> within = velocityWithin();
    if (within.isPresent()) {
      return within;
    }
    for (SequenceName candidate : name.velocities()) {
      NavigableMap<Integer, Path> found = FrameFolder.frames(candidate);
      if (!found.isEmpty()) {
        requireNoGap(candidate, found);
        return Optional.of(velocity(candidate, found));
      }
    }
    return Optional.empty();
  }

  /**
   * The velocity in the same files, which must be OpenVDB's; empty if there is none.
   *
   * @throws IOException if it is not as it should be, or its voxels are of another size
   */
  public Optional<GridSequence> velocityWithin() throws IOException {
    if (vdb == null) {
      return Optional.empty();
    }
    Path first = files.firstEntry().getValue();
    Optional<VdbFrames> within = vdb.velocity(first);
    return within.isPresent()
        ? Optional.of(new GridSequence(name, files, within.get()))
        : Optional.empty();
  }

  /**
   * The velocity of a name, of the same cells where both are OpenVDB files.
   *
   * @throws IOException if there is none, or it lacks a frame that this has
   */
  public GridSequence velocity(SequenceName velocity) throws IOException {
    NavigableMap<Integer, Path> found = FrameFolder.frames(velocity);
    if (found.isEmpty()) {
      throw new NoSuchFileException(velocity.toString());
    }
    requireNoGap(velocity, found);
    return velocity(velocity, found);
  }

  private GridSequence velocity(SequenceName velocity, NavigableMap<Integer, Path> found)
      throws IOException {
    for (int number : files.keySet()) {
      if (!found.containsKey(number)) {
        throw new GridFileException(
            velocity.file(number), "is missing: must be there, since %s is", file(number));
      }
    }
    Path first = found.firstEntry().getValue();
    if (!GridFiles.isVdb(first)) {
      return new GridSequence(velocity, found, null);
    }
    if (vdb == null || !velocity.grid().isEmpty()) {
      return new GridSequence(velocity, found, VdbFrames.of(found.values(), velocity.grid()));
    }
    VdbFrames frames =
        vdb.velocity(first).orElseThrow(() -> new GridFileException(first, "holds no velocity"));
    return new GridSequence(velocity, found, frames);
  }

  /**
   * The same, with velocities in OpenVDB files counted by another frame rate than the files'.
   *
   * @param framesPerSecond above 0
   */
  public GridSequence atRate(double framesPerSecond) throws IOException {
    return vdb == null ? this : new GridSequence(this, vdb.atRate(framesPerSecond));
  }

  /** Frames a second, by which velocities are counted; empty but for OpenVDB. */
  public Optional<Double> rate() throws IOException {
    return vdb == null ? Optional.empty() : Optional.of(vdb.rate(files.firstEntry().getValue()));
  }

  /** The voxels of the first frame's that all frames are read in; empty but for OpenVDB. */
  public Optional<String> box() {
    return vdb == null ? Optional.empty() : Optional.of(vdb.space().box().toString());
  }

  /** The same with so many empty cells around it, of OpenVDB files that do not tell the domain. */
  public GridSequence withRoom(int cells) throws IOException {
    return vdb == null ? this : new GridSequence(this, vdb.in(vdb.space().grown(cells)));
  }

  /**
   * The same smoke coarse and fine, all in the same part of the world, where all are OpenVDB files;
   * else as they are.
   *
   * @throws IOException if that is too large for a field
   */
  public static List<GridSequence> inOneSpace(List<GridSequence> sequences) throws IOException {
    if (!sequences.stream().allMatch(sequence -> sequence.vdb != null)) {
      return sequences;
    }
    List<VdbSpace> spaces =
        VdbSpace.together(sequences.stream().map(sequence -> sequence.vdb.space()).toList());
    var moved = new ArrayList<GridSequence>();
    for (int i = 0; i < spaces.size(); i++) {
      GridSequence sequence = sequences.get(i);
      moved.add(new GridSequence(sequence, sequence.vdb.in(spaces.get(i))));
    }
    return moved;
  }

  /** What the file of a frame tells besides, for what is made from it; empty but for OpenVDB. */
  public Optional<VdbScene> scene(int number) throws IOException {
    return vdb == null ? Optional.empty() : Optional.of(vdb.scene(file(number)));
  }

  /** What should be known of the first frame, a line each: grids that are skipped, and the like. */
  public List<String> warnings() throws IOException {
    return vdb == null ? List.of() : VdbFrames.warnings(files.firstEntry().getValue(), name.grid());
  }
}
