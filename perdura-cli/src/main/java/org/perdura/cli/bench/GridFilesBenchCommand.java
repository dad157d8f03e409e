package org.perdura.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perdura bench grids}. */
@Command(
    name = "grids",
    description =
        "Measures files of a large grid with little smoke in it: OpenVDB's, sparse, and dense ones.")
final class GridFilesBenchCommand implements Callable<Integer> {

  private static final int LARGEST_SIDE = 1024;

  @Spec private CommandSpec command;

  @Option(
      names = "--side",
      paramLabel = "N",
      defaultValue = "512",
      description = "Cells along each side (default: ${DEFAULT-VALUE}; takes 2 GB or so).")
  private int side;

  @Option(
      names = "--fill",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Of the cells, that hold smoke (default: ${DEFAULT-VALUE}).")
  private double fill;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave the files there, for other programs (default: delete them).")
  private Path keep;

  @Mixin private JsonFile json;

  @Override
  public Integer call() throws IOException {
    require(side >= 8 && side <= LARGEST_SIDE, "--side " + side + ": must be from 8 to 1024");
    require(fill > 0 && fill <= 0.5, "--fill " + fill + ": must be above 0, up to 0.5");
    json.requireWritable();
    Path folder = keep == null ? Files.createTempDirectory("perdura-bench") : keep;
    Files.createDirectories(folder);
    GridFilesBenchResult result;
    try {
      var progress = new ProgressLines(command.commandLine().getErr());
      result = new GridFilesBench(side, fill, folder, progress).run();
    } finally {
      if (keep == null) {
        delete(folder);
      }
    }
    var out = command.commandLine().getOut();
    GridFilesBenchTable.of(result).forEach(out::println);
    out.flush();
    json.write(result);
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }
}
