package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;

/**
 * Which streams of a film go along into another container, and as what: sound as it is, subtitles
 * as they are or in the container's own form, attached files, the cover picture.
 */
final class CopiedStreams implements AutoCloseable {

  /**
   * A stream that is copied packet by packet.
   *
   * @param conversion null where packets stay as they are
   */
  record Copied(AVStream to, SubtitleConversion conversion) {}

  private final Path target;
  private final FilmContainer container;
  private final AVFormatContext output;
  private final List<String> warnings;
  private final Map<Integer, Copied> copied = new HashMap<>();
  private AVStream cover;
  private AVStream coverFrom;

  CopiedStreams(
      Path target, FilmContainer container, AVFormatContext output, List<String> warnings) {
    this.target = target;
    this.container = container;
    this.output = output;
    this.warnings = warnings;
  }

  /** Adds what becomes of a stream; those of which no packets are wanted are discarded. */
  void add(AVStream stream) throws IOException {
    int type = stream.codecpar().codec_type();
    stream.discard(AVDISCARD_ALL);
    if (type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_SUBTITLE) {
      addPackets(stream);
    } else if (type == AVMEDIA_TYPE_ATTACHMENT) {
      addAttachment(stream);
    } else if ((stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      addCover(stream);
    }
  }

  private void addPackets(AVStream stream) throws IOException {
    AVCodecParameters parameters = stream.codecpar();
    int own = container.textSubtitles();
    boolean sound = parameters.codec_type() == AVMEDIA_TYPE_AUDIO;
    SubtitleConversion conversion = null;
    if (!container.holds(parameters.codec_id())) {
      if (sound || !SubtitleConversion.isPossible(parameters.codec_id(), own)) {
        warnings.add(
            "%s: cannot hold %s %s, dropped%s"
                .formatted(
                    target,
                    avcodec_get_name(parameters.codec_id()).getString(),
                    sound ? "sound" : "subtitles",
                    FilmContainer.holders(parameters.codec_id())));
        return;
      }
      conversion = SubtitleConversion.open(target, stream, own);
    }
    AVStream to = like(stream);
    stream.discard(AVDISCARD_DEFAULT);
    copied.put(stream.index(), new Copied(to, conversion));
    if (conversion != null) {
      conversion.describe(to.codecpar());
      to.codecpar().codec_tag(0);
      warnOfStyles(parameters.codec_id(), own);
    }
  }

  private void warnOfStyles(int from, int to) {
    if (from == AV_CODEC_ID_ASS || from == AV_CODEC_ID_SSA) {
      warnings.add(
          "%s: ass subtitles become %s, without most of their styles; .mkv would keep them"
              .formatted(target, avcodec_get_name(to).getString()));
    }
  }

  /** A new stream with all that is said of another. */
  private AVStream like(AVStream stream) throws IOException {
    AVStream copy = Av.allocated(avformat_new_stream(output, null));
    Av.check(
        avcodec_parameters_copy(copy.codecpar(), stream.codecpar()), target, "copying a stream");
    // The tag is the other container's; this one has its own.
    copy.codecpar().codec_tag(0);
    copy.time_base(stream.time_base());
    copy.disposition(stream.disposition());
    copy.metadata(SourceTags.ofStream(stream.metadata(), container));
    return copy;
  }

  /** Fonts of subtitles and other files, of which there are no packets. */
  private void addAttachment(AVStream stream) throws IOException {
    boolean named =
        av_dict_get(stream.metadata(), "filename", null, 0) != null
            && av_dict_get(stream.metadata(), "mimetype", null, 0) != null;
    if (container == FilmContainer.MKV && named) {
      like(stream);
    } else {
      warnOnce(target + ": cannot hold attached files, dropped; .mkv would keep them");
    }
  }

  private void addCover(AVStream stream) throws IOException {
    int codec = stream.codecpar().codec_id();
    boolean known = codec == AV_CODEC_ID_MJPEG || codec == AV_CODEC_ID_PNG;
    if (container == FilmContainer.MKV && known) {
      attach(stream, codec == AV_CODEC_ID_PNG ? "png" : "jpeg");
    } else if (container == FilmContainer.MP4 && known && cover == null) {
      cover = like(stream);
      cover.disposition(AV_DISPOSITION_ATTACHED_PIC);
      coverFrom = stream;
    } else {
      warnOnce(target + ": cannot hold the cover picture, dropped; .mp4, .mkv would keep it");
    }
  }

  /** Matroska's covers are attached files. */
  private void attach(AVStream stream, String kind) throws IOException {
    AVStream copy = like(stream);
    AVPacket picture = stream.attached_pic();
    AVCodecParameters parameters = copy.codecpar();
    var bytes = new BytePointer(Av.allocated(av_mallocz(picture.size() + 64L)));
    BytePointer.memcpy(bytes, picture.data(), picture.size());
    parameters.codec_type(AVMEDIA_TYPE_ATTACHMENT);
    parameters.extradata(bytes).extradata_size(picture.size());
    copy.disposition(0);
    AVDictionary tags = copy.metadata() == null ? new AVDictionary(null) : copy.metadata();
    av_dict_set(tags, "filename", kind.equals("png") ? "cover.png" : "cover.jpg", 0);
    av_dict_set(tags, "mimetype", "image/" + kind, 0);
    copy.metadata(tags);
  }

  private void warnOnce(String line) {
    if (!warnings.contains(line)) {
      warnings.add(line);
    }
  }

  /** The stream's counterpart; null if its packets are not copied. */
  Copied of(int index) {
    return copied.get(index);
  }

  boolean isEmpty() {
    return copied.isEmpty();
  }

  /** Writes what belongs before all packets. */
  void begin(AVPacket packet) throws IOException {
    if (cover == null) {
      return;
    }
    Av.check(av_packet_ref(packet, coverFrom.attached_pic()), target, "copying the cover");
    packet.stream_index(cover.index());
    packet.pts(0).dts(0).pos(-1);
    Av.check(av_interleaved_write_frame(output, packet), target, "writing the cover");
    cover = null;
  }

  @Override
  public void close() {
    for (Copied stream : copied.values()) {
      if (stream.conversion() != null) {
        stream.conversion().close();
      }
    }
    copied.clear();
  }
}
