package org.perdura.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.perdura.cli.report.Failures;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.GridType;
import org.perdura.grid.io.SequenceName;
import org.perdura.metrics.smoke.SmokeSequence;
import org.perdura.metrics.smoke.SmokeSet;

/**
 * What smoke is compared with what.
 *
 * @param notes what the user should know, a line each
 */
public record SmokeOnDisk(SmokeSet set, List<String> notes) {

  /** What the upsampled low-res density is called. */
  private static final String CUBIC = "cubic";

  private static final String HIGH = "high";
  private static final String LOW = "low";

  /**
   * Whether these are smoke, not films.
   *
   * @throws IOException if some are and others are not
   */
  public static boolean areSmoke(List<String> results, String truth) throws IOException {
    var paths = new ArrayList<Path>(NamedPath.unique(results).values());
    paths.add(Path.of(truth));
    Path smoke = null;
    Path other = null;
    for (Path path : paths) {
      if (GridSequence.isMeant(path.toString())) {
        smoke = path;
      } else if (SequenceName.isPattern(path.toString()) || Files.exists(path)) {
        other = path;
      }
    }
    if (smoke != null && other != null) {
      throw new IOException(
          "%s: is smoke, but %s is not; both must be of one kind".formatted(smoke, other));
    }
    return smoke != null;
  }

  /**
   * Finds the sequences.
   *
   * @param results patterns or folders, or NAME=PATH
   * @param low a pattern or folder whose cubic upsampling is a result of its own; or null
   * @param velocity a pattern or folder; null to look beside the truth, the low-res density and the
   *     results
   * @param inStep whether frames are compared, and so must be there in all
   * @throws IOException one line
   */
  public static SmokeOnDisk find(
      List<String> results, String truth, String low, String velocity, boolean inStep)
      throws IOException {
    Map<String, Path> paths = NamedPath.unique(results);
    var opened = new ArrayList<GridSequence>();
    opened.add(GridSequence.density(truth, HIGH));
    for (Path path : paths.values()) {
      opened.add(GridSequence.density(path.toString(), HIGH));
    }
    if (low != null) {
      opened.add(GridSequence.density(low, LOW));
    }
    var notes = new ArrayList<String>();
    for (GridSequence sequence : opened) {
      notes.addAll(sequence.warnings());
    }
    List<GridSequence> all = GridSequence.inOneSpace(opened);
    SmokeSequence real = SmokeSequence.of(all.get(0));
    var named = new LinkedHashMap<String, SmokeSequence>();
    for (String name : paths.keySet()) {
      named.put(name, SmokeSequence.of(all.get(1 + named.size())));
    }
    GridSequence coarse = low == null ? null : all.get(all.size() - 1);
    if (coarse != null) {
      SmokeSequence cubic = SmokeSequence.upsampled(coarse, real.size());
      if (named.put(CUBIC, cubic) != null) {
        throw new IOException(
            "%s: a result of that name, which --low has; give it another by NAME=PATH"
                .formatted(CUBIC));
      }
    }
    var set = SmokeSet.of(real, named, null);
    if (!inStep) {
      return new SmokeOnDisk(set, List.copyOf(notes));
    }
    set.requireInStep();
    if (velocity != null) {
      set = SmokeSet.of(real, named, velocity(velocity));
      set.requireVelocity();
    } else {
      set = withVelocity(set, coarse, notes);
    }
    noteFrames(set, notes);
    return new SmokeOnDisk(set, List.copyOf(notes));
  }

  /** The velocity of a pattern, or the one of a folder. */
  private static GridSequence velocity(String path) throws IOException {
    if (SequenceName.isPattern(path)) {
      return requireVelocity(GridSequence.open(SequenceName.of(path)));
    }
    if (!Files.isDirectory(Path.of(path))) {
      if (!Files.exists(Path.of(path))) {
        throw new NoSuchFileException(path);
      }
      throw new IOException(
          path + ": is one file, must be a sequence such as velocity_%04d.npz, or its folder");
    }
    List<GridSequence> found =
        GridSequence.in(Path.of(path)).stream()
            .filter(sequence -> isVelocity(sequence.info().type()))
            .toList();
    if (found.size() != 1) {
      throw new IOException(
          "%s: holds %d sequences that may be the velocity, must be one: name it, such as %s"
              .formatted(
                  path,
                  found.size(),
                  found.isEmpty() ? Path.of(path, "velocity_%04d.npz") : found.get(0).name()));
    }
    return found.get(0);
  }

  private static boolean isVelocity(GridType type) {
    return type.components() == 3;
  }

  private static GridSequence requireVelocity(GridSequence sequence) throws IOException {
    if (!isVelocity(sequence.info().type())) {
      throw new IOException(
          "%s: is a %s grid, must be MAC or Vec3"
              .formatted(sequence.file(sequence.numbers().get(0)), sequence.info().type().label()));
    }
    return sequence;
  }

  /** The first velocity found that can be used; a note if there is none. */
  private static SmokeSet withVelocity(SmokeSet set, GridSequence low, List<String> notes) {
    String why = "";
    for (Lookup lookup : lookups(set, low)) {
      try {
        Optional<GridSequence> found = lookup.find();
        if (found.isEmpty()) {
          continue;
        }
        GridSequence velocity = requireVelocity(found.get());
        SmokeSet with = SmokeSet.of(set.truth(), set.results(), velocity);
        with.requireVelocity();
        return with;
      } catch (IOException e) {
        // Not every density has its velocity beside it: only what is wrong is worth a word.
        boolean missing = e instanceof NoSuchFileException;
        why = why.isEmpty() && !missing ? " (" + Failures.line(e) + ")" : why;
      }
    }
    notes.add(
        "no velocity was found%s, so what is counted after advection is left out; --velocity names one"
            .formatted(why));
    return set;
  }

  /** A place where a velocity may be. */
  @FunctionalInterface
  private interface Lookup {
    Optional<GridSequence> find() throws IOException;
  }

  /** In the same files, or beside them. */
  private static List<Lookup> lookups(SmokeSet set, GridSequence low) {
    var lookups = new ArrayList<Lookup>();
    lookups.add(() -> set.truth().files().velocityWithin());
    if (low != null) {
      lookups.add(low::velocityWithin);
    }
    for (SmokeSequence result : set.results().values()) {
      lookups.add(() -> result.files().velocityWithin());
    }
    for (SequenceName name : velocities(set, low)) {
      lookups.add(() -> Optional.of(GridSequence.open(name)));
    }
    return lookups;
  }

  private static List<SequenceName> velocities(SmokeSet set, GridSequence low) {
    SequenceName truth = set.truth().files().name();
    var names = new ArrayList<SequenceName>(truth.velocities());
    if (low != null) {
      names.addAll(low.name().velocities());
    }
    // Data to learn from have the low-res velocity beside the high-res density.
    String prefix = truth.prefix().replace(HIGH, LOW);
    names.addAll(
        new SequenceName(truth.folder(), prefix, truth.digits(), truth.suffix()).velocities());
    for (SmokeSequence result : set.results().values()) {
      names.addAll(result.files().name().velocities());
    }
    return names;
  }

  private static void noteFrames(SmokeSet set, List<String> notes) {
    var others = new ArrayList<String>();
    for (Map.Entry<String, SmokeSequence> result : set.results().entrySet()) {
      addOther(result.getKey(), result.getValue(), set, others);
    }
    addOther("the truth", set.truth(), set, others);
    if (!others.isEmpty()) {
      notes.add(
          "compared are the frames %d to %d, which all have; %s"
              .formatted(set.first(), set.last(), String.join(", ", others)));
    }
  }

  private static void addOther(
      String name, SmokeSequence sequence, SmokeSet set, List<String> others) {
    if (sequence.first() != set.first() || sequence.last() != set.last()) {
      others.add("%s has %d to %d".formatted(name, sequence.first(), sequence.last()));
    }
  }
}
