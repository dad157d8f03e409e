package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.recipe.Default;

/**
 * A discriminator's network, as a recipe says it.
 *
 * @param stem channels of a convolution of 3 samples a side at full size before the blocks; 0 for
 *     none
 * @param channels of the convolutions of 4 samples a side, one block each
 * @param strides of the blocks, 1 or 2; none: all 2
 * @param batchNorm whether all convolutions but the first are normalised; with few looks in a batch
 *     it does more harm than good
 * @param head one logit for all, or one for each position
 */
public record DiscriminatorSettings(
    @Default("64") int stem,
    @Default("[64, 64, 128, 256]") List<Integer> channels,
    @Default("[]") List<Integer> strides,
    @Default("true") boolean batchNorm,
    @Default("dense") Head head) {

  /** How the verdict is given. */
  public enum Head {
    DENSE,
    PATCH
  }

  public DiscriminatorSettings {
    channels = List.copyOf(channels);
    strides = List.copyOf(strides);
    if (stem < 0 || channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
      throw new IllegalArgumentException(
          "discriminator: stem %d, channels %s; must be one block or more, each of one channel or"
                  .formatted(stem, channels)
              + " more");
    }
    if ((!strides.isEmpty() && strides.size() != channels.size())
        || strides.stream().anyMatch(s -> s != 1 && s != 2)) {
      throw new IllegalArgumentException(
          "discriminator: strides %s for %d blocks; must be none, or 1 or 2 for each"
              .formatted(strides, channels.size()));
    }
  }

  /** Blocks that all halve the size. */
  public DiscriminatorSettings(int stem, List<Integer> channels, boolean batchNorm, Head head) {
    this(stem, channels, List.of(), batchNorm, head);
  }

  int stride(int block) {
    return strides.isEmpty() ? 2 : strides.get(block);
  }
}
