package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.BytePointer;

/**
 * Coded pictures in a file, exactly as the encoder gave them, until they are put into a container.
 * Containers would round their times or drop their durations and side data.
 *
 * <p>Each packet: its size, pts, dts, duration, flags, the number of its side data and, for each of
 * these, type, size and bytes; then its bytes. After the last one a size of -1 and the CRC-32C of
 * all before, by which a file is known to be whole.
 */
final class PacketFile {

  private static final int BUFFER = 1 << 16;
  private static final int END = -1;

  private PacketFile() {}

  /** Packets on their way into a file. */
  static final class Writer implements AutoCloseable {

    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private final DataOutputStream out;

    /** Writes a file, or begins one anew. */
    Writer(Path file) throws IOException {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      var buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      out = new DataOutputStream(new CheckedOutputStream(buffered, crc));
    }

    void write(AVPacket packet) throws IOException {
      out.writeInt(packet.size());
      out.writeLong(packet.pts());
      out.writeLong(packet.dts());
      out.writeLong(packet.duration());
      out.writeInt(packet.flags());
      out.writeInt(packet.side_data_elems());
      for (int i = 0; i < packet.side_data_elems(); i++) {
        AVPacketSideData side = packet.side_data().getPointer(i);
        out.writeInt(side.type());
        out.writeInt((int) side.size());
        out.write(bytes(side.data(), (int) side.size()));
      }
      out.write(bytes(packet.data(), packet.size()));
    }

    private static byte[] bytes(BytePointer data, int size) {
      var bytes = new byte[size];
      if (size > 0) {
        data.get(bytes);
      }
      return bytes;
    }

    /** The file is whole, and on the disk. */
    void finish() throws IOException {
      out.writeInt(END);
      out.writeLong(crc.getValue());
      out.flush();
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * Hands on every packet of a file.
   *
   * @return how many there were
   * @throws IOException if the file is not whole, too
   */
  static long read(Path file, Encoder.PacketSink sink) throws IOException {
    long count = 0;
    var crc = new CRC32C();
    AVPacket packet = Av.allocated(av_packet_alloc());
    try (var buffered = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        var in = new DataInputStream(new CheckedInputStream(buffered, crc))) {
      long most = Files.size(file);
      for (int size = in.readInt(); size != END; size = in.readInt()) {
        fill(packet, size, in, most);
        try {
          sink.accept(packet);
        } finally {
          av_packet_unref(packet);
        }
        count++;
      }
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw new EOFException();
      }
    } catch (EOFException | NoSuchFileException e) {
      throw new DamagedPartException(file);
    } finally {
      av_packet_free(packet);
    }
    return count;
  }

  private static void fill(AVPacket packet, int size, DataInputStream in, long most)
      throws IOException {
    if (size < 0 || size > most) {
      throw new EOFException();
    }
    if (av_new_packet(packet, size) < 0) {
      throw new OutOfMemoryError("FFmpeg could not allocate a packet");
    }
    packet.pts(in.readLong()).dts(in.readLong()).duration(in.readLong()).flags(in.readInt());
    int sides = in.readInt();
    for (int i = 0; i < sides; i++) {
      int type = in.readInt();
      byte[] side = exactly(in, in.readInt(), most);
      Av.allocated(av_packet_new_side_data(packet, type, side.length)).put(side);
    }
    if (size > 0) {
      packet.data().put(exactly(in, size, most));
    }
  }

  private static byte[] exactly(DataInputStream in, int size, long most) throws IOException {
    if (size < 0 || size > most) {
      throw new EOFException();
    }
    return readFully(in, new byte[size]);
  }

  private static byte[] readFully(DataInputStream in, byte[] bytes) throws IOException {
    in.readFully(bytes);
    return bytes;
  }
}
