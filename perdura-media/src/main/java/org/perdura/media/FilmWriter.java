package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/**
 * A video file being written. Where the codec takes even sizes only, the last column or row is
 * doubled and the container told to crop it away again (MP4, MOV and Matroska can; in AVI it
 * stays).
 */
final class FilmWriter implements FrameWriter {

  private final Path target;
  private final FilmContainer container;
  private VideoCodec videoCodec;
  private final WriterOptions options;
  private final PendingOutput pending;
  private final List<String> warnings = new ArrayList<>();
  private final AVFormatContext output = new AVFormatContext(null);
  private Encoder encoder;
  private AVStream stream;
  private StreamCopy copy;
  private long written;
  private Rational timeBase;
  private boolean finished;
  private long lastPts;
  private long lastSourcePts;

  FilmWriter(Path target, WriterOptions options) throws IOException {
    this.target = target;
    this.options = options;
    Av.load();
    container = FilmContainer.of(target);
    videoCodec = options.codec() != null ? options.codec() : container.usualCodec();
    videoCodec.requireThere();
    container.requireFit(target, videoCodec);
    pending = PendingOutput.file(target, options.overwrite());
  }

  private void start(Frame frame) throws IOException {
    VideoInfo source = options.source();
    // AVI has no time stamps, only a rate.
    timeBase = container == FilmContainer.AVI ? source.frameRate().inverse() : source.timeBase();
    Av.check(
        avformat_alloc_output_context2(output, null, container.muxer(), Av.url(pending.path())),
        target,
        "creating the container");
    chooseCodec(frame);
    encoder = openEncoder(frame, videoCodec);
    stream = Av.allocated(avformat_new_stream(output, null));
    Av.check(
        avcodec_parameters_from_context(stream.codecpar(), encoder.codec()),
        target,
        "describing the stream");
    Av.set(stream.time_base(), timeBase);
    Av.set(stream.avg_frame_rate(), source.frameRate());
    Av.set(stream.sample_aspect_ratio(), source.sampleAspect());
    crop(
        stream.codecpar(),
        stream.codecpar().width() - frame.width(),
        stream.codecpar().height() - frame.height());
    if (options.audioFrom() != null) {
      copy = new StreamCopy(options.audioFrom(), target, output, warnings);
    }
    writeHeader();
  }

  /** A codec that was not asked for by name makes way if it cannot hold the frames. */
  private void chooseCodec(Frame frame) throws IOException {
    Chroma chroma = chroma();
    boolean fits = videoCodec.takes(frame.width(), frame.height());
    if (options.codec() == null && !fits) {
      instead(
          container.codecForLargeFrames(),
          "frames of %dx%d are too large for %s"
              .formatted(frame.width(), frame.height(), videoCodec.label()));
    } else if (!fits) {
      throw new IOException(
          "%s: %s does not take frames of %dx%d, at most some 4096x2304"
              .formatted(target, videoCodec.label(), frame.width(), frame.height()));
    } else if (options.codec() == null && chroma == Chroma.YUV444 && !videoCodec.keeps(chroma)) {
      VideoCodec other = container.codecForFullChroma();
      if (other != videoCodec) {
        instead(other, "%s has no %s colour".formatted(videoCodec.label(), chroma));
      }
    }
    if (!videoCodec.keeps(chroma)) {
      warnings.add(
          "%s: %s has no %s colour, coded as %s"
              .formatted(target, videoCodec.label(), chroma, Chroma.YUV420));
    }
  }

  private void instead(VideoCodec other, String reason) {
    warnings.add("%s: %s, coded as %s".formatted(target, reason, other.label()));
    videoCodec = other;
  }

  /** Of pictures, which have no coding to be kept, films are made as is usual. */
  private Chroma chroma() {
    ColorCoding color = options.source().color();
    return color.isRgb() ? Chroma.YUV420 : color.chroma();
  }

  private Encoder openEncoder(Frame frame, VideoCodec codec) throws IOException {
    VideoInfo source = options.source();
    boolean even = codec.needsEvenSizes();
    var format =
        new Encoder.Format(
            even ? frame.width() + frame.width() % 2 : frame.width(),
            even ? frame.height() + frame.height() % 2 : frame.height(),
            frame.bits(),
            timeBase,
            source.frameRate(),
            source.sampleAspect(),
            source.color());
    return new Encoder(
        target,
        codec.profile(options.quality(), frame.bits(), chroma()),
        format,
        options.threads(),
        (output.oformat().flags() & AVFMT_GLOBALHEADER) != 0);
  }

  private void writeHeader() throws IOException {
    var io = new AVIOContext(null);
    Av.check(avio_open(io, Av.url(pending.path()), AVIO_FLAG_WRITE), target, "opening");
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

  /** Tells the container how many columns at the right and rows at the bottom are not shown. */
  private void crop(AVCodecParameters parameters, int right, int bottom) throws IOException {
    if (right == 0 && bottom == 0) {
      return;
    }
    var sides = new byte[4 * Integer.BYTES];
    ByteBuffer.wrap(sides)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .put(new int[] {0, bottom, 0, right});
    var list = new AVPacketSideData(parameters.coded_side_data());
    int[] count = {parameters.nb_coded_side_data()};
    AVPacketSideData added =
        Av.allocated(
            av_packet_side_data_new(list, count, AV_PKT_DATA_FRAME_CROPPING, sides.length, 0));
    new BytePointer(added.data()).put(sides);
    parameters.coded_side_data(list);
    parameters.nb_coded_side_data(count[0]);
  }

  @Override
  public void write(Frame frame) throws IOException {
    if (finished) {
      throw new IllegalStateException(target + ": is finished");
    }
    if (encoder == null) {
      start(frame);
    } else {
      requireNext(frame);
    }
    long pts = rescaled(frame.pts());
    if (written > 0 && pts <= lastPts) {
      // Two frames nearer to each other than the container can say.
      pts = lastPts + 1;
    }
    lastPts = pts;
    lastSourcePts = frame.pts();
    encoder.encode(frame, pts, duration(frame), this::writePacket);
    written++;
  }

  private void requireNext(Frame frame) {
    if (frame.pts() <= lastSourcePts) {
      throw new IllegalArgumentException(
          "%s: pts %d after %d, must be above".formatted(target, frame.pts(), lastSourcePts));
    }
    encoder.requireSize(frame);
  }

  private long rescaled(long time) {
    return Av.rescale(time, options.source().timeBase(), timeBase);
  }

  private long duration(Frame frame) {
    long given = rescaled(frame.duration());
    return given > 0
        ? given
        : Math.max(1, Av.rescale(1, options.source().frameRate().inverse(), timeBase));
  }

  private void writePacket(AVPacket packet) throws IOException {
    if (copy != null) {
      copy.copyUntil(packet.dts() * timeBase.value());
    }
    av_packet_rescale_ts(packet, encoder.codec().time_base(), stream.time_base());
    packet.stream_index(stream.index());
    Av.check(av_interleaved_write_frame(output, packet), target, "writing");
    checkDisk();
  }

  /** Errors of buffered writing show only here. */
  private void checkDisk() throws IOException {
    Av.check(output.pb().error(), target, "writing");
  }

  @Override
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    if (encoder == null) {
      throw new IOException(target + ": no frame was written");
    }
    encoder.finish(this::writePacket);
    if (copy != null) {
      copy.copyRest();
    }
    Av.check(av_write_trailer(output), target, "writing the end");
    checkDisk();
    AVIOContext io = output.pb();
    int closed = avio_closep(io);
    output.pb(null);
    Av.check(closed, target, "writing the end");
    pending.commit();
    finished = true;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    finished = true;
    if (encoder != null) {
      encoder.close();
    }
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
    pending.close();
  }
}
