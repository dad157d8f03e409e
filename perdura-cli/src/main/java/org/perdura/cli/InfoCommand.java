package org.perdura.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.perdura.cli.report.Printable;
import org.perdura.grid.Field;
import org.perdura.grid.GridSize;
import org.perdura.grid.IntField;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Statistics;
import org.perdura.grid.VectorField;
import org.perdura.grid.io.GridFiles;
import org.perdura.grid.io.GridFormat;
import org.perdura.grid.io.GridInfo;
import org.perdura.grid.io.GridSequence;
import org.perdura.grid.io.SequenceName;
import org.perdura.grid.io.VdbFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura info}. */
@Command(
    name = "info",
    description = {
      "Says what is in a smoke grid's file (.uni, .npz, .vdb): format, type, size, and what its"
          + " values come to; of a .vdb all of its grids.",
      "Of a sequence or a folder of them: which frames there are."
    },
    sortOptions = false)
final class InfoCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      description = "A file, a sequence such as run/density_%%04d.uni, or a folder.")
  private String input;

  @Option(names = "--json", description = "Say it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<Map<String, Object>> told = new ArrayList<>();
    if (SequenceName.isPattern(input)) {
      told.add(sequence(GridSequence.open(SequenceName.of(input))));
    } else if (Files.isDirectory(Path.of(input))) {
      for (GridSequence sequence : GridSequence.in(Path.of(input))) {
        told.add(sequence(sequence));
      }
      if (told.isEmpty()) {
        throw new IOException(
            "%s: holds no numbered grids, must hold such as density_0001.uni".formatted(input));
      }
    } else if (GridFiles.isVdb(Path.of(input))) {
      told.addAll(VdbDescription.of(Path.of(input)));
    } else {
      told.add(file(input));
    }
    var out = command.commandLine().getOut();
    if (json) {
      var writer = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(writer.writeValueAsString(told.size() == 1 ? told.get(0) : told));
    } else {
      told.forEach(this::print);
    }
    out.flush();
    return 0;
  }

  private void print(Map<String, Object> told) {
    var out = command.commandLine().getOut();
    told.forEach(
        (key, value) -> {
          if (key.equals("file") || key.equals("sequence") || key.equals("grid")) {
            out.println(value);
          } else if (value instanceof Map<?, ?> figures) {
            var words = new ArrayList<String>();
            figures.forEach(
                (name, figure) ->
                    words.add(
                        figure instanceof Double number
                            ? "%s %.6g".formatted(name, number)
                            : name + " " + figure));
            out.printf("  %-9s %s%n", key, String.join(", ", words));
          } else {
            out.printf("  %-9s %s%n", key, value instanceof List<?> sides ? by(sides) : value);
          }
        });
  }

  private static String by(List<?> sides) {
    return sides.stream().map(Object::toString).collect(Collectors.joining("x"));
  }

  private static Map<String, Object> sequence(GridSequence sequence) {
    var told = new LinkedHashMap<String, Object>();
    told.put("sequence", sequence.name().toString());
    List<Integer> numbers = sequence.numbers();
    told.put("frames", numbers.size());
    told.put("first", numbers.get(0));
    told.put("last", numbers.get(numbers.size() - 1));
    tell(sequence.info(), told);
    return told;
  }

  private static Map<String, Object> file(String input) throws IOException {
    Path file = Path.of(SequenceName.files(input));
    String grid = SequenceName.grid(input);
    GridFormat format = grid.isEmpty() ? GridFiles.format(file) : new VdbFormat(grid);
    GridInfo info = format.inspect(file);
    Field field = format.read(file).field();
    var told = new LinkedHashMap<String, Object>();
    told.put("file", input);
    tell(info, told);
    if (!info.note().isEmpty()) {
      told.put("note", Printable.of(info.note()));
    }
    if (info.time() != 0) {
      told.put("written", Instant.ofEpochMilli(info.time()).toString());
    }
    if (field instanceof ScalarField scalar) {
      told.put("values", figures(Statistics.of(scalar.values())));
    } else if (field instanceof IntField whole) {
      told.put("values", figures(Statistics.of(whole.values())));
    } else if (field instanceof VectorField vectors) {
      told.put("x", figures(Statistics.of(vectors.x())));
      told.put("y", figures(Statistics.of(vectors.y())));
      told.put("z", figures(Statistics.of(vectors.z())));
    }
    return told;
  }

  private static void tell(GridInfo info, Map<String, Object> told) {
    told.put("format", info.format());
    told.put("type", info.type().label());
    GridSize size = info.size();
    told.put("size", List.of(size.x(), size.y(), size.z()));
  }

  private static Map<String, Object> figures(Statistics statistics) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("min", statistics.min());
    figures.put("max", statistics.max());
    figures.put("sum", statistics.sum());
    figures.put("mean", statistics.mean());
    return figures;
  }
}
