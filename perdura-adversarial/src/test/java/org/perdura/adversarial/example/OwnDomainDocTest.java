package org.perdura.adversarial.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/own-domain.md shows must be what is compiled and tested here. */
class OwnDomainDocTest {

  private static final Path DOC = Path.of("../docs/own-domain.md");
  private static final Path SOURCES = Path.of("src/test/java/org/perdura/adversarial/example");
  private static final Path RECIPE =
      Path.of("src/test/resources/org/perdura/adversarial/example/foam.yaml");

  private static List<String> blocks(String language) throws IOException {
    var matcher =
        Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(Files.readString(DOC));
    var blocks = new ArrayList<String>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /** Without indentation and empty lines, which an excerpt may have less of. */
  private static String bare(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everyExcerptIsInASource() throws IOException {
    var sources = new ArrayList<String>();
    try (var files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        sources.add(bare(Files.readString(file)));
      }
    }
    List<String> excerpts = blocks("java");
    assertThat(excerpts).hasSizeGreaterThan(5);
    for (String excerpt : excerpts) {
      assertThat(sources)
          .as(excerpt)
          .anySatisfy(source -> assertThat(source).contains(bare(excerpt)));
    }
  }

  @Test
  void theRecipeIsTheOneThatIsTrained() throws IOException {
    assertThat(blocks("yaml")).containsExactly(Files.readString(RECIPE));
  }
}
