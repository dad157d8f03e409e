package org.perdura.smoke.model;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.perdura.recipe.Default;

/**
 * Which network, and how large: all that is needed to build one before its weights are loaded.
 *
 * @param architecture "compact" or "tempogan"
 * @param dimensions 2 or 3
 * @param inputs what it is given of the present low-res frame
 * @param neighbours frames before and after the present one whose density it is given, too: 0 to 2;
 *     the reference has none
 * @param channels of the compact one's trunk
 * @param blocks how many residual blocks the compact one has
 * @param head channels of the compact one's high-res layer; 0 for none
 * @param normMomentum of the reference's batch normalisation: how far its running statistics move
 *     towards those of each batch
 */
public record GeneratorSpec(
    String architecture,
    int dimensions,
    @Default("velocity") Inputs inputs,
    @Default("0") int neighbours,
    @Default("0") int channels,
    @Default("0") int blocks,
    @Default("0") int head,
    @Default("0.001") double normMomentum) {

  private static final String COMPACT = "compact";
  private static final String TEMPOGAN = "tempogan";
  private static final int MOST = 1024;

  /** Side of the compact one's convolutions. */
  private static final int KERNEL = 3;

  private static final double USUAL_MOMENTUM = 0.001;

  public GeneratorSpec {
    boolean compact = COMPACT.equals(architecture);
    if (!compact && !TEMPOGAN.equals(architecture)) {
      throw new IllegalArgumentException(
          "architecture %s: must be %s or %s".formatted(architecture, COMPACT, TEMPOGAN));
    }
    require("dimensions", dimensions, 2, 3);
    require("neighbours", neighbours, 0, compact ? 2 : 0);
    require("channels", channels, compact ? 1 : 0, compact ? MOST : 0);
    require("blocks", blocks, compact ? 1 : 0, compact ? MOST : 0);
    require("head", head, 0, compact ? MOST : 0);
    if (!(normMomentum > 0 && normMomentum <= 1)) {
      throw new IllegalArgumentException(
          "norm-momentum %s: must be above 0 and at most 1".formatted(normMomentum));
    }
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          least == most
              ? "%s %d: must be %d".formatted(what, value, least)
              : "%s %d: must be from %d to %d".formatted(what, value, least, most));
    }
  }

  /** tempoGAN's own generator (Xie et al. 2018). */
  public static GeneratorSpec reference(int dimensions, Inputs inputs) {
    return new GeneratorSpec(TEMPOGAN, dimensions, inputs, 0, 0, 0, 0, USUAL_MOMENTUM);
  }

  /** The compact generator that is trained by {@code recipes/compact-2d.yaml} or the 3D one. */
  public static GeneratorSpec compact(int dimensions) {
    int channels = dimensions == 2 ? 32 : 24;
    int blocks = dimensions == 2 ? 6 : 4;
    return new GeneratorSpec(
        COMPACT, dimensions, Inputs.VELOCITY, 1, channels, blocks, 0, USUAL_MOMENTUM);
  }

  /** The network with fresh weights drawn from a seed. */
  public SmokeGenerator create(long seed) {
    var random = new SplittableRandom(seed);
    return COMPACT.equals(architecture)
        ? new CompactGenerator(this, random)
        : new ReferenceGenerator(this, random);
  }

  /**
   * This, if a file can hold the weights of such a network. What it says of itself could ask for
   * more than any memory has.
   *
   * @param numbers that the file has
   * @throws IllegalArgumentException if the largest layers alone have more
   */
  public GeneratorSpec requireFits(long numbers) {
    long kernel = dimensions == 2 ? KERNEL * KERNEL : KERNEL * KERNEL * KERNEL;
    long cells = Math.round(Math.pow(SmokeGenerator.SCALE, dimensions));
    long trunk = 2L * blocks * channels * channels * kernel;
    long last = (long) channels * Math.max(1, head) * cells * kernel;
    if (trunk + last > numbers) {
      throw new IllegalArgumentException(
          "channels %d, blocks %d and head %d take %d numbers or more, but the file has %d"
              .formatted(channels, blocks, head, trunk + last, numbers));
    }
    return this;
  }

  /** As a model file's metadata holds it. */
  public Map<String, String> metadata() {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("domain", "smoke");
    metadata.put("architecture", architecture);
    metadata.put("dimensions", Integer.toString(dimensions));
    metadata.put("inputs", inputs.name().toLowerCase(Locale.ROOT));
    metadata.put("neighbours", Integer.toString(neighbours));
    metadata.put("channels", Integer.toString(channels));
    metadata.put("blocks", Integer.toString(blocks));
    metadata.put("head", Integer.toString(head));
    metadata.put("scale", Integer.toString(SmokeGenerator.SCALE));
    return metadata;
  }

  /**
   * Back from a model file's metadata.
   *
   * @throws IllegalArgumentException if it is no smoke model of a known architecture
   */
  public static GeneratorSpec of(Map<String, String> metadata) {
    String domain = metadata.get("domain");
    if (!"smoke".equals(domain)) {
      throw new IllegalArgumentException(
          domain == null
              ? "no Perdura model: its metadata names no domain"
              : "a model for " + domain + ": must be one for smoke");
    }
    int scale = number(metadata, "scale");
    if (scale != SmokeGenerator.SCALE) {
      throw new IllegalArgumentException(
          "a model that makes %dx finer: must be %dx".formatted(scale, SmokeGenerator.SCALE));
    }
    return new GeneratorSpec(
        metadata.get("architecture"),
        number(metadata, "dimensions"),
        inputs(metadata.getOrDefault("inputs", "")),
        number(metadata, "neighbours"),
        number(metadata, "channels"),
        number(metadata, "blocks"),
        number(metadata, "head"),
        1); // nothing is learned that would need it
  }

  private static Inputs inputs(String name) {
    for (Inputs inputs : Inputs.values()) {
      if (inputs.name().equalsIgnoreCase(name)) {
        return inputs;
      }
    }
    throw new IllegalArgumentException(
        "metadata inputs=%s: must be density, velocity or vorticity".formatted(name));
  }

  private static int number(Map<String, String> metadata, String key) {
    try {
      return Integer.parseInt(metadata.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "metadata %s=%s: must be a number".formatted(key, metadata.get(key)), e);
    }
  }
}
