package org.perdura.adversarial.judge;

import java.util.List;
import org.perdura.recipe.Default;

/**
 * A discriminator's network, as a recipe says it.
 *
 * @param stem channels of a 3x3 convolution at full size before the blocks; 0 for none
 * @param channels of the 4x4 convolutions of stride 2, one block each
 * @param batchNorm whether blocks normalise; with few looks in a batch it does more harm than good
 * @param head one logit for all, or one for each position
 */
public record DiscriminatorSettings(
    @Default("64") int stem,
    @Default("[64, 64, 128, 256]") List<Integer> channels,
    @Default("true") boolean batchNorm,
    @Default("dense") Head head) {

  /** How the verdict is given. */
  public enum Head {
    DENSE,
    PATCH
  }

  public DiscriminatorSettings {
    channels = List.copyOf(channels);
    if (stem < 0 || channels.isEmpty() || channels.stream().anyMatch(c -> c < 1)) {
      throw new IllegalArgumentException(
          "discriminator: stem %d, channels %s; must be one block or more, each of one channel or"
                  .formatted(stem, channels)
              + " more");
    }
  }
}
