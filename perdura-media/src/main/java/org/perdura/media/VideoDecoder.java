package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The decoded frames of one file's video stream, as FFmpeg has them. */
final class VideoDecoder implements AutoCloseable {

  /**
   * The containers that are opened. Others of FFmpeg's take any text for a film, or open further
   * files and network addresses named in one.
   */
  private static final String CONTAINERS =
      "mov,mp4,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,flv,asf,ogg,mxf,gxf,nut,dv,ivf,rm,wtv,"
          + "yuv4mpegpipe,h264,hevc,obu,vc1,gif,apng,mjpeg,bink,smk,"
          + "png_pipe,jpeg_pipe,tiff_pipe,bmp_pipe,ppm_pipe,pgm_pipe,"
          + "wav,w64,mp3,aac,ac3,eac3,flac,aiff";

  private final Path file;
  private final AVFormatContext format = new AVFormatContext(null);
  private final AVPacket packet;
  private final AVFrame frame;
  private AVStream stream;
  private AVCodecContext codec;
  private ClockJumps jumps;
  private boolean drained;
  private long packets;
  private long damagedPackets;
  private String brokenBy = "";

  /**
   * @param demuxer FFmpeg's name of the container, or null to find it out
   */
  VideoDecoder(Path file, String demuxer, int threads) throws IOException {
    Av.load();
    this.file = file;
    packet = Av.allocated(av_packet_alloc());
    frame = Av.allocated(av_frame_alloc());
    try {
      openContainer(format, file, demuxer);
      openCodec(threads);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens {@code format} on a file, and on nothing that the file may refer to.
   *
   * @param demuxer FFmpeg's name of the container, or null to find it out
   */
  static void openContainer(AVFormatContext format, Path file, String demuxer) throws IOException {
    AVInputFormat input = demuxer == null ? null : av_find_input_format(demuxer);
    var options = new AVDictionary(null);
    av_dict_set(options, "protocol_whitelist", "file", 0);
    av_dict_set(options, "format_whitelist", CONTAINERS, 0);
    int result;
    try {
      result = avformat_open_input(format, Av.url(file), input, options);
    } finally {
      av_dict_free(options);
    }
    if (result == AVERROR_INVALIDDATA || result == AVERROR_EINVAL()) {
      throw new IOException(file + ": not a video file, or too damaged to be opened");
    }
    Av.check(result, file, "opening");
    Av.check(avformat_find_stream_info(format, (AVDictionary) null), file, "looking for streams");
  }

  private void openCodec(int threads) throws IOException {
    var decoder = new AVCodec(null);
    int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, decoder, 0);
    if (index == AVERROR_STREAM_NOT_FOUND) {
      throw new IOException(file + ": has no video stream");
    }
    if (index == AVERROR_DECODER_NOT_FOUND) {
      int found = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      String name =
          found < 0
              ? "its codec"
              : avcodec_get_name(format.streams(found).codecpar().codec_id()).getString();
      throw new IOException(file + ": no decoder for " + name + " in this build of FFmpeg");
    }
    Av.check(index, file, "looking for a video stream");
    if ((format.streams(index).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new IOException(file + ": has no video stream, only sound with a cover picture");
    }
    for (int i = 0; i < format.nb_streams(); i++) {
      format.streams(i).discard(i == index ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
    }
    stream = format.streams(index);
    decoder = decoderOfAlpha(decoder);
    jumps = ClockJumps.possible(format) ? new ClockJumps(stream) : null;
    codec = Av.allocated(avcodec_alloc_context3(decoder));
    Av.check(avcodec_parameters_to_context(codec, stream.codecpar()), file, "opening the decoder");
    codec.pkt_timebase(stream.time_base());
    codec.thread_count(threads);
    Av.check(avcodec_open2(codec, decoder, (AVDictionary) null), file, "opening the decoder");
  }

  /** FFmpeg's own decoders leave away the alpha of VP8 and VP9, which libvpx reads. */
  private AVCodec decoderOfAlpha(AVCodec usual) {
    AVDictionaryEntry mode = av_dict_get(stream.metadata(), "alpha_mode", null, 0);
    if (mode == null || !mode.value().getString().equals("1")) {
      return usual;
    }
    AVCodec other =
        switch (stream.codecpar().codec_id()) {
          case AV_CODEC_ID_VP9 -> avcodec_find_decoder_by_name("libvpx-vp9");
          case AV_CODEC_ID_VP8 -> avcodec_find_decoder_by_name("libvpx");
          default -> null;
        };
    return other == null ? usual : other;
  }

  AVFormatContext format() {
    return format;
  }

  AVStream stream() {
    return stream;
  }

  /** Packets of the video stream read so far. */
  long packets() {
    return packets;
  }

  /** How often the clock has jumped; the frames' times go on without a gap. */
  int clockJumps() {
    return jumps == null ? 0 : jumps.count();
  }

  long damagedPackets() {
    return damagedPackets;
  }

  /** Why reading stopped before the end of the file; empty if it did not. */
  String brokenBy() {
    return brokenBy;
  }

  /** The next decoded frame, valid until the next call; null after the last. */
  AVFrame next() throws IOException {
    while (true) {
      int result = avcodec_receive_frame(codec, frame);
      if (result >= 0) {
        return frame;
      }
      if (result == AVERROR_EOF) {
        return null;
      }
      if (result == AVERROR_EAGAIN()) {
        feed();
      } else if (drained) {
        return null;
      } else {
        // One frame could not be decoded; the next may.
        damagedPackets++;
        feed();
      }
    }
  }

  private void feed() throws IOException {
    while (!drained) {
      int result = av_read_frame(format, packet);
      if (result == AVERROR_EAGAIN()) {
        continue;
      }
      if (result < 0) {
        // Both the end and damage end the film here; what was held back still comes out.
        brokenBy = result == AVERROR_EOF ? "" : Av.text(result);
        drained = true;
        avcodec_send_packet(codec, null);
        return;
      }
      try {
        if (packet.stream_index() != stream.index()) {
          continue;
        }
        if (jumps != null) {
          jumps.straighten(packet, stream);
        }
        if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
          damagedPackets++;
          continue;
        }
        packets++;
        int sent = avcodec_send_packet(codec, packet);
        if (sent < 0) {
          damagedPackets++;
          continue;
        }
        return;
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  @Override
  public void close() {
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (!format.isNull()) {
      avformat_close_input(format);
      format.setNull();
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
