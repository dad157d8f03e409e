package org.perdura.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.perdura.cli.report.Printable;
import org.perdura.models.ModelFiles;
import org.perdura.models.ShippedModels;
import org.perdura.nn.Module;
import org.perdura.nn.PyTorchFile;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.smoke.upscale.SmokeModel;
import org.perdura.video.upscale.VideoModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perdura models}. */
@Command(name = "models", description = "Shows, exports and imports trained models.")
final class ModelsCommand implements Runnable {

  private static final String SMOKE = "smoke";

  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "what about the models? list, info, export or import");
  }

  @Command(name = "list", description = "Names the models that come with Perdura.")
  int list() throws IOException {
    for (String name : ShippedModels.names()) {
      Map<String, String> metadata;
      try (InputStream in = ShippedModels.open(name)) {
        metadata = SafeTensors.readMetadata(in, name);
      }
      out()
          .printf(
              "%s  %s, %s times, %s, %s channels, %s blocks%n",
              name,
              metadata.get("domain"),
              metadata.get("scale"),
              metadata.get("architecture"),
              metadata.get("channels"),
              metadata.get("blocks"));
    }
    return 0;
  }

  @Command(name = "info", description = "Tells what is known of a model: parameters and card.")
  int info(
      @Parameters(paramLabel = "NAME|FILE", description = "A shipped model or a .safetensors file.")
          String name)
      throws IOException {
    if (SMOKE.equals(ModelFiles.metadata(name).get("domain"))) {
      try (var model = SmokeModel.load(name)) {
        tell(name, model.generator(), model.metadata());
      }
    } else {
      try (var model = VideoModel.load(name)) {
        tell(name, model.generator(), model.metadata());
      }
    }
    if (ShippedModels.names().contains(name)) {
      out().println();
      out().println(ShippedModels.card(name));
    }
    return 0;
  }

  private void tell(String name, Module network, Map<String, String> metadata) {
    out().printf("%s: %,d parameters%n", name, network.parameterCount());
    metadata.forEach(
        (key, value) -> out().printf("  %s: %s%n", Printable.of(key), Printable.of(value)));
  }

  @Command(name = "export", description = "Writes a shipped model to a file.")
  int export(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "FILE.safetensors") Path file,
      @Option(names = "--overwrite", description = "Replace FILE if it exists.") boolean overwrite)
      throws IOException {
    try (InputStream in = ShippedModels.open(name)) {
      requireNew(file, overwrite);
      Path beside = beside(file);
      try {
        Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    }
    out().println(file + ": " + name);
    return 0;
  }

  @Command(
      name = "import",
      description = {
        "Converts the tensors of a PyTorch state dict (.pth) to .safetensors.",
        "Nothing in the .pth is executed. With --metadata domain=video (or smoke) and the other keys that"
            + " 'models info' shows, it must fit the network and becomes a model for upscale."
      })
  int importPyTorch(
      @Parameters(paramLabel = "FILE.pth") Path source,
      @Parameters(paramLabel = "FILE.safetensors") Path file,
      @Option(names = "--key", description = "Which mapping of tensors, if there are several.")
          String key,
      @Option(
              names = "--metadata",
              paramLabel = "KEY=VALUE",
              description = "What the file shall say of itself; repeatable.")
          Map<String, String> metadata,
      @Option(names = "--overwrite", description = "Replace the file if it exists.")
          boolean overwrite)
      throws IOException {
    requireNew(file, overwrite);
    Map<String, String> said = metadata == null ? Map.of() : metadata;
    Path beside = beside(file);
    try (var scope = new Scope()) {
      var tensors = PyTorchFile.read(source, key);
      SafeTensors.write(beside, tensors, said);
      if (said.containsKey("domain")) {
        requireModel(beside, source, SMOKE.equals(said.get("domain")));
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      out().printf("%s: %d tensors%n", file, tensors.size());
    } finally {
      Files.deleteIfExists(beside);
    }
    return 0;
  }

  private static void requireModel(Path written, Path source, boolean smoke) throws IOException {
    try {
      if (smoke) {
        SmokeModel.load(written.toString()).close();
      } else {
        VideoModel.load(written.toString()).close();
      }
    } catch (IOException e) {
      throw new IOException(e.getMessage().replace(written.toString(), source.toString()), e);
    }
  }

  private static void requireNew(Path file, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(file)) {
      throw new IOException(file + ": exists already; --overwrite replaces it");
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".partial");
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
