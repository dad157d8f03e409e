package org.perdura.smoke.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.VectorField;
import org.perdura.grid.VectorField.Placement;
import org.perdura.grid.io.GridFiles;
import org.perdura.nn.SafeTensors;
import org.perdura.smoke.model.GeneratorSpec;
import org.perdura.smoke.model.Inputs;

/** Smoke and models that are drawn for a test. */
final class Drawn {

  static final GridSize FLAT = GridSize.flat(24, 20);
  static final GridSize SOLID = new GridSize(14, 12, 13);

  private Drawn() {}

  static GeneratorSpec compact(int dimensions, Inputs inputs, int neighbours, int head) {
    return new GeneratorSpec("compact", dimensions, inputs, neighbours, 5, 1, head, 0.001);
  }

  static SmokeModel model(GeneratorSpec spec) {
    return new SmokeModel("drawn", spec, spec.create(1), spec.metadata());
  }

  static Path modelFile(Path file, GeneratorSpec spec) throws IOException {
    try (var generator = spec.create(1)) {
      SafeTensors.write(file, generator.state(), spec.metadata());
    }
    return file;
  }

  /** Rough smoke everywhere. */
  static ScalarField density(GridSize size, int frame) {
    var random = new Random(frame);
    var field = new ScalarField(size);
    for (int i = 0; i < size.cells(); i++) {
      field.values()[i] = random.nextFloat();
    }
    return field;
  }

  /** Smoke in a part of the domain alone. */
  static ScalarField puff(GridSize size, int frame, Box where) {
    ScalarField field = density(size, frame);
    for (int k = 0; k < size.z(); k++) {
      for (int j = 0; j < size.y(); j++) {
        for (int i = 0; i < size.x(); i++) {
          if (new Box(i, j, k, i + 1, j + 1, k + 1).within(where).isEmpty()) {
            field.values()[size.index(i, j, k)] = 0;
          }
        }
      }
    }
    return field;
  }

  static VectorField velocity(GridSize size, int frame, Placement placement) {
    var random = new Random(1000L + frame);
    var field = new VectorField(size, placement);
    for (int c = 0; c < size.dimensions(); c++) {
      for (int i = 0; i < size.cells(); i++) {
        field.component(c)[i] = random.nextFloat() - 0.5f;
      }
    }
    return field;
  }

  /**
   * Some frames of density and velocity, from number 3.
   *
   * @return the density's pattern
   */
  static String sequence(Path folder, GridSize size, int frames, String ending) throws IOException {
    Files.createDirectories(folder);
    for (int n = 3; n < 3 + frames; n++) {
      GridFiles.write(folder.resolve("density_%04d%s".formatted(n, ending)), density(size, n));
      GridFiles.write(
          folder.resolve("velocity_%04d%s".formatted(n, ending)),
          velocity(size, n, Placement.FACES));
    }
    return folder.resolve("density_%04d" + ending).toString();
  }
}
