package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A film whose writing ends in the middle, as often as one likes, is the film written in one go.
 */
class PartedFilmTest {

  private static final int FRAMES = 23;
  private static final int PART = 5;
  private static final Map<String, String> MAKING = Map.of("scale", "4");

  @TempDir Path folder;

  /** Of uneven times, in thousandths of a second. */
  private static List<Frame> film() {
    var frames = new ArrayList<Frame>();
    for (int i = 0; i < FRAMES; i++) {
      long pts = 40L * i + (i % 3) * 7L;
      frames.add(Drawn.at(Drawn.smooth(34, 22, i), pts, i == FRAMES - 1 ? 90 : 40));
    }
    return frames;
  }

  private static WriterOptions options() {
    var source =
        new VideoInfo(
            34, 22, 8, new Rational(1, 1000), new Rational(25, 1), FRAMES, ColorCoding.RGB);
    return WriterOptions.like(source).withThreads(1);
  }

  private PartedFilm open(String name, boolean resume) throws IOException {
    return PartedFilm.open(folder.resolve(name).toString(), options(), PART, MAKING, resume);
  }

  /** Writes up to a frame, and ends without a word. */
  private void writeUntil(String name, int end, boolean resume) throws IOException {
    try (PartedFilm film = open(name, resume)) {
      write(film, end);
    }
  }

  private void writeAll(String name, boolean resume) throws IOException {
    try (PartedFilm film = open(name, resume)) {
      write(film, FRAMES);
      film.finish();
    }
  }

  private static void write(PartedFilm film, int end) throws IOException {
    List<Frame> frames = film();
    for (int i = (int) film.frames(); i < end && !film.isComplete(); i++) {
      film.write(frames.get(i));
      if ((i + 1) % PART == 0) {
        int done = i + 1;
        film.endPart(file -> Files.writeString(file, "after " + done));
      }
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"a.mp4, b.mp4", "a.mkv, b.mkv", "a.mov, b.mov", "a.webm, b.webm", "a.avi, b.avi"})
  void aFilmGoneOnWithIsTheFilm(String whole, String parted) throws IOException {
    writeAll(whole, false);
    for (int end : new int[] {1, 5, 6, 14, 15, 22, 23}) {
      writeUntil(parted, end, true);
    }
    writeAll(parted, true);
    assertThat(names()).containsExactly(whole, parted);
    if (!whole.endsWith("mkv") && !whole.endsWith("webm")) { // those hold a random number
      assertThat(folder.resolve(parted)).hasSameBinaryContentAs(folder.resolve(whole));
    }
    List<Frame> expected = Drawn.readAll(folder.resolve(whole).toString());
    List<Frame> frames = Drawn.readAll(folder.resolve(parted).toString());
    assertThat(frames).hasSize(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(frames.get(i).pixels()).as("frame %d", i).isEqualTo(expected.get(i).pixels());
      assertThat(frames.get(i).pts()).isEqualTo(expected.get(i).pts());
    }
  }

  @Test
  void timesAndTheLastDurationAreKept() throws IOException {
    writeUntil("a.mp4", 12, false);
    writeAll("a.mp4", true);
    try (FrameReader reader = Media.open(folder.resolve("a.mp4").toString())) {
      double unit = reader.info().timeBase().value();
      for (Frame expected : film()) {
        Frame frame = reader.read();
        assertThat(Math.round(1000 * frame.pts() * unit)).isEqualTo(expected.pts());
        if (expected.pts() == film().get(FRAMES - 1).pts()) {
          assertThat(Math.round(1000 * frame.duration() * unit)).isEqualTo(90);
        }
      }
    }
  }

  @Test
  void exactCodecsGiveBackEveryFrame() throws IOException {
    WriterOptions exact = options().withCodec(VideoCodec.FFV1);
    String spec = folder.resolve("a.mkv").toString();
    try (PartedFilm film = PartedFilm.open(spec, exact, PART, MAKING, false)) {
      write(film, 13);
    }
    try (PartedFilm film = PartedFilm.open(spec, exact, PART, MAKING, true)) {
      write(film, FRAMES);
      film.finish();
    }
    List<Frame> frames = Drawn.readAll(spec);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(frames.get(i).pixels()).as("frame %d", i).isEqualTo(film().get(i).pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fine/", "fine/f_%03d.png"})
  void picturesGoneOnWithAreThePictures(String name) throws IOException {
    for (int end : new int[] {3, 7, 22}) {
      writeUntil(name, end, true);
      if (end >= PART) {
        assertThat(Media.picturesIn(folder.resolve("fine"))).isEmpty();
      }
    }
    writeAll(name, true);
    try (Stream<Path> files = Files.list(folder.resolve("fine"))) {
      assertThat(files).hasSize(FRAMES).allMatch(file -> file.toString().endsWith(".png"));
    }
    List<Frame> frames = Drawn.readAll(folder.resolve("fine").toString());
    for (int i = 0; i < FRAMES; i++) {
      assertThat(frames.get(i).pixels()).as("frame %d", i).isEqualTo(film().get(i).pixels());
    }
  }

  /** What was ended while pictures were moved is gone on with there. */
  @Test
  void picturesOnTheirWayToTheirPlaceArriveOnce() throws IOException {
    Path fine = Files.createDirectory(folder.resolve("fine"));
    Pictures.write(Drawn.smooth(10, 10, 1), fine.resolve("000000.png"));
    Pictures.write(Drawn.smooth(10, 10, 1), fine.resolve("000099.png"));
    WriterOptions replacing = options().withOverwrite(true);
    String spec = fine.toString();
    Path blocked = Files.createDirectory(fine.resolve("000007.png"));
    try (PartedFilm film = PartedFilm.open(spec, replacing, PART, MAKING, false)) {
      write(film, FRAMES);
      assertThatThrownBy(film::finish).hasMessageContaining("000007.png: is a folder");
    }
    Files.delete(blocked);
    try (PartedFilm film = PartedFilm.open(spec, options(), PART, MAKING, true)) {
      assertThat(film.isComplete()).isTrue();
      film.finish();
    }
    assertThat(Drawn.readAll(spec)).hasSize(FRAMES).allMatch(frame -> frame.width() == 34);
  }

  @Test
  void thePartsSayHowFarTheyAreAndHowTheyWereMade() throws IOException {
    writeUntil("a.mp4", 13, false);
    assertThat(names()).containsExactly("a.mp4.parts");
    try (PartedFilm film = open("a.mp4", true)) {
      assertThat(film.frames()).isEqualTo(10);
      assertThat(film.making()).isEqualTo(MAKING);
      assertThat(film.state().orElseThrow()).hasContent("after 10");
      assertThat(film.isComplete()).isFalse();
    }
  }

  @Test
  void partsAreNotLostUnasked() throws IOException {
    writeUntil("a.mp4", 13, false);
    assertThatThrownBy(() -> open("a.mp4", false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder.resolve("a.mp4.parts")
                + ": holds 10 frames of an earlier run; --resume goes on, --overwrite begins anew");
    try (PartedFilm film = open("a.mp4", true)) {
      assertThat(film.frames()).isEqualTo(10);
    }
  }

  @Test
  void nothingIsLeftWhereNothingWasDone() throws IOException {
    writeUntil("a.mp4", 4, false);
    writeUntil("fine/%d.png", 4, false);
    assertThat(names()).isEmpty();
  }

  @Test
  void oneProcessWritesAtATime() throws IOException {
    try (PartedFilm first = open("a.mp4", false)) {
      write(first, 10);
      assertThatThrownBy(() -> open("a.mp4", true))
          .hasMessage(folder.resolve("a.mp4.parts") + ": is being written to by another process");
      write(first, FRAMES);
      first.finish();
    }
    assertThat(names()).containsExactly("a.mp4");
  }

  @Test
  void aDamagedPartIsNotPutIntoTheFilm() throws IOException {
    writeUntil("a.mp4", 13, false);
    Path part = folder.resolve("a.mp4.parts/000001.packets");
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);
    assertThatThrownBy(() -> writeAll("a.mp4", true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("000001.packets: damaged");
    assertThat(folder.resolve("a.mp4")).doesNotExist();
  }

  @Test
  void aFolderThatIsDeletedMeanwhileIsNamed() throws IOException {
    try (PartedFilm film = open("a.mp4", false)) {
      write(film, 10);
      for (String name :
          new String[] {
            "000000.packets", "000001.packets", "lock", "progress.properties", "state-000000010", ""
          }) {
        Files.delete(folder.resolve("a.mp4.parts").resolve(name));
      }
      assertThatThrownBy(
              () -> {
                write(film, FRAMES);
                film.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.mp4.parts")
          .hasMessageContaining("deleted");
    }
    assertThat(names()).isEmpty();
  }

  /** Killed between the last move and the end of the tidying up, after any of the deletions. */
  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "fine/"})
  void aFilmThatIsInItsPlaceIsDone(String name) throws IOException {
    Path parts = PartedFilm.folder(folder.resolve(name).toString(), null);
    var kept = new java.util.LinkedHashMap<Path, byte[]>();
    try (PartedFilm film = open(name, false)) {
      write(film, FRAMES);
      film.finish();
      try (Stream<Path> files = Files.walk(parts)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("lock")) {
            kept.put(file, Files.readAllBytes(file));
          }
        }
      }
    }
    assertThat(parts).doesNotExist();
    assertThat(kept).isNotEmpty();
    for (int deleted = 0; deleted < kept.size(); deleted++) {
      Files.createDirectories(parts);
      int i = 0;
      for (var file : kept.entrySet()) {
        if (i++ != deleted || file.getKey().endsWith("progress.properties")) {
          Files.createDirectories(file.getKey().getParent());
          Files.write(file.getKey(), file.getValue());
        }
      }
      assertThat(PartedFilm.isBegun(folder.resolve(name).toString(), null)).isFalse();
    }
    assertThat(Drawn.readAll(folder.resolve(name).toString())).hasSize(FRAMES);
  }

  /** Killed between the move and the note of it. */
  @Test
  void aFilmThatWasMovedIsNotMissed() throws IOException {
    Path parts = folder.resolve("a.mp4.parts");
    byte[] placing;
    try (PartedFilm film = open("a.mp4", false)) {
      write(film, FRAMES);
      film.finish();
      placing =
          Files.readString(parts.resolve("progress.properties"))
              .replace("PLACED", "PLACING")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    byte[] done = Files.readAllBytes(folder.resolve("a.mp4"));
    Files.createDirectory(parts);
    Files.write(parts.resolve("progress.properties"), placing);
    for (int i = 0; i < 5; i++) {
      Files.write(parts.resolve("%06d.packets".formatted(i)), new byte[1]);
    }
    try (PartedFilm film = open("a.mp4", true)) {
      assertThat(film.isComplete()).isTrue();
      film.finish();
    }
    assertThat(folder.resolve("a.mp4")).hasBinaryContent(done);
    assertThat(names()).containsExactly("a.mp4");
  }

  @Test
  void whatIsNotOursIsNotTouched() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("a.mp4.parts"));
    Path mine = Files.writeString(parts.resolve("take1.mov"), "mine");
    for (boolean resume : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open("a.mp4", resume))
          .hasMessage(parts + ": holds take1.mov, which is no part of a film; move it away");
    }
    assertThat(mine).hasContent("mine");
    Files.delete(mine);
    Files.delete(parts);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(parts, other);
    assertThatThrownBy(() -> open("a.mp4", true))
        .hasMessage(parts + ": is a link, must be a folder of parts or nothing");
    assertThat(other).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=../victim",
        "state=state-000000099",
        "frames=-1",
        "frames=many",
        "parts=99",
        "stage=EATING",
        "fact.width=wide",
        "frames"
      })
  void aDamagedNoteOfProgressIsNamed(String line) throws IOException {
    writeUntil("a.mp4", 13, false);
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path note = folder.resolve("a.mp4.parts/progress.properties");
    Files.writeString(note, Files.readString(note) + "\n" + line + "\n");
    assertThatThrownBy(() -> open("a.mp4", true))
        .isInstanceOf(IOException.class)
        .hasMessage(note + ": damaged; --overwrite begins anew");
    assertThat(victim).hasContent("precious");
    var replacing = options().withOverwrite(true);
    try (PartedFilm film =
        PartedFilm.open(folder.resolve("a.mp4").toString(), replacing, PART, MAKING, false)) {
      assertThat(film.frames()).isZero();
    }
  }

  @Test
  void aMissingPartIsNamedBeforeAnythingIsDone() throws IOException {
    writeUntil("a.mp4", 13, false);
    Path part = folder.resolve("a.mp4.parts/000000.packets");
    Files.delete(part);
    assertThatThrownBy(() -> open("a.mp4", true))
        .isInstanceOf(DamagedPartException.class)
        .hasMessageStartingWith(part + ": damaged or missing");
  }

  /** Whatever appears in the film's place while it is made stays. */
  @Test
  void whatHasComeMeanwhileIsNotReplaced() throws IOException {
    try (PartedFilm film = open("a.mp4", false)) {
      write(film, FRAMES);
      Files.writeString(folder.resolve("a.mp4"), "precious");
      assertThatThrownBy(film::finish).hasMessageContaining("exists already");
    }
    assertThat(folder.resolve("a.mp4")).hasContent("precious");
    Files.delete(folder.resolve("a.mp4"));
    try (PartedFilm film = open("a.mp4", true)) {
      film.finish();
    }
    assertThat(Drawn.readAll(folder.resolve("a.mp4").toString())).hasSize(FRAMES);
  }
}
