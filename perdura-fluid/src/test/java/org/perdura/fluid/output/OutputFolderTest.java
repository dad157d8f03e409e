package org.perdura.fluid.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes room for new results. */
final class OutputFolderTest {

  @TempDir private Path folder;

  @Test
  void onlyResultsAreDeletedAndWhatIsLeftOfUnfinishedOnes() throws IOException {
    for (String name : List.of("a_1.npz", ".a_2.npz.part", "b_1.npz", ".b_1.npz.part", "a_1.uni")) {
      Files.writeString(folder.resolve(name), "");
    }
    OutputFolder.delete(folder, Pattern.compile("a_\\d+\\.npz"));
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("b_1.npz", ".b_1.npz.part", "a_1.uni");
    }
  }
}
