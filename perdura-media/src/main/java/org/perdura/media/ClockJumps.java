package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_SUBTITLE;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avformat;

/**
 * Joins the pieces of a transport or program stream whose clock jumps, as where recordings were put
 * one behind the other: after a jump, time goes on where the last packet ended.
 *
 * <p>The video says by how much a jump shifts all streams, so that they stay together; a stream
 * that reaches the jump before the video takes its own measure until then. The picture's reader and
 * the copying of sound see the same packets of the video, and so shift alike.
 */
final class ClockJumps {

  /** Packets of broken muxers go back a little without a jump; the least that counts. */
  private static final Rational LEAST_BACKWARD = new Rational(1, 10);

  /**
   * A gap of so many seconds is none: FFmpeg shows a jump to before the beginning as one forward by
   * what is left of the clock's 26 hours.
   */
  private static final Rational LEAST_FORWARD = new Rational(3600, 1);

  /** One stream's way along its clock, in its own units. */
  private static final class Clock {
    private long last = AV_NOPTS_VALUE;
    private long duration;
    private int jumps;
  }

  private final int video;
  private final Rational unit;
  private final Map<Integer, Clock> clocks = new HashMap<>();

  /** What is added after so many jumps, in units of the video. */
  private final List<Long> shifts = new ArrayList<>(List.of(0L));

  ClockJumps(AVStream video) {
    this.video = video.index();
    this.unit = Av.rational(video.time_base(), new Rational(1, 90000));
  }

  /** Whether the clock of such a container runs on its own and can jump. */
  static boolean possible(org.bytedeco.ffmpeg.avformat.AVFormatContext format) {
    return (format.iformat().flags() & avformat.AVFMT_TS_DISCONT) != 0;
  }

  /** How often the video's clock has jumped so far. */
  int count() {
    return clock(video).jumps;
  }

  private Clock clock(int stream) {
    return clocks.computeIfAbsent(stream, any -> new Clock());
  }

  /** Shifts the packet's times; packets come in the order of the file. */
  void straighten(AVPacket packet, AVStream stream) {
    Rational own = Av.rational(stream.time_base(), unit);
    Clock clock = clock(stream.index());
    if (stream.codecpar().codec_type() == AVMEDIA_TYPE_SUBTITLE) {
      clock.jumps = count(); // their gaps say nothing
    } else if (packet.dts() != AV_NOPTS_VALUE) {
      follow(clock, packet, stream, own);
    }
    long shift = Av.rescale(shifts.get(clock.jumps), unit, own);
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() + shift);
    }
    if (packet.pts() != AV_NOPTS_VALUE) {
      packet.pts(packet.pts() + shift);
    }
  }

  private void follow(Clock clock, AVPacket packet, AVStream stream, Rational own) {
    long dts = packet.dts();
    if (clock.last != AV_NOPTS_VALUE && jumped(dts - clock.last, own)) {
      long back = Av.rescale(clock.last + clock.duration - dts, own, unit);
      jump(clock, back, stream.index() == video);
    }
    clock.last = dts;
    clock.duration = packet.duration() > 0 ? packet.duration() : nominal(stream, own);
  }

  private static boolean jumped(long step, Rational own) {
    return step < -Av.rescale(1, LEAST_BACKWARD, own) || step > Av.rescale(1, LEAST_FORWARD, own);
  }

  private void jump(Clock clock, long back, boolean decides) {
    long shift = shifts.get(clock.jumps) + back;
    clock.jumps++;
    if (clock.jumps == shifts.size()) {
      shifts.add(shift);
    } else if (decides) {
      long correction = shift - shifts.get(clock.jumps);
      for (int i = clock.jumps; i < shifts.size(); i++) {
        shifts.set(i, shifts.get(i) + correction);
      }
    }
  }

  private static long nominal(AVStream stream, Rational own) {
    Rational rate = Av.rational(stream.avg_frame_rate(), new Rational(25, 1));
    return Math.max(1, Av.rescale(Math.round(1e6 / rate.value()), new Rational(1, 1_000_000), own));
  }
}
