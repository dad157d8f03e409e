package org.perdura.grid.vdb;

import java.io.IOException;

/**
 * How a file begins (openvdb/io/Archive.cc).
 *
 * @param library the version of OpenVDB that wrote it: {@code 10.0}
 * @param seekable whether it tells where its grids lie
 */
record VdbHeader(int version, String library, boolean seekable) {

  static final long MAGIC = 0x56444220;

  /** Up to this one compression was the whole file's. */
  static final int OLDEST = 222;

  static final int NEWEST = 225;

  /** What is written: the newest that all of today's programs read. */
  static final int WRITTEN = 224;

  /** Of the library whose files ours are like; since 6.2 files may lack what helps to load late. */
  static final int WRITTEN_MAJOR = 10;

  static final int WRITTEN_MINOR = 0;

  static final int UUID_LENGTH = 36;

  static VdbHeader read(VdbInput in) throws IOException {
    if (in.length() < Long.BYTES || in.readLong() != MAGIC) {
      throw new VdbException(in.file(), "is no OpenVDB file: must begin with ' BDV' and 4 zeros");
    }
    int version = in.readInt();
    if (version < OLDEST || version > NEWEST) {
      throw new VdbException(
          in.file(), "is of file version %d: must be %d to %d", version, OLDEST, NEWEST);
    }
    String library =
        "%d.%d"
            .formatted(Integer.toUnsignedLong(in.readInt()), Integer.toUnsignedLong(in.readInt()));
    boolean seekable = in.readBoolean();
    in.skip(UUID_LENGTH);
    return new VdbHeader(version, library, seekable);
  }
}
