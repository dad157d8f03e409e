package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One of FFmpeg's encoders at work: frames in, packets out. */
final class Encoder implements AutoCloseable {

  /** Takes each packet as it comes; the packet is only valid during the call. */
  interface PacketSink {
    void accept(AVPacket packet) throws IOException;
  }

  /**
   * What is encoded.
   *
   * @param width of the coded picture, which may be one more than that of the frames
   * @param timeBase of the frames' pts
   * @param color used and noted, as far as the pixel format is not RGB
   * @param notes go along with each frame
   */
  record Format(
      int width,
      int height,
      int bits,
      Rational timeBase,
      Rational frameRate,
      Rational sampleAspect,
      ColorCoding color,
      ColorNotes notes) {}

  /** Seconds between frames at which a player can start. */
  private static final double KEY_FRAME_SECONDS = 5;

  private final Path file;
  private final Map<Long, Long> durations = new HashMap<>();
  private AVCodecContext codec;
  private AVFrame frame;
  private AVPacket packet;
  private FromRgb fromRgb;
  private int width;
  private int height;
  private int bits;

  Encoder(Path file, EncoderProfile profile, Format format, int threads, boolean headerInContainer)
      throws IOException {
    Av.load();
    this.file = file;
    AVCodec encoder = avcodec_find_encoder_by_name(profile.encoder());
    if (encoder == null) {
      throw new IOException(profile.encoder() + ": not in this build of FFmpeg");
    }
    try {
      codec = Av.allocated(avcodec_alloc_context3(encoder));
      boolean rgb = (av_pix_fmt_desc_get(profile.pixelFormat()).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
      int matrix = rgb ? AVCOL_SPC_RGB : matrix(format.color());
      boolean full = rgb || (format.color().fullRange() && !format.color().isRgb());
      configure(profile, format, threads, headerInContainer);
      codec.colorspace(matrix);
      codec.color_range(full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
      if (!rgb) {
        codec.chroma_sample_location(AVCHROMA_LOC_LEFT);
      }
      open(encoder, profile, format);
      frame = newFrame(profile, format);
      packet = Av.allocated(av_packet_alloc());
      fromRgb =
          new FromRgb(
              file,
              format.width(),
              format.height(),
              format.bits(),
              profile.pixelFormat(),
              matrix,
              full);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void configure(
      EncoderProfile profile, Format format, int threads, boolean headerInContainer) {
    codec.width(format.width()).height(format.height());
    codec.pix_fmt(profile.pixelFormat());
    Av.set(codec.time_base(), format.timeBase());
    Av.set(codec.framerate(), format.frameRate());
    Av.set(codec.sample_aspect_ratio(), format.sampleAspect());
    codec.thread_count(threads);
    codec.gop_size((int) Math.max(1, Math.round(KEY_FRAME_SECONDS * format.frameRate().value())));
    codec.color_primaries(known(av_color_primaries_from_name(format.color().primaries())));
    codec.color_trc(known(av_color_transfer_from_name(format.color().transfer())));
    if (headerInContainer) {
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }

  private static int known(int id) {
    // FFmpeg calls 2 unspecified in every one of its colour tables.
    return id < 0 ? AVCOL_PRI_UNSPECIFIED : id;
  }

  /** The source's matrix; BT.709 for what was RGB or has none. */
  private static int matrix(ColorCoding color) {
    int id = av_color_space_from_name(color.matrix());
    boolean usable = id >= 0 && id != AVCOL_SPC_RGB && id != AVCOL_SPC_UNSPECIFIED;
    return usable ? id : AVCOL_SPC_BT709;
  }

  private void open(AVCodec encoder, EncoderProfile profile, Format format) throws IOException {
    var options = new AVDictionary(null);
    try {
      profile.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
      int result = avcodec_open2(codec, encoder, options);
      if (result < 0) {
        throw new IOException(
            "%s: the encoder %s cannot be opened for frames of %dx%d (%s)"
                .formatted(
                    file, profile.encoder(), format.width(), format.height(), Av.text(result)));
      }
      if (av_dict_count(options) > 0) {
        throw new IllegalStateException(
            profile.encoder()
                + " has no option "
                + av_dict_iterate(options, null).key().getString());
      }
    } finally {
      av_dict_free(options);
    }
  }

  private AVFrame newFrame(EncoderProfile profile, Format format) throws IOException {
    AVFrame empty = Av.allocated(av_frame_alloc());
    empty.width(format.width()).height(format.height()).format(profile.pixelFormat());
    empty.colorspace(codec.colorspace()).color_range(codec.color_range());
    empty.color_primaries(codec.color_primaries()).color_trc(codec.color_trc());
    empty.chroma_location(codec.chroma_sample_location());
    Av.set(empty.sample_aspect_ratio(), format.sampleAspect());
    int result = av_frame_get_buffer(empty, 64);
    if (result < 0) {
      av_frame_free(empty);
    }
    Av.check(result, file, "allocating a frame");
    format.notes().describe(empty);
    return empty;
  }

  /** Refuses a frame that is not like the first. */
  void requireSize(Frame next) {
    requireLike(next, width, height, bits);
  }

  /** Refuses a frame that is not like those before. */
  void requireLike(Frame next, int width, int height, int bits) {
    if (next.width() != width || next.height() != height || next.bits() != bits) {
      throw new IllegalArgumentException(
          "%s: a frame of %dx%d and %d bits, but the film began with %dx%d and %d bits"
              .formatted(file, next.width(), next.height(), next.bits(), width, height, bits));
    }
  }

  AVCodecContext codec() {
    return codec;
  }

  /**
   * @param pts in the format's time base, above that of the frame before
   * @param duration in the same units
   */
  void encode(Frame source, long pts, long duration, PacketSink sink) throws IOException {
    // The encoder may still hold the buffers of frames before.
    Av.check(av_frame_make_writable(frame), file, "allocating a frame");
    if (width == 0) {
      width = source.width();
      height = source.height();
      bits = source.bits();
    }
    fromRgb.convert(source, frame);
    frame.pts(pts);
    frame.duration(duration);
    durations.put(pts, duration);
    Av.check(avcodec_send_frame(codec, frame), file, "encoding");
    drain(sink);
  }

  /** Hands on all that is held back; nothing can be encoded afterwards. */
  void finish(PacketSink sink) throws IOException {
    Av.check(avcodec_send_frame(codec, null), file, "encoding");
    drain(sink);
  }

  private void drain(PacketSink sink) throws IOException {
    while (true) {
      int result = avcodec_receive_packet(codec, packet);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
        return;
      }
      Av.check(result, file, "encoding");
      try {
        Long duration = durations.remove(packet.pts());
        if (duration != null) {
          packet.duration(duration);
        }
        sink.accept(packet);
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  @Override
  public void close() {
    if (fromRgb != null) {
      fromRgb.close();
      fromRgb = null;
    }
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (frame != null) {
      av_frame_free(frame);
      frame = null;
    }
    if (packet != null) {
      av_packet_free(packet);
      packet = null;
    }
  }
}
