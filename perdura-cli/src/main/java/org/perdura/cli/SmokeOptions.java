package org.perdura.cli;

import picocli.CommandLine.Option;

/** How smoke is upscaled. */
public final class SmokeOptions {

  @Option(
      names = "--velocity",
      paramLabel = "SEQ",
      description =
          "The velocity, such as run/vel_%%04d.uni, if the model needs it (default: beside the"
              + " density, under its name with velocity or vel for density).")
  private String velocity;

  @Option(
      names = "--conserve-mass",
      description = "Give each frame a factor that makes its mass the input's.")
  private boolean conserveMass;

  /** Null: beside the density. */
  String velocity() {
    return velocity;
  }

  boolean conserveMass() {
    return conserveMass;
  }
}
