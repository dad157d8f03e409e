package org.perdura.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts of a video file: packets, each part by an encoder of its own, so that it stands alone. */
final class CodedParts implements PartContent {

  private final Path target;
  private final Path folder;
  private final WriterOptions options;
  private final FilmCoding coding;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final FilmClock clock;
  private int width;
  private int height;
  private int bits;
  private int part;
  private Encoder encoder;
  private PacketFile.Writer packets;

  /**
   * @param folder of the parts
   * @param progress how many there are already
   */
  CodedParts(
      Path target, Path folder, WriterOptions options, FilmCoding coding, PartProgress progress)
      throws IOException {
    this.target = target;
    this.folder = folder;
    this.options = options;
    this.coding = coding;
    part = progress.parts();
    for (int i = 0; i < part; i++) {
      if (!Files.isRegularFile(file(i))) {
        throw new DamagedPartException(file(i));
      }
    }
    width = (int) progress.fact("width", 0);
    height = (int) progress.fact("height", 0);
    bits = (int) progress.fact("bits", 0);
    clock =
        new FilmClock(
            target,
            options.source(),
            coding.timeBase(),
            progress.fact("last-pts", Long.MIN_VALUE),
            progress.fact("last-source-pts", Long.MIN_VALUE));
  }

  private Path file(int index) {
    return folder.resolve("%06d.packets".formatted(index));
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (width == 0) {
      width = frame.width();
      height = frame.height();
      bits = frame.bits();
    }
    if (encoder == null) {
      encoder = openEncoder();
      packets = new PacketFile.Writer(file(part));
    }
    encoder.requireLike(frame, width, height, bits);
    encoder.encode(frame, clock.next(frame), clock.duration(frame), packets::write);
  }

  private Encoder openEncoder() throws IOException {
    var lost = new ArrayList<String>();
    Encoder opened = coding.open(width, height, bits, coding.container().hasHeader(), lost);
    warnings.addAll(lost);
    return opened;
  }

  @Override
  public void endPart() throws IOException {
    encoder.finish(packets::write);
    packets.finish();
    closePart();
    part++;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "width", Integer.toString(width),
        "height", Integer.toString(height),
        "bits", Integer.toString(bits),
        "last-pts", Long.toString(clock.lastPts()),
        "last-source-pts", Long.toString(clock.lastSourcePts()));
  }

  /** Each stage can be gone through again after it was ended in the middle. */
  @Override
  public void join(PartStages stages, FrameCount listener) throws IOException {
    Path joined = folder.resolve(PartFolder.JOINED);
    if (stages.progress().stage() == PartProgress.Stage.COMPLETE) {
      PendingOutput.refuseExisting(target, stages.progress().overwrite());
      try {
        joinTo(joined, stages.progress().parts(), listener);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(joined); // it may be what fills the disk
        throw e;
      }
      PendingOutput.force(joined);
      stages.enter(PartProgress.Stage.PLACING);
    }
    if (Files.exists(joined)) { // else it was moved, and only that could not be noted any more
      PendingOutput.refuseExisting(target, stages.progress().overwrite());
      Files.move(
          joined, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      PendingOutput.forceFolder(target.toAbsolutePath().getParent());
    }
  }

  private void joinTo(Path joined, int parts, FrameCount listener) throws IOException {
    var lost = new ArrayList<String>();
    // The encoder is opened for what it tells of its packets, the same for every part.
    try (Encoder like = openEncoder();
        var muxer = new Muxer(target, coding.container(), joined)) {
      muxer.begin(like, width, height, options, lost);
      var frames = new long[1];
      for (int i = 0; i < parts; i++) {
        PacketFile.read(
            file(i),
            packet -> {
              muxer.write(packet);
              listener.at(++frames[0]);
            });
      }
      muxer.end();
    }
    warnings.addAll(lost);
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void closePart() throws IOException {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
    if (packets != null) {
      packets.close();
      packets = null;
    }
  }

  @Override
  public void close() throws IOException {
    closePart();
  }
}
