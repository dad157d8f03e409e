package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Puts coded pictures, and what is copied from another film, into a container. */
final class Muxer implements AutoCloseable {

  private final Path target;
  private final FilmContainer container;
  private final Path file;
  private final AVFormatContext output = new AVFormatContext(null);
  private AVStream stream;
  private Rational timeBase;
  private AVRational packetTime;
  private StreamCopy copy;

  /**
   * @param target for messages
   * @param file that is written
   */
  Muxer(Path target, FilmContainer container, Path file) throws IOException {
    this.target = target;
    this.container = container;
    this.file = file;
    Av.check(
        avformat_alloc_output_context2(output, null, container.muxer(), Av.url(file)),
        target,
        "creating the container");
  }

  /**
   * Writes the header.
   *
   * @param encoder of the packets to come, in its time base
   * @param width of the frames that are shown, which may be one less than what is coded
   * @param warnings receives a line for each thing that the container cannot hold
   */
  void begin(Encoder encoder, int width, int height, WriterOptions options, List<String> warnings)
      throws IOException {
    stream = Av.allocated(avformat_new_stream(output, null));
    Av.check(
        avcodec_parameters_from_context(stream.codecpar(), encoder.codec()),
        target,
        "describing the stream");
    timeBase = Av.rational(encoder.codec().time_base(), null);
    packetTime = new AVRational();
    Av.set(packetTime, timeBase);
    Av.set(stream.time_base(), timeBase);
    Av.set(stream.avg_frame_rate(), options.source().frameRate());
    Av.set(stream.sample_aspect_ratio(), options.source().sampleAspect());
    crop(stream.codecpar(), stream.codecpar().width() - width, stream.codecpar().height() - height);
    options.source().notes().describe(stream.codecpar());
    if (options.audioFrom() != null) {
      copy = new StreamCopy(options.audioFrom(), target, container, output, stream, warnings);
    }
    writeHeader();
  }

  /** Tells the container how many columns at the right and rows at the bottom are not shown. */
  private static void crop(AVCodecParameters parameters, int right, int bottom) {
    if (right == 0 && bottom == 0) {
      return;
    }
    var sides = new byte[4 * Integer.BYTES];
    ByteBuffer.wrap(sides)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(new int[] {0, bottom, 0, right});
    ColorNotes.addTo(parameters, AV_PKT_DATA_FRAME_CROPPING, sides);
  }

  private void writeHeader() throws IOException {
    var io = new AVIOContext(null);
    Av.check(avio_open(io, Av.url(file), AVIO_FLAG_WRITE), target, "opening");
    output.pb(io);
    var muxing = new AVDictionary(null);
    try {
      if (container.hasTimescale()) {
        av_dict_set(muxing, "video_track_timescale", Integer.toString(timeBase.denominator()), 0);
        // Players on the web can begin before they have the whole file.
        av_dict_set(muxing, "movflags", "+faststart", 0);
      }
      Av.check(avformat_write_header(output, muxing), target, "writing the header");
    } finally {
      av_dict_free(muxing);
    }
  }

  /** Writes one packet, and what is copied up to its time; its contents go with it. */
  void write(AVPacket packet) throws IOException {
    if (copy != null) {
      copy.copyUntil(packet.dts() * timeBase.value());
    }
    av_packet_rescale_ts(packet, packetTime, stream.time_base());
    packet.stream_index(stream.index());
    Av.check(av_interleaved_write_frame(output, packet), target, "writing");
    checkDisk();
  }

  /** Errors of buffered writing show only here. */
  private void checkDisk() throws IOException {
    Av.check(output.pb().error(), target, "writing");
  }

  /** Writes the rest of what is copied, and the end. */
  void end() throws IOException {
    if (copy != null) {
      copy.copyRest();
    }
    Av.check(av_write_trailer(output), target, "writing the end");
    checkDisk();
    AVIOContext io = output.pb();
    int closed = avio_closep(io);
    output.pb(null);
    Av.check(closed, target, "writing the end");
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
    if (!output.isNull()) {
      if (output.pb() != null) {
        avio_closep(output.pb());
        output.pb(null);
      }
      avformat_free_context(output);
      output.setNull();
    }
  }
}
