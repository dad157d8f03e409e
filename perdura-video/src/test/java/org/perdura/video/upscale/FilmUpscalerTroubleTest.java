package org.perdura.video.upscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdura.media.Frame;
import org.perdura.media.FrameWriter;
import org.perdura.nn.Precision;
import org.perdura.nn.Torch;
import org.perdura.video.model.DrawnWeights;
import org.perdura.video.model.GeneratorSpec;
import org.perdura.video.model.VideoGenerator;

/** Failures, stopping, memory: nothing may hang, pile up or be left behind. */
@Timeout(60)
class FilmUpscalerTroubleTest {

  private static final long PLENTY = 4L << 30;

  /** Four in the queue, one in the hand, five of the warm-up, and those on their way out. */
  private static final int MOST_AHEAD = 16;

  private static VideoGenerator generator;

  @BeforeAll
  static void create() {
    Torch.threads(1);
    generator = DrawnWeights.fill(GeneratorSpec.compact(4, 1).create(1), 0.5);
  }

  @AfterAll
  static void free() {
    generator.close();
  }

  private static FilmUpscaler upscaler() {
    return new FilmUpscaler(generator, new UpscaleSettings(4, Precision.FP32, PLENTY, true));
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("decode", "encode");
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("film.mp4: damaged"),
        new IllegalStateException("film.mp4: damaged"),
        new UnsatisfiedLinkError("film.mp4: damaged"),
        new OutOfMemoryError("film.mp4: damaged"));
  }

  private static FakeFilm.Hook failing(int at, Throwable failure) {
    return frame -> {
      if (frame == at) {
        if (failure instanceof IOException io) {
          throw io;
        }
        if (failure instanceof RuntimeException runtime) {
          throw runtime;
        }
        throw (Error) failure;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("failures")
  void readingFails(Throwable failure) {
    for (int at : new int[] {0, 1, 9}) {
      var film = FakeFilm.loop(20, failing(at, failure));
      var out = new FakeOutput();
      assertThatThrownBy(() -> upscaler().run(film, out, UpscaleListener.SILENT))
          .isInstanceOf(IOException.class)
          .hasMessage("film.mp4: damaged");
      assertThat(out.frames.size()).isLessThanOrEqualTo(at);
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void writingFails(Throwable failure) {
    for (int at : new int[] {0, 3}) {
      var film = FakeFilm.loop(100_000, frame -> {});
      var out = new FakeOutput(failing(at, failure));
      assertThatThrownBy(() -> upscaler().run(film, out, UpscaleListener.SILENT))
          .isInstanceOf(IOException.class)
          .hasMessage("film.mp4: damaged");
      assertThat(film.reads.get()).as("read before it was noticed").isLessThan(at + 100);
    }
  }

  @Test
  void writingTheLastFrameFails() {
    var out = new FakeOutput(failing(7, new IOException("no room on the disk")));
    assertThatThrownBy(
            () -> upscaler().run(FakeFilm.loop(8, frame -> {}), out, UpscaleListener.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessage("no room on the disk");
  }

  @Test
  void theListenerFails() {
    assertThatThrownBy(
            () ->
                upscaler()
                    .run(
                        FakeFilm.loop(20, frame -> {}),
                        new FakeOutput(),
                        frames -> {
                          throw new IllegalStateException("terminal gone");
                        }))
        .hasMessage("terminal gone");
  }

  @Test
  void stops() {
    var upscaler = upscaler();
    var out = new FakeOutput();
    assertThatThrownBy(
            () ->
                upscaler.run(
                    FakeFilm.loop(100_000, frame -> {}),
                    out,
                    frames -> {
                      if (frames == 5) {
                        upscaler.stop();
                      }
                    }))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("stopped");
    assertThat(out.frames.size()).isLessThanOrEqualTo(5);
  }

  @Test
  void anInterruptStopsToo() throws InterruptedException {
    var thrown = new AtomicReference<Throwable>();
    var interrupted = new AtomicReference<Boolean>();
    var thread =
        new Thread(
            () -> {
              try {
                upscaler()
                    .run(
                        FakeFilm.loop(100_000, frame -> {}),
                        new FakeOutput(),
                        frames -> {
                          if (frames == 3) {
                            Thread.currentThread().interrupt();
                          }
                        });
              } catch (IOException | RuntimeException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    thread.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    assertThat(interrupted.get()).isTrue();
    waitForThreads();
  }

  /** They were told to end, but an interrupted caller does not wait for it. */
  private static void waitForThreads() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (List.of("decode", "encode").contains(thread.getName())) {
        thread.join(5000);
      }
    }
  }

  @Test
  void framesThatDoNotFitAreRefusedAtOnce() {
    var film = FakeFilm.loop(20, frame -> {});
    var tight = new FilmUpscaler(generator, new UpscaleSettings(4, Precision.FP32, 50 << 20, true));
    assertThatThrownBy(() -> tight.run(film, new FakeOutput(), UpscaleListener.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "frames of 28x20 need \\d+ MB of memory, but the limit \\(--memory\\) is 50 MB");
    assertThat(film.reads.get()).isZero();
  }

  /** However slow the writer is, only a few frames are held. */
  @Test
  void readsOnlyALittleAhead() throws IOException {
    var film = FakeFilm.loop(60, frame -> {});
    var ahead = new AtomicInteger();
    var out =
        new FakeOutput(
            frame -> {
              try {
                Thread.sleep(frame == 0 || frame == 30 ? 300 : 1);
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
              ahead.accumulateAndGet(film.reads.get() - frame, Math::max);
            });
    upscaler().run(film, out, UpscaleListener.SILENT);
    assertThat(out.frames).hasSize(60);
    assertThat(ahead.get()).isLessThanOrEqualTo(MOST_AHEAD);
  }

  private static double residentMegabytes() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the garbage collector's help, which would free what nobody closed, but late. */
  @Test
  void everyFrameFreesItsTensors() throws IOException {
    var handles = new ArrayList<Long>();
    upscaler()
        .run(
            FakeFilm.loop(200, frame -> {}),
            new FakeOutput(),
            frames -> {
              if (frames == 39) {
                System.gc(); // not again for a while
              } else if (frames >= 40) {
                handles.add(Pointer.totalCount());
              }
            });
    // One for each frame would be 160 more; what waits in the queue differs by a few.
    assertThat(Collections.max(handles) - handles.get(0)).isLessThan(20);
  }

  /** One output of 0.3 MB lost for each frame would be 80 MB more. */
  @Test
  void memoryDoesNotGrowWithTheFilm() throws IOException {
    assertThat(growth(60, 300)).as("more MB").isLessThan(45);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  void memoryDoesNotGrowWithALongFilm() throws IOException {
    assertThat(growth(60, 3000)).as("more MB").isLessThan(60);
  }

  /** By how many megabytes the process is larger at one frame than at another before. */
  private static double growth(int from, int to) throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "needs Linux");
    List<Frame> few = FakeFilm.scene(1, 0, 6, 48, 36);
    var film = new FakeFilm(to, t -> few.get(t % few.size()), frame -> {});
    var resident = new double[2];
    var out =
        new FrameWriter() {
          @Override
          public void write(Frame frame) {}

          @Override
          public void finish() {}

          @Override
          public void close() {}
        };
    upscaler()
        .run(
            film,
            out,
            frames -> {
              if (frames % 30 == 0) {
                System.gc(); // or the Java heap would take more and more, which is no leak
              }
              if (frames == from) {
                resident[0] = residentMegabytes();
              } else if (frames == to) {
                resident[1] = residentMegabytes();
              }
            });
    assertThat(resident[0]).isPositive();
    return resident[1] - resident[0];
  }
}
