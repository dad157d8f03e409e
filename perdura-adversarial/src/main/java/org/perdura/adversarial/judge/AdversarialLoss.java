package org.perdura.adversarial.judge;

import org.perdura.nn.DType;
import org.perdura.nn.Tensor;

/**
 * The two sides of a non-saturating GAN (Goodfellow et al. 2014, section 3), by logits: with D =
 * sigmoid(logit), -log D is softplus(-logit) and -log(1 - D) is softplus(logit). Means over all
 * logits.
 */
public final class AdversarialLoss {

  private AdversarialLoss() {}

  /** What the generator minimises: -log D(result). */
  public static Tensor ofGenerator(Tensor resultLogits) {
    return softplusMean(resultLogits.neg());
  }

  /** What the discriminator minimises: -log D(truth) - log(1 - D(result)). */
  public static Tensor ofDiscriminator(Tensor truthLogits, Tensor resultLogits) {
    return softplusMean(truthLogits.neg()).add(softplusMean(resultLogits));
  }

  private static Tensor softplusMean(Tensor logits) {
    return logits.to(DType.FLOAT32).softplus().mean();
  }
}
