package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of 40 frames and 1.6 seconds of sound, put one behind the other. */
class ClockJumpsTest {

  private static final int FRAMES = 40;

  /** 25 frames a second in the 90 kHz of transport streams. */
  private static final long FRAME_TICKS = 3600;

  @TempDir Path folder;

  private Path joined(String... names) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String name : names) {
      bytes.writeBytes(Files.readAllBytes(Drawn.resource(name)));
    }
    return Files.write(folder.resolve("joined.ts"), bytes.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tone.ts tone.ts",
        "tone-late.ts tone.ts",
        "tone.ts tone-late.ts tone-late.ts tone.ts"
      })
  void picturesGoOnWithoutAGap(String names) throws IOException {
    String[] parts = names.split(" ", -1);
    Path film = joined(parts);
    try (FrameReader reader = Media.open(film.toString())) {
      Frame frame = reader.read();
      long before = frame.pts();
      int lost = 0;
      int count = 0;
      for (; frame != null; frame = reader.read()) {
        long steps = count == 0 ? 0 : (frame.pts() - before) / FRAME_TICKS;
        assertThat(frame.pts()).isEqualTo(before + steps * FRAME_TICKS);
        before = frame.pts();
        lost += (int) Math.max(0, steps - 1);
        count++;
      }
      // The splice itself may damage the packet before it, which is left out.
      assertThat(lost).isLessThan(parts.length);
      assertThat(count + lost).isEqualTo(FRAMES * parts.length);
      assertThat(reader.warnings()).anyMatch(line -> line.contains("its clock jumps"));
    }
  }

  @Test
  void soundStaysWithThePicture() throws IOException {
    Path whole = folder.resolve("whole.mp4");
    SoundTest.copy(Drawn.resource("tone.ts"), whole);
    List<SoundTest.Packet> once = SoundTest.sound(whole);
    for (String first : List.of("tone.ts", "tone-late.ts")) {
      Path film = folder.resolve("film.mp4");
      Files.deleteIfExists(film);
      SoundTest.copy(joined(first, "tone.ts"), film);
      List<SoundTest.Packet> twice = SoundTest.sound(film);
      // The second recording's sound begins under the end of the first's: a packet or two go.
      assertThat(twice).hasSizeBetween(2 * once.size() - 4, 2 * once.size());
      for (int i = 1; i <= once.size() - 4; i++) {
        long expected = once.get(once.size() - i).milliseconds() + 40 * FRAMES;
        assertThat(twice.get(twice.size() - i).milliseconds())
            .isBetween(expected - 2, expected + 2);
      }
    }
  }

  @Test
  void soundThatStepsBackALittleLosesOnlyThat() throws IOException {
    byte[] bytes = Files.readAllBytes(Drawn.resource("tone.ts"));
    shiftSound(bytes, 3, -4500); // by 50 ms
    Path stream = Files.write(folder.resolve("back.ts"), bytes);
    Path film = folder.resolve("film.mp4");
    assertThat(SoundTest.copy(stream, film))
        .containsExactly(film + ": the sound's time stamps run backwards; parts are left out");
    assertThat(Drawn.readAll(film.toString())).hasSize(FRAMES);
    Path whole = folder.resolve("whole.mp4");
    SoundTest.copy(Drawn.resource("tone.ts"), whole);
    int all = SoundTest.sound(whole).size();
    assertThat(SoundTest.sound(film)).hasSizeBetween(all - 6, all - 1);
  }

  /** Changes the time (ISO 13818-1, 2.4.3.7) of one PES packet of MPEG sound. */
  private static void shiftSound(byte[] bytes, int which, long ticks) {
    int found = 0;
    for (int at = 0; at < bytes.length - 14; at++) {
      boolean starts =
          bytes[at] == 0
              && bytes[at + 1] == 0
              && bytes[at + 2] == 1
              && (bytes[at + 3] & 0xff) == 0xc0
              && (bytes[at + 7] & 0xc0) == 0x80;
      if (starts && found++ == which) {
        int p = at + 9;
        long pts =
            ((bytes[p] & 0x0eL) << 29)
                | ((bytes[p + 1] & 0xffL) << 22)
                | ((bytes[p + 2] & 0xfeL) << 14)
                | ((bytes[p + 3] & 0xffL) << 7)
                | ((bytes[p + 4] & 0xffL) >> 1);
        pts += ticks;
        bytes[p] = (byte) ((bytes[p] & 0xf1) | ((pts >> 29) & 0x0e));
        bytes[p + 1] = (byte) (pts >> 22);
        bytes[p + 2] = (byte) (((pts >> 14) & 0xfe) | 1);
        bytes[p + 3] = (byte) (pts >> 7);
        bytes[p + 4] = (byte) ((pts << 1) | 1);
        return;
      }
    }
    throw new AssertionError("there are only " + found + " packets of sound");
  }
}
