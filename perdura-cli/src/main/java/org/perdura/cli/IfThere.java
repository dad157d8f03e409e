package org.perdura.cli;

import org.perdura.fluid.output.Existing;
import picocli.CommandLine.Option;

/** What happens if DIR holds smoke already: one or none of these. */
final class IfThere {

  @Option(
      names = "--resume",
      description = "Go on with what was begun in DIR, or make it longer, or add to it.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace what was made in DIR, and nothing else.")
  private boolean overwrite;

  Existing existing() {
    if (resume) {
      return Existing.RESUME;
    }
    return overwrite ? Existing.REPLACE : Existing.REFUSE;
  }
}
