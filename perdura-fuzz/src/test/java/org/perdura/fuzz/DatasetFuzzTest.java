package org.perdura.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.perdura.fluid.data.SmokeDataSpec;
import org.perdura.fluid.data.SmokeDatasetWriter;
import org.perdura.fluid.output.Existing;
import org.perdura.recipe.RecipeReader;
import org.perdura.video.data.VideoDataSpec;
import org.perdura.video.data.VideoDataset;
import org.perdura.video.data.VideoDatasetWriter;

/** What datasets say of themselves, in JSON, where they are gone on with. */
final class DatasetFuzzTest {

  private static final SmokeDatasetWriter.Order SMOKE =
      new SmokeDatasetWriter.Order(
          RecipeReader.defaults(SmokeDataSpec.class, "{dimensions: 2, low-res: 16, frames: 3}"),
          1,
          ".npz",
          false);

  private static final VideoDataset.Order VIDEO =
      new VideoDataset.Order(
          "a",
          VideoDataset.Part.TRAINING,
          0,
          0,
          3,
          3,
          8,
          RecipeReader.defaults(VideoDataSpec.class, "{}"));

  private static Path folder;

  @BeforeAll
  static void make() throws IOException {
    folder = Reading.newFolder();
  }

  @FuzzTest
  void resumes(byte[] content) throws IOException {
    Files.write(folder.resolve("dataset.json"), content);
    Reading.check(content.length, () -> new SmokeDatasetWriter(folder, SMOKE, Existing.RESUME));
    Reading.check(
        content.length,
        () -> new VideoDatasetWriter(folder, VIDEO, VideoDatasetWriter.Existing.RESUME));
  }
}
