package org.perdura.media;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * Parts of a sequence of pictures: the pictures, which are moved to their place when all are there.
 */
final class PictureParts implements PartContent {

  private final PictureTarget target;
  private final Path pictures;
  private final Path old;
  private final WriterOptions options;
  private final List<Path> unforced = new ArrayList<>();
  private Encoder encoder;
  private long next;

  /**
   * @param folder of the parts
   * @param frames that are in them already
   */
  PictureParts(PictureTarget target, Path folder, WriterOptions options, long frames)
      throws IOException {
    this.target = target;
    this.options = options;
    pictures = folder.resolve(PartFolder.PICTURES);
    old = folder.resolve(PartFolder.OLD);
    next = frames;
    Files.createDirectories(pictures);
    // Those behind the last whole part are made anew, if the film still has them.
    for (long i = frames; Files.deleteIfExists(picture(i)); i++) {}
  }

  private Path picture(long index) {
    return pictures.resolve(target.fileName(index));
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (encoder == null) {
      encoder = SequenceWriter.encoder(target.path(), frame, options);
    } else {
      encoder.requireSize(frame);
    }
    encoder.encode(frame, next++, 1, this::save);
  }

  private void save(AVPacket packet) throws IOException {
    Path file = picture(packet.pts());
    SequenceWriter.save(packet, file, target.folder().resolve(file.getFileName()));
    unforced.add(file);
  }

  @Override
  public void endPart() throws IOException {
    encoder.finish(this::save);
    close();
    for (Path file : unforced) {
      PendingOutput.force(file);
    }
    unforced.clear();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  /** Each stage can be gone through again after it was ended in the middle. */
  @Override
  public void join(PartStages stages, FrameCount listener) throws IOException {
    if (stages.progress().stage() == PartProgress.Stage.COMPLETE) {
      makeRoom(stages.progress().overwrite());
      stages.enter(PartProgress.Stage.PLACING);
    }
    long placed = 0;
    for (Path file : PendingOutput.contents(pictures, name -> true)) {
      Path place = target.folder().resolve(file.getFileName());
      PendingOutput.refuseExisting(place, stages.progress().overwrite());
      move(file, place);
      listener.at(++placed);
    }
    PendingOutput.forceFolder(target.folder().toAbsolutePath());
  }

  private void makeRoom(boolean overwrite) throws IOException {
    if (!overwrite) {
      target.requireEmpty();
      return;
    }
    Files.createDirectories(old);
    Pattern replaced = target.pattern();
    for (Path file :
        PendingOutput.contents(target.folder(), name -> replaced.matcher(name).matches())) {
      PendingOutput.requireNoFolder(file);
      move(file, old.resolve(file.getFileName()));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw PendingOutput.explained(to, e);
    }
  }

  @Override
  public List<String> warnings() {
    return SequenceWriter.losses(target.path(), options.source());
  }

  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }
}
