package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * A video file, read frame by frame. Frames come upright and cropped as the file asks for; times
 * are those of the file, except that transport and program streams, whose clocks start anywhere,
 * are moved to begin near 0 and go on without a gap where they jump.
 */
final class FilmReader implements FrameReader {

  private static final Rational ANY_RATE = new Rational(25, 1);
  private static final Rational SQUARE = new Rational(1, 1);

  private final Path file;
  private final VideoDecoder decoder;
  private final ToRgb toRgb;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final VideoInfo info;
  private final Orientation orientation;
  private final int[] crop;
  private final long startOffset;
  private final long sizeAtFirst;
  private final int storedWidth;
  private final int storedHeight;
  private AVFrame pending;
  private long delivered;
  private long damagedFrames;
  private long nextPts;
  private long lastPts;
  private long longestStep;
  private long firstPts;
  private boolean ended;
  private String shortfall = "";

  /**
   * @param demuxer FFmpeg's name of the container, or null to find it out
   */
  FilmReader(Path file, String demuxer, int threads) throws IOException {
    this.file = file;
    sizeAtFirst = Files.size(file);
    toRgb = new ToRgb(file);
    decoder = new VideoDecoder(file, demuxer, threads);
    try {
      // Orientation, range and bits are only certain once a frame is there.
      pending = decoder.next();
      if (pending == null) {
        throw new IOException(
            demuxer == null
                ? file + ": not one frame could be decoded"
                : file + ": not a whole picture: damaged, or still being written");
      }
      AVStream stream = decoder.stream();
      crop = crop(stream);
      orientation = orientation(stream, pending);
      startOffset = StreamCopy.startOffset(decoder.format(), stream);
      storedWidth = pending.width();
      storedHeight = pending.height();
      info = info(stream, pending);
      warnAbout(pending);
    } catch (IOException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private VideoInfo info(AVStream stream, AVFrame first) {
    int width = storedWidth - crop[2] - crop[3];
    int height = storedHeight - crop[0] - crop[1];
    Rational timeBase = Av.rational(stream.time_base(), new Rational(1, 1000));
    Rational rate = Av.rational(av_guess_frame_rate(decoder.format(), stream, null), ANY_RATE);
    Rational aspect =
        Av.rational(av_guess_sample_aspect_ratio(decoder.format(), stream, first), SQUARE);
    boolean turned = orientation.swapsSides();
    if (turned) {
      aspect = aspect.inverse();
    }
    return new VideoInfo(
        turned ? height : width,
        turned ? width : height,
        ToRgb.bits(first),
        timeBase,
        rate,
        expectedFrames(stream, timeBase, rate),
        ToRgb.coding(first),
        aspect,
        ToRgb.depth(first),
        hasAlpha(first),
        ColorNotes.of(stream.codecpar(), first));
  }

  /** What is decoded from a palette has alpha always, and hardly any uses it. */
  private boolean hasAlpha(AVFrame first) {
    boolean palette =
        first.format() == AV_PIX_FMT_PAL8
            || decoder.stream().codecpar().codec_id() == AV_CODEC_ID_GIF;
    return AlphaPlane.isIn(first.format())
        && (!palette || AlphaPlane.read(first, crop, Byte.SIZE) != null);
  }

  private long expectedFrames(AVStream stream, Rational timeBase, Rational rate) {
    if (stream.nb_frames() > 0) {
      return stream.nb_frames();
    }
    double seconds = seconds(stream, timeBase);
    return Double.isNaN(seconds) || seconds <= 0 ? -1 : Math.round(seconds * rate.value());
  }

  /**
   * From the first frame's beginning to the last one's end, as the file says; NaN where unknown.
   */
  private double seconds(AVStream stream, Rational timeBase) {
    double seconds = streamSeconds(stream, timeBase);
    if (Double.isNaN(seconds) && decoder.format().duration() != AV_NOPTS_VALUE) {
      seconds = decoder.format().duration() / (double) AV_TIME_BASE;
    }
    return seconds;
  }

  /** The length of the video stream alone, which Matroska notes as a tag; NaN where unknown. */
  private static double streamSeconds(AVStream stream, Rational timeBase) {
    if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
      return stream.duration() * timeBase.value();
    }
    AVDictionaryEntry tag = av_dict_get(stream.metadata(), "DURATION", null, 0);
    if (tag == null) {
      return Double.NaN;
    }
    // The tag says when the stream ends, on a clock on which it need not begin at 0.
    double start = stream.start_time() == AV_NOPTS_VALUE ? 0 : stream.start_time();
    String[] parts = tag.value().getString().split(":", -1);
    try {
      return Integer.parseInt(parts[0]) * 3600
          + Integer.parseInt(parts[1]) * 60
          + Double.parseDouble(parts[2])
          - start * timeBase.value();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Double.NaN;
    }
  }

  /** Pixels to leave away at the top, bottom, left and right, as the container asks for. */
  private static int[] crop(AVStream stream) {
    byte[] data = sideData(stream, AV_PKT_DATA_FRAME_CROPPING, 16);
    if (data == null) {
      return new int[4];
    }
    var sides = new int[4];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(sides);
    return sides;
  }

  private Orientation orientation(AVStream stream, AVFrame first) {
    int[] matrix = displayMatrix(stream, first);
    if (matrix == null) {
      return Orientation.UPRIGHT;
    }
    Orientation turn = Orientation.ofDisplayMatrix(matrix);
    if (turn == null) {
      warn("is turned by no quarter of a circle: left as stored");
      return Orientation.UPRIGHT;
    }
    return turn;
  }

  private static int[] displayMatrix(AVStream stream, AVFrame first) {
    AVFrameSideData ofFrame = av_frame_get_side_data(first, AV_FRAME_DATA_DISPLAYMATRIX);
    var matrix = new int[9];
    if (ofFrame != null) {
      new IntPointer(ofFrame.data()).get(matrix);
      return matrix;
    }
    byte[] data = sideData(stream, AV_PKT_DATA_DISPLAYMATRIX, 36);
    if (data == null) {
      return null;
    }
    ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()).asIntBuffer().get(matrix);
    return matrix;
  }

  private static byte[] sideData(AVStream stream, int type, int size) {
    AVPacketSideData found =
        av_packet_side_data_get(
            stream.codecpar().coded_side_data(), stream.codecpar().nb_coded_side_data(), type);
    if (found == null || found.size() < size) {
      return null;
    }
    var data = new byte[size];
    new BytePointer(found.data()).get(data);
    return data;
  }

  private void warnAbout(AVFrame first) {
    if (filmsIn(decoder.format()) > 1) {
      warn("has several video streams: only one is read");
    }
    if ((first.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0) {
      warn("is interlaced: its fields are treated as whole frames");
    }
  }

  private static int filmsIn(AVFormatContext format) {
    int count = 0;
    for (int i = 0; i < format.nb_streams(); i++) {
      boolean cover = (format.streams(i).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
      boolean film = format.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_VIDEO && !cover;
      count += film ? 1 : 0;
    }
    return count;
  }

  private void warn(String what) {
    warnings.add(file + ": " + what);
  }

  @Override
  public VideoInfo info() {
    return info;
  }

  @Override
  public Frame read() throws IOException {
    if (ended) {
      return null;
    }
    AVFrame frame = pending != null ? pending : decoder.next();
    pending = null;
    if (frame == null) {
      ended = true;
      warnAboutJumps();
      warnAboutDamage();
      lookForGrowth();
      return null;
    }
    if (frame.width() != storedWidth || frame.height() != storedHeight) {
      throw new IOException(
          "%s: frame %d is %dx%d, but the film began with %dx%d"
              .formatted(
                  file, delivered, frame.width(), frame.height(), storedWidth, storedHeight));
    }
    if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
      damagedFrames++;
    }
    int sample = info.bits() / 8;
    byte[] pixels = upright(toRgb.convert(frame, crop), Frame.CHANNELS * sample);
    byte[] alpha = info.alpha() ? AlphaPlane.read(frame, crop, info.bits()) : null;
    if (alpha != null) {
      alpha = upright(alpha, sample);
    }
    long duration = duration(frame);
    long pts = pts(frame);
    nextPts = pts + duration;
    delivered++;
    return new Frame(info.width(), info.height(), info.bits(), pixels, alpha, pts, duration);
  }

  /**
   * @param size bytes a pixel
   */
  private byte[] upright(byte[] stored, int size) {
    boolean turned = orientation.swapsSides();
    return orientation.apply(
        stored, turned ? info.height() : info.width(), turned ? info.width() : info.height(), size);
  }

  private long duration(AVFrame frame) {
    if (frame.duration() > 0) {
      return frame.duration();
    }
    var frameTime = info.frameRate().inverse();
    return Math.max(1, Av.rescale(1, frameTime, info.timeBase()));
  }

  private long pts(AVFrame frame) {
    long given = frame.best_effort_timestamp();
    long pts = given == AV_NOPTS_VALUE ? nextPts : given - startOffset;
    if (delivered > 0 && pts <= lastPts) {
      warn("its time stamps run backwards: straightened");
      pts = lastPts + 1;
    }
    if (delivered == 0) {
      firstPts = pts;
    } else {
      longestStep = Math.max(longestStep, pts - lastPts);
    }
    lastPts = pts;
    return pts;
  }

  private void warnAboutJumps() {
    int jumps = decoder.clockJumps();
    if (jumps > 0) {
      String times = jumps == 1 ? "once" : jumps + " times";
      warn("its clock jumps " + times + ": joined without a gap");
    }
  }

  private void warnAboutDamage() {
    // MP4 counts its packets; elsewhere the number is estimated, or counts frames left empty.
    long counted = isMp4() ? decoder.stream().nb_frames() : 0;
    if (counted > 0 && decoder.packets() < counted) {
      fallShort("ends early after %d of %d frames".formatted(delivered, info.frames()));
    } else if (counted <= 0 && endsBeforeItsTime()) {
      double there = (nextPts - firstPts) * info.timeBase().value();
      double promised = seconds(decoder.stream(), info.timeBase());
      fallShort("ends early after %.1f of %.1f seconds".formatted(there, promised));
    } else if (!decoder.brokenBy().isEmpty()) {
      fallShort("ends early after %d frames (%s)".formatted(delivered, decoder.brokenBy()));
    } else if (damagedFrames + decoder.damagedPackets() > 0) {
      warn((damagedFrames + decoder.damagedPackets()) + " frames are damaged");
    }
  }

  private void fallShort(String how) {
    warn(how);
    shortfall = file + ": " + how;
  }

  /** A recorder or a copy at work: what was read is not all, or not the film that it was. */
  private void lookForGrowth() throws IOException {
    if (!Files.exists(file)) {
      fallShort("was moved or deleted while it was read");
      return;
    }
    long size = Files.size(file);
    if (size > sizeAtFirst) {
      fallShort(
          "is still being written: it grew from %d to %d bytes while it was read"
              .formatted(sizeAtFirst, size));
    } else if (size < sizeAtFirst) {
      fallShort(
          "was changed while it was read: it has %d bytes, and had %d"
              .formatted(size, sizeAtFirst));
    }
  }

  /**
   * By the clock, as frames of irregular films cannot be counted beforehand. The last frame may be
   * meant to stay: not longer, though, than others did.
   */
  private boolean endsBeforeItsTime() {
    double promised = seconds(decoder.stream(), info.timeBase());
    double missing = promised - (nextPts - firstPts) * info.timeBase().value();
    return missing > 0.1 * promised && missing > 2 * longestStep * info.timeBase().value();
  }

  private boolean isMp4() {
    return decoder.format().iformat().name().getString().contains("mp4");
  }

  @Override
  public String shortfall() {
    return shortfall;
  }

  @Override
  public List<String> warnings() {
    return new ArrayList<>(warnings);
  }

  @Override
  public void close() {
    ended = true;
    toRgb.close();
    decoder.close();
  }
}
