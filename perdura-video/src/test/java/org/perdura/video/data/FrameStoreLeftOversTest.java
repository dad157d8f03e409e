package org.perdura.video.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes that did not come to their end leave in the cache. */
class FrameStoreLeftOversTest {

  @TempDir private Path folder;

  @Test
  void abandonedFilesGoAndThoseOfOthersAtWorkStay() throws IOException {
    TestPictures.write(folder.resolve("film/0.png"), 8, 8, new byte[8 * 8 * 3]);
    Path cache = Files.createDirectory(folder.resolve("cache"));
    Path abandoned = Files.writeString(cache.resolve("old.rgb123.tmp"), "");
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minusSeconds(7200)));
    Path atWork = Files.writeString(cache.resolve("new.rgb456.tmp"), "");
    new FrameStore(cache).open(new Footage(folder.resolve("film").toString(), 0, null, null, null));
    assertThat(abandoned).doesNotExist();
    assertThat(atWork).exists();
  }

  /** Run in a process of its own: is interrupted while it decodes. */
  static final class Decoding {

    private Decoding() {}

    public static void main(String[] args) throws IOException {
      var ender =
          new Thread(
              () -> {
                Path cache = Path.of(args[1]);
                while (!holdsTemporary(cache)) {
                  Thread.onSpinWait();
                }
                System.exit(130); // as Ctrl-C does: the main thread does not come to its end
              });
      ender.start();
      new FrameStore(Path.of(args[1])).open(new Footage(args[0], 0, null, null, null));
    }

    private static boolean holdsTemporary(Path cache) {
      String[] names = cache.toFile().list((dir, name) -> name.endsWith(".tmp"));
      return names != null && names.length > 0 && cache.resolve(names[0]).toFile().length() > 0;
    }
  }

  @Test
  void anInterruptedProcessLeavesNothing() throws Exception {
    for (int i = 0; i < 400; i++) {
      TestPictures.write(
          folder.resolve("film/%03d.png".formatted(i)), 128, 96, new byte[128 * 96 * 3]);
    }
    Path cache = folder.resolve("cache");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Decoding.class.getName(),
                folder.resolve("film").toString(),
                cache.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(cache.toFile().list()).isEmpty();
  }
}
