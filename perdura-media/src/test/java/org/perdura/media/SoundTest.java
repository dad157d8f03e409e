package org.perdura.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundTest {

  record Packet(long milliseconds, List<Byte> bytes) {}

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mov", "a.mkv"})
  void packetsAreCopiedBitForBit(String name) throws IOException {
    Path source = Drawn.resource("tone.mp4");
    Path film = folder.resolve(name);
    assertThat(copy(source, film)).isEmpty();
    List<Packet> expected = sound(source);
    List<Packet> copied = sound(film);
    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(copied)
        .extracting(Packet::bytes)
        .isEqualTo(expected.stream().map(Packet::bytes).toList());
    for (int i = 0; i < copied.size(); i++) {
      // Matroska begins at 0 with what MP4 gives to the codec's start-up before 0.
      long shift = copied.get(0).milliseconds() - expected.get(0).milliseconds();
      assertThat(shift).isBetween(0L, 25L);
      assertThat(copied.get(i).milliseconds() - shift)
          .isBetween(expected.get(i).milliseconds() - 1, expected.get(i).milliseconds() + 1);
    }
  }

  @Test
  void soundTheContainerCannotHoldIsDroppedWithAWord() throws IOException {
    Path film = folder.resolve("a.webm");
    assertThat(copy(Drawn.resource("tone.mp4"), film))
        .containsExactly(
            film + ": cannot hold aac sound, dropped; .mp4, .mov, .mkv, .avi would keep them");
    assertThat(sound(film)).isEmpty();
    assertThat(Drawn.readAll(film.toString())).hasSize(15);
  }

  @Test
  void aSilentSourceIsNoError() throws IOException {
    Path film = folder.resolve("a.mp4");
    assertThat(copy(Drawn.resource("turned.mp4"), film)).isEmpty();
    assertThat(sound(film)).isEmpty();
  }

  /** Copies picture and sound; returns the warnings of the writer. */
  static List<String> copy(Path source, Path film) throws IOException {
    try (FrameReader reader = Media.open(source.toString());
        FrameWriter writer =
            Media.create(
                film.toString(), WriterOptions.like(reader.info()).withAudioFrom(source))) {
      for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
        writer.write(frame);
      }
      writer.finish();
      return writer.warnings();
    }
  }

  static List<Packet> sound(Path file) throws IOException {
    var format = new AVFormatContext(null);
    VideoDecoder.openContainer(format, file, null);
    AVPacket packet = av_packet_alloc();
    var packets = new ArrayList<Packet>();
    try {
      while (av_read_frame(format, packet) >= 0) {
        AVStream stream = format.streams(packet.stream_index());
        if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
          var bytes = new byte[packet.size()];
          packet.data().get(bytes);
          var boxed = new ArrayList<Byte>();
          for (byte b : bytes) {
            boxed.add(b);
          }
          packets.add(
              new Packet(
                  Math.round(
                      packet.pts() * 1000.0 * stream.time_base().num() / stream.time_base().den()),
                  boxed));
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
      avformat_close_input(format);
    }
    return packets;
  }
}
