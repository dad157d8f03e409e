package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/** Subtitles of text, brought from the form of one container into that of another. */
final class SubtitleConversion implements AutoCloseable {

  private static final int MOST_BYTES = 1 << 20;

  private final Path target;
  private final AVSubtitle subtitle = new AVSubtitle();
  private final byte[] text = new byte[MOST_BYTES];
  private AVCodecContext decoder;
  private AVCodecContext encoder;

  private SubtitleConversion(Path target) {
    this.target = target;
  }

  /** Whether these are of text rather than pictures, and both ends are known. */
  static boolean isPossible(int from, int to) {
    AVCodecDescriptor codec = avcodec_descriptor_get(from);
    return codec != null
        && (codec.props() & AV_CODEC_PROP_TEXT_SUB) != 0
        && avcodec_find_decoder(from) != null
        && avcodec_find_encoder(to) != null;
  }

  /**
   * @param target for messages
   * @param to FFmpeg's number of the new form
   */
  static SubtitleConversion open(Path target, AVStream from, int to) throws IOException {
    var conversion = new SubtitleConversion(target);
    try {
      conversion.openCodecs(from, to);
      return conversion;
    } catch (IOException | RuntimeException e) {
      conversion.close();
      throw e;
    }
  }

  private void openCodecs(AVStream from, int to) throws IOException {
    String step = "converting subtitles";
    AVCodec known = avcodec_find_decoder(from.codecpar().codec_id());
    decoder = Av.allocated(avcodec_alloc_context3(known));
    Av.check(avcodec_parameters_to_context(decoder, from.codecpar()), target, step);
    decoder.pkt_timebase(from.time_base());
    Av.check(avcodec_open2(decoder, known, (AVDictionary) null), target, step);
    AVCodec wanted = avcodec_find_encoder(to);
    encoder = Av.allocated(avcodec_alloc_context3(wanted));
    encoder.time_base().num(1).den(AV_TIME_BASE);
    int size = decoder.subtitle_header_size();
    if (size > 0) {
      // Freed with the encoder. One more byte ends the text, which encoders read as a string.
      var header = new BytePointer(Av.allocated(av_mallocz(size + 1L)));
      BytePointer.memcpy(header, decoder.subtitle_header(), size);
      encoder.subtitle_header(header).subtitle_header_size(size);
    }
    Av.check(avcodec_open2(encoder, wanted, (AVDictionary) null), target, step);
  }

  void describe(AVCodecParameters stream) throws IOException {
    Av.check(avcodec_parameters_from_context(stream, encoder), target, "converting subtitles");
  }

  /**
   * Replaces what is in the packet.
   *
   * @return false if there is nothing to show in it
   */
  boolean convert(AVPacket packet) throws IOException {
    int[] found = {0};
    int used = avcodec_decode_subtitle2(decoder, subtitle, found, packet);
    if (used < 0 || found[0] == 0) {
      return false; // one damaged title is no reason to give the film up
    }
    int size;
    try {
      size =
          subtitle.num_rects() == 0
              ? 0
              : avcodec_encode_subtitle(encoder, text, text.length, subtitle);
    } finally {
      avsubtitle_free(subtitle);
    }
    return size > 0 && replace(packet, size);
  }

  private boolean replace(AVPacket packet, int size) throws IOException {
    AVPacket converted = Av.allocated(av_packet_alloc());
    try {
      Av.check(av_new_packet(converted, size), target, "converting subtitles");
      converted.data().put(text, 0, size);
      converted.pts(packet.pts()).dts(packet.dts()).duration(packet.duration());
      converted.flags(packet.flags()).stream_index(packet.stream_index());
      av_packet_unref(packet);
      av_packet_move_ref(packet, converted);
      return true;
    } finally {
      av_packet_free(converted);
    }
  }

  @Override
  public void close() {
    if (decoder != null) {
      avcodec_free_context(decoder);
      decoder = null;
    }
    if (encoder != null) {
      avcodec_free_context(encoder);
      encoder = null;
    }
    subtitle.close();
  }
}
