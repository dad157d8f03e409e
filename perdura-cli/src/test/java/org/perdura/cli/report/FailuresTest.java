package org.perdura.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FailuresTest {

  @Test
  void onlyTheFirstLineIsTold() {
    var failure = new RuntimeException("size mismatch\nException raised from ...\nframe #0: ...");
    assertThat(Failures.line(failure)).isEqualTo("RuntimeException: size mismatch");
  }

  @Test
  void systemErrorsNameFileAndReason() {
    assertThat(Failures.line(new NoSuchFileException("a.png")))
        .isEqualTo("a.png: no such file or folder");
    assertThat(Failures.line(new AccessDeniedException("b"))).isEqualTo("b: permission denied");
  }

  @Test
  void wrappingIsLookedThrough() {
    var wrapped = new UncheckedIOException(new IOException("c.mp4: damaged"));
    assertThat(Failures.line(wrapped)).isEqualTo("c.mp4: damaged");
  }

  @Test
  void memoryErrorsSayWhatToDo() {
    assertThat(Failures.line(new OutOfMemoryError("Java heap space")))
        .contains("out of memory", "-Xmx");
  }

  @Test
  void missingMessagesLeaveTheKind() {
    assertThat(Failures.line(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
