package org.perdura.grid.io;

import java.nio.charset.StandardCharsets;

/** The two headers of .uni files. */
public enum UniVersion {
  /** Of older mantaflow. */
  MNT2(256),
  /** Of mantaflow 0.12 and Blender: four bytes of the note became the steps in time. */
  MNT3(252);

  private final int noteBytes;

  UniVersion(int noteBytes) {
    this.noteBytes = noteBytes;
  }

  byte[] magic() {
    return name().getBytes(StandardCharsets.US_ASCII);
  }

  int noteBytes() {
    return noteBytes;
  }

  /** Of both: 4 of the magic and the 288 of mantaflow's structure. */
  int headerBytes() {
    return 292;
  }
}
