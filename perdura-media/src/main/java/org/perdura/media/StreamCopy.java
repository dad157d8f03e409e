package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Carries sound, subtitles, chapters and tags from one file to another, packet by packet and
 * without decoding, in step with the video that is written beside them.
 */
final class StreamCopy implements AutoCloseable {

  private static final Rational MICROSECONDS = new Rational(1, AV_TIME_BASE);

  private final Path target;
  private final AVFormatContext input = new AVFormatContext(null);
  private final AVFormatContext output;
  private final AVPacket packet;
  private final CopiedStreams streams;
  private final Map<Integer, Long> lastDts = new HashMap<>();
  private final List<String> warnings;
  private ClockJumps jumps;
  private boolean pending;
  private boolean ended;

  /**
   * Adds a stream to {@code output} for each that its container can hold; others are warned of.
   *
   * @param video the stream of {@code output} that is coded anew; receives the source's tags
   */
  StreamCopy(
      Path source,
      Path target,
      FilmContainer container,
      AVFormatContext output,
      AVStream video,
      List<String> warnings)
      throws IOException {
    this.warnings = warnings;
    this.target = target;
    this.output = output;
    streams = new CopiedStreams(target, container, output, warnings);
    packet = Av.allocated(av_packet_alloc());
    try {
      VideoDecoder.openContainer(input, source, null);
      int film = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      for (int i = 0; i < input.nb_streams(); i++) {
        streams.add(input.streams(i));
      }
      ended = streams.isEmpty();
      // What is copied comes in time: video need not wait for the next subtitle, which FFmpeg
      // would do for ten seconds of it.
      output.max_interleave_delta(AV_TIME_BASE);
      output.metadata(SourceTags.ofFilm(input.metadata()));
      boolean cover =
          film >= 0 && (input.streams(film).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
      if (film >= 0 && !cover) {
        video.metadata(SourceTags.ofVideo(input.streams(film).metadata(), container));
        video.disposition(input.streams(film).disposition());
        followVideo(input.streams(film));
      }
      copyChapters(container);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void copyChapters(FilmContainer container) {
    if (input.nb_chapters() > 0 && !container.holdsChapters()) {
      warnings.add(target + ": cannot hold chapters, dropped; .mp4, .mov, .mkv would keep them");
      return;
    }
    boolean running = ClockJumps.possible(input) && input.start_time() != AV_NOPTS_VALUE;
    SourceTags.copyChapters(input, output, running ? input.start_time() * MICROSECONDS.value() : 0);
  }

  /** Where clocks jump, the video's packets are read along: the sound is shifted as they are. */
  private void followVideo(AVStream film) {
    if (!ended && ClockJumps.possible(input)) {
      film.discard(AVDISCARD_DEFAULT);
      jumps = new ClockJumps(film);
    }
  }

  /** Writes all packets that begin at or before a time. */
  void copyUntil(double seconds) throws IOException {
    streams.begin(packet);
    while (!ended) {
      if (!pending && !readNext()) {
        return;
      }
      AVStream from = input.streams(packet.stream_index());
      long time = packet.dts() != AV_NOPTS_VALUE ? packet.dts() : packet.pts();
      if (time != AV_NOPTS_VALUE
          && time * (double) from.time_base().num() / from.time_base().den() > seconds) {
        return;
      }
      pending = false;
      write(from, streams.of(packet.stream_index()));
    }
  }

  /** Writes the packet, or leaves it away if the container would refuse it. */
  private void write(AVStream from, CopiedStreams.Copied copied) throws IOException {
    AVStream to = copied.to();
    if (copied.conversion() != null && !copied.conversion().convert(packet)) {
      av_packet_unref(packet);
      return;
    }
    av_packet_rescale_ts(packet, from.time_base(), to.time_base());
    if (runsBackwards(to)) {
      warnOfLoss();
      av_packet_unref(packet);
      return;
    }
    packet.stream_index(to.index());
    packet.pos(-1);
    // Takes the packet over, whether it succeeds or not.
    Av.check(av_interleaved_write_frame(output, packet), target, "writing sound");
  }

  /** Whether the container would refuse the packet, and the film with it. */
  private boolean runsBackwards(AVStream to) {
    boolean subtitle = to.codecpar().codec_type() == AVMEDIA_TYPE_SUBTITLE;
    long last = lastDts.getOrDefault(to.index(), Long.MIN_VALUE);
    if (subtitle && packet.pts() != AV_NOPTS_VALUE) {
      // Several may well begin together; some containers want one after the other.
      boolean together = (output.oformat().flags() & AVFMT_TS_NONSTRICT) != 0;
      long first = last == Long.MIN_VALUE || together ? last : last + 1;
      packet.dts(Math.max(packet.pts(), first)).pts(packet.dts());
    } else if (packet.dts() == AV_NOPTS_VALUE || packet.dts() <= last) {
      return true;
    }
    lastDts.put(to.index(), packet.dts());
    return false;
  }

  private void warnOfLoss() {
    String line = target + ": the sound's time stamps run backwards; parts are left out";
    if (!warnings.contains(line)) {
      warnings.add(line);
    }
  }

  void copyRest() throws IOException {
    copyUntil(Double.POSITIVE_INFINITY);
  }

  private boolean readNext() {
    while (true) {
      int result = av_read_frame(input, packet);
      if (result == AVERROR_EAGAIN()) {
        continue;
      }
      if (result < 0) {
        // Damage ends the sound as it ends the picture; the reader has warned of it.
        ended = true;
        return false;
      }
      if (jumps != null) {
        jumps.straighten(packet, input.streams(packet.stream_index()));
      }
      if (streams.of(packet.stream_index()) != null) {
        shift(input.streams(packet.stream_index()));
        pending = true;
        return true;
      }
      av_packet_unref(packet);
    }
  }

  /** The same shift as {@link FilmReader} makes, so that sound and picture stay together. */
  private void shift(AVStream stream) {
    long offset = startOffset(input, stream);
    if (packet.pts() != AV_NOPTS_VALUE) {
      packet.pts(packet.pts() - offset);
    }
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() - offset);
    }
  }

  /**
   * Where a running clock stood at the beginning, in the stream's units; 0 for other containers.
   */
  static long startOffset(AVFormatContext format, AVStream stream) {
    boolean runningClock = ClockJumps.possible(format);
    long start = format.start_time();
    if (!runningClock || start == AV_NOPTS_VALUE) {
      return 0;
    }
    return Av.rescale(start, MICROSECONDS, Av.rational(stream.time_base(), MICROSECONDS));
  }

  @Override
  public void close() {
    if (!input.isNull()) {
      avformat_close_input(input);
      input.setNull();
    }
    streams.close();
    av_packet_free(packet);
  }
}
