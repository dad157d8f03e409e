package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a film or picture says of its colours beyond {@link ColorCoding}: the display it was
 * mastered on and its brightest light (HDR films), or an ICC profile (pictures). Carried along as
 * FFmpeg holds it, without being looked into.
 */
public final class ColorNotes {

  public static final ColorNotes NONE = new ColorNotes(Map.of());

  /** Those that a stream carries, by their numbers among frames' side data. */
  private static final Map<Integer, Integer> OF_STREAMS =
      Map.of(
          AV_FRAME_DATA_MASTERING_DISPLAY_METADATA, AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
          AV_FRAME_DATA_CONTENT_LIGHT_LEVEL, AV_PKT_DATA_CONTENT_LIGHT_LEVEL);

  /** By FFmpeg's numbers of frames' side data. */
  private final Map<Integer, byte[]> data;

  private ColorNotes(Map<Integer, byte[]> data) {
    this.data = data;
  }

  /** Of a film's first frame, or else of its stream. */
  static ColorNotes of(AVCodecParameters stream, AVFrame first) {
    var data = new TreeMap<Integer, byte[]>();
    OF_STREAMS.forEach((ofFrame, ofStream) -> put(data, ofFrame, stream(stream, ofStream)));
    OF_STREAMS.keySet().forEach(kind -> put(data, kind, frame(first, kind)));
    put(data, AV_FRAME_DATA_ICC_PROFILE, frame(first, AV_FRAME_DATA_ICC_PROFILE));
    return data.isEmpty() ? NONE : new ColorNotes(data);
  }

  private static void put(Map<Integer, byte[]> data, int kind, byte[] bytes) {
    if (bytes != null) {
      data.put(kind, bytes);
    }
  }

  private static byte[] stream(AVCodecParameters stream, int kind) {
    AVPacketSideData found =
        av_packet_side_data_get(stream.coded_side_data(), stream.nb_coded_side_data(), kind);
    return found == null ? null : bytes(found.data(), found.size());
  }

  private static byte[] frame(AVFrame frame, int kind) {
    AVFrameSideData found = av_frame_get_side_data(frame, kind);
    return found == null ? null : bytes(found.data(), found.size());
  }

  private static byte[] bytes(BytePointer data, long size) {
    var bytes = new byte[Math.toIntExact(size)];
    data.get(bytes);
    return bytes;
  }

  boolean hasProfile() {
    return data.containsKey(AV_FRAME_DATA_ICC_PROFILE);
  }

  /** Adds what containers have a place for. */
  void describe(AVCodecParameters stream) {
    OF_STREAMS.forEach(
        (ofFrame, ofStream) -> {
          if (data.containsKey(ofFrame)) {
            addTo(stream, ofStream, data.get(ofFrame));
          }
        });
  }

  static void addTo(AVCodecParameters stream, int kind, byte[] bytes) {
    var list = new AVPacketSideData(stream.coded_side_data());
    int[] count = {stream.nb_coded_side_data()};
    AVPacketSideData added =
        Av.allocated(av_packet_side_data_new(list, count, kind, bytes.length, 0));
    new BytePointer(added.data()).put(bytes);
    stream.coded_side_data(list);
    stream.nb_coded_side_data(count[0]);
  }

  /** Adds all to a frame that is to be encoded. */
  void describe(AVFrame frame) {
    data.forEach(
        (kind, bytes) -> {
          AVFrameSideData added = Av.allocated(av_frame_new_side_data(frame, kind, bytes.length));
          new BytePointer(added.data()).put(bytes);
        });
  }
}
