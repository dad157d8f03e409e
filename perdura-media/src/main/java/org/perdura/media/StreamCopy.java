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
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * Carries sound and subtitles from one file to another, packet by packet and without decoding, in
 * step with the video that is written beside them.
 */
final class StreamCopy implements AutoCloseable {

  private static final Rational MICROSECONDS = new Rational(1, AV_TIME_BASE);

  private final Path target;
  private final AVFormatContext input = new AVFormatContext(null);
  private final AVFormatContext output;
  private final AVPacket packet;
  private final Map<Integer, Integer> outputIndex = new HashMap<>();
  private final Map<Integer, Long> lastDts = new HashMap<>();
  private final List<String> warnings;
  private ClockJumps jumps;
  private boolean pending;
  private boolean ended;

  /** Adds a stream to {@code output} for each that its container can hold; others are warned of. */
  StreamCopy(Path source, Path target, AVFormatContext output, List<String> warnings)
      throws IOException {
    this.warnings = warnings;
    this.target = target;
    this.output = output;
    packet = Av.allocated(av_packet_alloc());
    try {
      VideoDecoder.openContainer(input, source, null);
      for (int i = 0; i < input.nb_streams(); i++) {
        addStream(input.streams(i), warnings);
      }
      ended = outputIndex.isEmpty();
      followVideo();
      copyTags();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void addStream(AVStream stream, List<String> warnings) throws IOException {
    AVCodecParameters parameters = stream.codecpar();
    int type = parameters.codec_type();
    boolean wanted = type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_SUBTITLE;
    if (wanted && !fits(parameters.codec_id())) {
      wanted = false;
      warnings.add(
          "%s: cannot hold %s %s, dropped"
              .formatted(
                  target,
                  avcodec_get_name(parameters.codec_id()).getString(),
                  type == AVMEDIA_TYPE_AUDIO ? "sound" : "subtitles"));
    }
    if (!wanted) {
      stream.discard(AVDISCARD_ALL);
      return;
    }
    AVStream copy = Av.allocated(avformat_new_stream(output, null));
    Av.check(avcodec_parameters_copy(copy.codecpar(), parameters), target, "copying a stream");
    // The tag is the other container's; this one has its own.
    copy.codecpar().codec_tag(0);
    copy.time_base(stream.time_base());
    copy.disposition(stream.disposition());
    var tags = new AVDictionary(null);
    av_dict_copy(tags, stream.metadata(), 0);
    copy.metadata(tags);
    outputIndex.put(stream.index(), copy.index());
  }

  /** Where clocks jump, the video's packets are read along: the sound is shifted as they are. */
  private void followVideo() {
    int video = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (!ended && video >= 0 && ClockJumps.possible(input)) {
      input.streams(video).discard(AVDISCARD_DEFAULT);
      jumps = new ClockJumps(input.streams(video));
    }
  }

  private boolean fits(int codec) {
    return avformat_query_codec(output.oformat(), codec, FF_COMPLIANCE_NORMAL) == 1;
  }

  /** Title, date and the like; not what describes the other container. */
  private void copyTags() {
    var tags = new AVDictionary(null);
    av_dict_copy(tags, input.metadata(), 0);
    for (String own :
        List.of("major_brand", "minor_version", "compatible_brands", "encoder", "DURATION")) {
      av_dict_set(tags, own, null, 0);
    }
    output.metadata(tags);
  }

  /** Writes all packets that begin at or before a time. */
  void copyUntil(double seconds) throws IOException {
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
      AVStream to = output.streams(outputIndex.get(packet.stream_index()));
      av_packet_rescale_ts(packet, from.time_base(), to.time_base());
      if (runsBackwards(to.index())) {
        warnOfLoss();
        av_packet_unref(packet);
        pending = false;
        continue;
      }
      packet.stream_index(to.index());
      packet.pos(-1);
      pending = false;
      // Takes the packet over, whether it succeeds or not.
      Av.check(av_interleaved_write_frame(output, packet), target, "writing sound");
    }
  }

  /** Whether the container would refuse the packet, and the film with it. */
  private boolean runsBackwards(int stream) {
    long last = lastDts.getOrDefault(stream, Long.MIN_VALUE);
    if (packet.dts() == AV_NOPTS_VALUE || packet.dts() <= last) {
      return true;
    }
    lastDts.put(stream, packet.dts());
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
      if (outputIndex.containsKey(packet.stream_index())) {
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
    av_packet_free(packet);
  }
}
