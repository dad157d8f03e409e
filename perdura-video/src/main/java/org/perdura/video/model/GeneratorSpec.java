package org.perdura.video.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which network, and how large: all that is needed to build one before its weights are loaded.
 *
 * @param architecture "compact" or "frvsr"
 * @param channels of the trunk
 * @param blocks how many residual blocks
 */
public record GeneratorSpec(String architecture, int channels, int blocks) {

  private static final String COMPACT = "compact";
  private static final String FRVSR = "frvsr";
  private static final int MOST = 1024;

  /** Side of the trunk's convolutions. */
  private static final int KERNEL = 3;

  public GeneratorSpec {
    if (!COMPACT.equals(architecture) && !FRVSR.equals(architecture)) {
      throw new IllegalArgumentException(
          "architecture %s: must be %s or %s".formatted(architecture, COMPACT, FRVSR));
    }
    requireSize("channels", channels);
    requireSize("blocks", blocks);
  }

  private static void requireSize(String what, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "%s %d: must be from 1 to %d".formatted(what, value, MOST));
    }
  }

  public static GeneratorSpec compact(int channels, int blocks) {
    return new GeneratorSpec(COMPACT, channels, blocks);
  }

  /** The reference: 10 blocks in FRVSR and the small TecoGAN, 16 in the full one. */
  public static GeneratorSpec reference(int blocks) {
    return new GeneratorSpec(FRVSR, 64, blocks);
  }

  /** The network with fresh weights drawn from a seed. */
  public VideoGenerator create(long seed) {
    var random = new SplittableRandom(seed);
    return COMPACT.equals(architecture)
        ? new CompactGenerator(channels, blocks, random)
        : new ReferenceGenerator(channels, blocks, random);
  }

  /**
   * This, if a file can hold the weights of such a network. What it says of itself could ask for
   * more than any memory has.
   *
   * @param numbers that the file has
   * @throws IllegalArgumentException if the trunk alone has more
   */
  public GeneratorSpec requireFits(long numbers) {
    long trunk = 2L * blocks * channels * channels * KERNEL * KERNEL;
    if (trunk > numbers) {
      throw new IllegalArgumentException(
          "channels %d and blocks %d take %d numbers or more, but the file has %d"
              .formatted(channels, blocks, trunk, numbers));
    }
    return this;
  }

  /** As a model file's metadata holds it. */
  public Map<String, String> metadata() {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("domain", "video");
    metadata.put("architecture", architecture);
    metadata.put("channels", Integer.toString(channels));
    metadata.put("blocks", Integer.toString(blocks));
    metadata.put("scale", Integer.toString(VideoGenerator.SCALE));
    return metadata;
  }

  /**
   * Back from a model file's metadata.
   *
   * @throws IllegalArgumentException if it is no video model of a known architecture
   */
  public static GeneratorSpec of(Map<String, String> metadata) {
    String domain = metadata.get("domain");
    if (!"video".equals(domain)) {
      throw new IllegalArgumentException(
          domain == null
              ? "no Perdura model: its metadata names no domain"
              : "a model for " + domain + ": must be one for video");
    }
    int scale = number(metadata, "scale");
    if (scale != VideoGenerator.SCALE) {
      throw new IllegalArgumentException(
          "a model that makes %dx finer: must be %dx".formatted(scale, VideoGenerator.SCALE));
    }
    return new GeneratorSpec(
        metadata.get("architecture"), number(metadata, "channels"), number(metadata, "blocks"));
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
