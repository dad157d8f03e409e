package org.perdura.grid.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.perdura.grid.Field;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;

/** Reads and writes grids; a file's ending says its format. */
public final class GridFiles {

  private static final List<GridFormat> FORMATS =
      List.of(new UniFormat(), new NpzFormat(), new VdbFormat());

  private GridFiles() {}

  /** The endings of all formats: {@code .uni}, {@code .npz}, {@code .vdb}. */
  public static List<String> endings() {
    return FORMATS.stream().map(GridFormat::ending).toList();
  }

  /** Whether a file's ending is one of a format. */
  public static boolean isGrid(Path file) {
    return find(file).isPresent();
  }

  /** Whether a file's ending is OpenVDB's. */
  public static boolean isVdb(Path file) {
    return find(file).filter(VdbFormat.class::isInstance).isPresent();
  }

  /** The format of a file by its ending, with its usual way of writing. */
  public static GridFormat format(Path file) throws IOException {
    return find(file)
        .orElseThrow(
            () ->
                new IOException(
                    file
                        + ": of unknown kind; the name must end with "
                        + endings().stream().collect(Collectors.joining(" or "))));
  }

  private static Optional<GridFormat> find(Path file) {
    if (file.getFileName() == null) {
      return Optional.empty();
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return FORMATS.stream().filter(format -> name.endsWith(format.ending())).findFirst();
  }

  /** Reads a header alone. */
  public static GridInfo inspect(Path file) throws IOException {
    return format(file).inspect(file);
  }

  public static GridData read(Path file) throws IOException {
    return format(file).read(file);
  }

  /** Reads a density, a level set or the like. */
  public static ScalarField readScalar(Path file) throws IOException {
    return read(file).requireScalar(file);
  }

  /** Reads a velocity or the like. */
  public static VectorField readVector(Path file) throws IOException {
    return read(file).requireVector(file);
  }

  /** Writes or replaces a file, whole or not at all. */
  public static void write(Path file, GridData grid) throws IOException {
    format(file).write(file, grid);
  }

  /** Writes or replaces a file, whole or not at all, as the field's usual type. */
  public static void write(Path file, Field field) throws IOException {
    write(file, GridData.of(field));
  }
}
