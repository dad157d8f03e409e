package org.perdura.cli.endurance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small disk of its own at some folder, as Linux lets root have one; elsewhere tests are left.
 */
final class Disk implements AutoCloseable {

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  /**
   * Puts one there.
   *
   * @param folder is made
   */
  static Disk mount(Path folder, long bytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder);
    assumeTrue(mounted, "no disk can be mounted here");
    return new Disk(folder);
  }

  /** Makes it larger. */
  void grow(long bytes) throws IOException, InterruptedException {
    assumeTrue(succeeds("mount", "-o", "remount,size=" + bytes, folder));
  }

  void makeReadOnly() throws IOException, InterruptedException {
    assumeTrue(succeeds("mount", "-o", "remount,ro", folder));
  }

  private static boolean succeeds(Object... command) throws InterruptedException {
    var words = new ArrayList<String>();
    List.of(command).forEach(word -> words.add(word.toString()));
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  @Override
  public void close() throws InterruptedException {
    succeeds("umount", folder);
  }
}
