package org.perdura.metrics.features;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdura.nn.DType;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;

/**
 * The learned perceptual distance LPIPS, version 0.1 (Zhang et al. 2018, arXiv 1801.03924, eq. 1):
 * features scaled to unit length at each position, squared differences weighted by channel, mean
 * over positions, sum over layers.
 */
public final class Lpips implements AutoCloseable {

  private static final double EPS = 1e-10;

  /** {@code net.slice2.3.weight} in a whole LPIPS module is {@code features.3.weight} elsewhere. */
  private static final Pattern SLICE = Pattern.compile("net\\.slice\\d+\\.(\\d+\\..*)");

  /** {@code lins.0.} is another name of {@code lin0.} there. */
  private static final Pattern LINS = Pattern.compile("lins\\.(\\d+)\\.(.*)");

  private final LpipsNet net;
  private final FeatureNetwork network;
  private final List<Tensor> heads; // [1, c, 1, 1] each

  private Lpips(LpipsNet net, FeatureNetwork network, List<Tensor> heads) {
    this.net = net;
    this.network = network;
    this.heads = heads;
  }

  /** With SqueezeNet, whose weights come with Perdura. */
  public static Lpips shipped() throws IOException {
    return load(LpipsNet.SQUEEZE, List.of());
  }

  /**
   * Loads a network and its heads.
   *
   * @param weights none for SqueezeNet. For AlexNet, torchvision's state dict of alexnet. For VGG,
   *     torchvision's of vgg16 and LPIPS' own {@code vgg.pth}, which holds the heads; or one file
   *     with both, e.g. the state dict of LPIPS' module. Each .pth or .safetensors
   * @throws IOException one line saying what is wrong with the files
   */
  public static Lpips load(LpipsNet net, List<Path> weights) throws IOException {
    if (net.isShipped() != weights.isEmpty()) {
      throw new IOException(
          net.isShipped()
              ? "weights for LPIPS-%s: they come with Perdura, so none must be given"
                  .formatted(net.label())
              : "LPIPS-%s: its weights do not come with Perdura; give torchvision's state dict"
                  .formatted(net.label()));
    }
    try (var scope = new Scope()) {
      var files = new ArrayList<WeightFile>();
      for (Path file : weights) {
        files.add(WeightFile.read(file).renamed(Lpips::commonName));
      }
      WeightFile given = WeightFile.join(files);
      FeatureNetwork network = net.network(given);
      try {
        return new Lpips(net, network, heads(net, net.heads(given)));
      } catch (IOException | RuntimeException e) {
        network.close();
        throw e;
      }
    }
  }

  private static String commonName(String name) {
    Matcher slice = SLICE.matcher(name);
    if (slice.matches()) {
      return "features." + slice.group(1);
    }
    Matcher lins = LINS.matcher(name);
    return lins.matches() ? "lin%s.%s".formatted(lins.group(1), lins.group(2)) : name;
  }

  private static List<Tensor> heads(LpipsNet net, WeightFile file) throws IOException {
    var heads = new ArrayList<Tensor>();
    int[] channels = net.channels();
    for (int layer = 0; layer < channels.length; layer++) {
      heads.add(
          file.get(
              "lin%d.model.1.weight".formatted(layer),
              "the heads of LPIPS 0.1 for " + net.label(),
              1,
              channels[layer],
              1,
              1));
    }
    heads.forEach(Tensor::persistent);
    return heads;
  }

  /** The network, to be named beside every figure. */
  public LpipsNet net() {
    return net;
  }

  /**
   * The distances of two batches of pictures, pair by pair; gradients pass to both.
   *
   * @param a {@code [n, 3, h, w]} R'G'B' in [0, 1]
   * @param b {@code [n, 3, h, w]}
   * @return {@code [n]}, 0 for equal pictures
   */
  public Tensor distance(Tensor a, Tensor b) {
    List<Tensor> seenInA = look(a);
    List<Tensor> seenInB = look(b);
    Tensor sum = null;
    for (int layer = 0; layer < heads.size(); layer++) {
      Tensor difference = difference(layer, seenInA.get(layer), seenInB.get(layer));
      Tensor mean = difference.mean(2, 3).reshape(-1);
      sum = sum == null ? mean : sum.add(mean);
    }
    return sum;
  }

  /** Features of unit length: {@code [n, c, h', w']} for each layer. */
  List<Tensor> look(Tensor pictures) {
    return network.features(pictures).stream().map(Lpips::unitLength).toList();
  }

  /** {@code [n, 1, h', w']} of two such features. */
  Tensor difference(int layer, Tensor a, Tensor b) {
    return a.sub(b).square().mul(heads.get(layer).toDeviceOf(a)).sum(1);
  }

  int layers() {
    return heads.size();
  }

  private static Tensor unitLength(Tensor features) {
    Tensor x = features.to(DType.FLOAT32);
    // The tiny sum under the root keeps the gradient finite where nothing is seen.
    return x.div(x.square().sum(1).add(EPS * EPS).sqrt().add(EPS));
  }

  @Override
  public void close() {
    network.close();
    heads.forEach(Tensor::close);
  }
}
