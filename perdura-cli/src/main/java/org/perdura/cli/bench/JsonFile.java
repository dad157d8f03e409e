package org.perdura.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Option;

/** Where a benchmark's figures go as JSON, if that is asked for. */
final class JsonFile {

  @Option(names = "--json", paramLabel = "FILE", description = "Write the table as JSON, too.")
  private Path json;

  @Option(names = "--overwrite", description = "Replace the JSON file if it exists.")
  private boolean overwrite;

  /** Looked at first: the table takes minutes to make. */
  void requireWritable() throws IOException {
    if (json == null) {
      return;
    }
    if (Files.exists(json) && !overwrite) {
      throw new IOException(json + ": exists already; --overwrite replaces it");
    }
    if (!Files.isDirectory(json.toAbsolutePath().getParent())) {
      throw new IOException(json + ": its folder does not exist");
    }
  }

  void write(Record result) throws IOException {
    if (json == null) {
      return;
    }
    Path file = json.toAbsolutePath();
    Path beside = Files.createTempFile(file.getParent(), ".bench", ".json");
    try {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(beside.toFile(), result);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
