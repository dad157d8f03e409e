package org.perdura.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.perdura.cli.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code perdura doctor}. */
@Command(
    name = "doctor",
    description =
        "Says what this machine has and what Perdura will use of it, and tries for some five seconds"
            + " whether all of it works.",
    sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

  private static final int UNWELL = 1;

  @Spec private CommandSpec command;

  @Option(names = "--json", description = "Say it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    Machine.describe(facts);
    if (!json) {
      facts.forEach(this::say);
      command.commandLine().getOut().println();
    }
    List<Finding> findings = examine();
    boolean well = findings.stream().allMatch(Finding::well);
    if (json) {
      var told = new LinkedHashMap<String, Object>();
      told.put("machine", facts);
      told.put("self-test", findings);
      told.put("well", well);
      var writer = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      command.commandLine().getOut().println(writer.writeValueAsString(told));
    } else {
      say("result", well ? "all is well" : "not all is well; the lines above say what fails");
    }
    command.commandLine().getOut().flush();
    return well ? 0 : UNWELL;
  }

  /** Every examination is made, whatever the others find. */
  private List<Finding> examine() throws IOException {
    var findings = new ArrayList<Finding>();
    try (var folder = TemporaryFolder.create("perdura-doctor")) {
      for (Examination examination : Examination.values()) {
        Finding finding = examination.make(folder.path());
        findings.add(finding);
        if (!json) {
          say(finding.name(), finding.text());
        }
      }
    }
    return findings;
  }

  private void say(String name, String text) {
    command.commandLine().getOut().printf("%-11s %s%n", name, text);
    command.commandLine().getOut().flush();
  }
}
