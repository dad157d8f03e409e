package org.perdura.grid.vdb;

import java.util.ArrayList;
import java.util.Locale;

/**
 * How a grid's values are packed (openvdb/io/Compression.h).
 *
 * @param activeMask whether values of inactive voxels are left out where two words can say them
 */
public record VdbCompression(Codec codec, boolean activeMask) {

  /** What Blender's, Houdini's and OpenVDB's own files have by default. */
  public static final VdbCompression USUAL = new VdbCompression(Codec.BLOSC, true);

  private static final int ZIP_FLAG = 1;
  private static final int MASK_FLAG = 2;
  private static final int BLOSC_FLAG = 4;
  private static final int KNOWN_FLAGS = ZIP_FLAG | MASK_FLAG | BLOSC_FLAG;

  /** What the bytes go through. */
  public enum Codec {
    NONE,
    /** Deflate. Small, and slow to write. */
    ZIP,
    /** LZ4 of shuffled bytes. */
    BLOSC
  }

  static boolean isKnown(int flags) {
    return (flags & ~KNOWN_FLAGS) == 0;
  }

  /** Of a file's flags; Blosc goes before zip, as in OpenVDB. */
  static VdbCompression of(int flags) {
    boolean zip = (flags & ZIP_FLAG) != 0;
    Codec codec = (flags & BLOSC_FLAG) != 0 ? Codec.BLOSC : zip ? Codec.ZIP : Codec.NONE;
    return new VdbCompression(codec, (flags & MASK_FLAG) != 0);
  }

  int flags() {
    int packed =
        switch (codec) {
          case NONE -> 0;
          case ZIP -> ZIP_FLAG;
          case BLOSC -> BLOSC_FLAG;
        };
    return packed | (activeMask ? MASK_FLAG : 0);
  }

  /** In OpenVDB's words: {@code blosc + active values}. */
  @Override
  public String toString() {
    var words = new ArrayList<String>();
    if (codec != Codec.NONE) {
      words.add(codec.name().toLowerCase(Locale.ROOT));
    }
    if (activeMask) {
      words.add("active values");
    }
    return words.isEmpty() ? "none" : String.join(" + ", words);
  }
}
