package org.perdura.grid.picture;

import java.util.HexFormat;

/** What becomes of a value between 0, nothing, and 1, all smoke. */
public enum Colours {
  /** Evenly from the background to the smoke, as sRGB has its greys. */
  GREY {
    @Override
    void put(double value, Background background, byte[] rgb, int at) {
      byte grey = (byte) background.grey(value);
      rgb[at] = grey;
      rgb[at + 1] = grey;
      rgb[at + 2] = grey;
    }
  },
  /**
   * From black by red to pale yellow, equal steps looking equally large: "inferno" by Smith and van
   * der Walt ("A better default colormap for matplotlib", SciPy 2015). Before a light background
   * from its other end.
   */
  INFERNO {
    @Override
    void put(double value, Background background, byte[] rgb, int at) {
      double within = Math.min(1, Math.max(0, value));
      double place = (background == Background.DARK ? within : 1 - within) * (KNOTS - 1);
      int knot = Math.min((int) place, KNOTS - 2);
      for (int c = 0; c < CHANNELS; c++) {
        int low = TABLE[knot * CHANNELS + c] & 0xff;
        int high = TABLE[(knot + 1) * CHANNELS + c] & 0xff;
        rgb[at + c] = (byte) Math.round(low + (high - low) * (place - knot));
      }
    }
  };

  private static final int CHANNELS = SmokePicture.CHANNELS;

  /**
   * Every fifth of inferno's 256 published colours; straight lines between them are 1 off at most.
   */
  private static final byte[] TABLE =
      HexFormat.of()
          .parseHex(
              "00000402020c0504170a072210092d160b391e0c45260c512f0a5b380962400a67490b6a510e6c"
                  + "59106e61136e69166e71196e781c6d801f6c88226a902568982766a02a63a82e5fb0315bb73557"
                  + "bf3952c63d4dcc4248d34743d94d3ddf5337e45a31e9612bed6925f1711ff47918f78212f98b0b"
                  + "fa9407fb9d07fca60cfcb014fbba1ffac42af8cd37f6d746f4e156f2ea69f2f27df5f992fcffa4");

  private static final int KNOTS = TABLE.length / CHANNELS;

  /** Puts three bytes of sRGB. */
  abstract void put(double value, Background background, byte[] rgb, int at);
}
