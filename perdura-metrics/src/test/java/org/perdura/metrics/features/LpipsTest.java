package org.perdura.metrics.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perdura.media.Frame;
import org.perdura.media.Pictures;
import org.perdura.nn.SafeTensors;
import org.perdura.nn.Scope;
import org.perdura.nn.Tensor;
import org.perdura.nn.Torch;

class LpipsTest {

  private static final long PLENTY = 1L << 30;

  @TempDir private Path folder;
  private Scope scope;

  @BeforeAll
  static void useOneThread() {
    Torch.threads(1); // so small are the pictures
  }

  @BeforeEach
  void openScope() {
    scope = new Scope();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static Frame picture(String name) throws IOException {
    try {
      return Pictures.read(Path.of(LpipsTest.class.getResource(name).toURI()));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The regression figures of the authors' own package for these three pictures. */
  @Test
  void publishedFiguresComeOut() throws IOException {
    Frame reference = picture("ex_ref.png");
    try (var lpips = Lpips.shipped();
        var films = new LpipsFilms(lpips, false, PLENTY)) {
      double[] distances =
          films.next(List.of(reference, picture("ex_p0.png"), picture("ex_p1.png"))).toTruth();
      assertThat(distances[0]).isZero();
      assertThat(distances[1]).isCloseTo(0.7110, within(1e-3));
      assertThat(distances[2]).isCloseTo(0.1479, within(1e-3));
    }
  }

  private static double expected(String name) throws IOException {
    try (var in = LpipsTest.class.getResourceAsStream("features.safetensors")) {
      return SafeTensors.read(in, "features.safetensors").tensors().get(name).item();
    }
  }

  private static double distance(Lpips lpips) {
    return lpips.distance(MadeUp.picture(67, 71, 1), MadeUp.picture(67, 71, 2)).item();
  }

  private Path file(String name, Map<String, Tensor> tensors) throws IOException {
    Path file = folder.resolve(name);
    SafeTensors.write(file, tensors, Map.of());
    return file;
  }

  @Test
  void allNetworksAgreeWithPyTorch() throws IOException {
    try (var lpips = Lpips.shipped()) {
      assertThat(distance(lpips)).isCloseTo(expected("lpips/squeeze"), within(1e-6));
    }
    var alex = new LinkedHashMap<String, Tensor>();
    MadeUp.alexnet(alex);
    try (var lpips = Lpips.load(LpipsNet.ALEX, List.of(file("alexnet.safetensors", alex)))) {
      assertThat(distance(lpips)).isCloseTo(expected("lpips/alex"), within(1e-6));
    }
    var vgg = new LinkedHashMap<String, Tensor>();
    MadeUp.vgg16(vgg);
    var heads = new LinkedHashMap<String, Tensor>();
    int[] channels = {64, 128, 256, 512, 512};
    for (int i = 0; i < channels.length; i++) {
      heads.put("lin" + i + ".model.1.weight", MadeUp.units(500 + i, 1, channels[i], 1, 1));
    }
    List<Path> files =
        List.of(file("vgg16.safetensors", vgg), file("vgg-heads.safetensors", heads));
    try (var lpips = Lpips.load(LpipsNet.VGG, files)) {
      assertThat(distance(lpips)).isCloseTo(expected("lpips/vgg"), within(1e-5));
    }
  }

  @Test
  void namesOfTheWholeModuleAreUnderstood() throws IOException {
    var plain = new LinkedHashMap<String, Tensor>();
    MadeUp.alexnet(plain);
    var sliced = new LinkedHashMap<String, Tensor>();
    plain.forEach((name, tensor) -> sliced.put(name.replace("features.", "net.slice4."), tensor));
    try (var lpips = Lpips.load(LpipsNet.ALEX, List.of(file("lpips.safetensors", sliced)))) {
      assertThat(distance(lpips)).isCloseTo(expected("lpips/alex"), within(1e-6));
    }
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    assertThatThrownBy(() -> Lpips.load(LpipsNet.ALEX, List.of()))
        .hasMessage(
            "LPIPS-alex: its weights do not come with Perdura; give torchvision's state dict");
    var vgg = new LinkedHashMap<String, Tensor>();
    MadeUp.vgg16(vgg);
    Path file = file("vgg16.safetensors", vgg);
    assertThatThrownBy(() -> Lpips.load(LpipsNet.VGG, List.of(file)))
        .hasMessage(
            file + ": no tensor lin0.model.1.weight; must be the heads of LPIPS 0.1 for vgg");
  }

  @Test
  void gradientsPointAwayFromTheDistance() throws IOException {
    try (var lpips = Lpips.shipped()) {
      Tensor a = MadeUp.picture(48, 48, 1).withGradient();
      Tensor b = MadeUp.picture(48, 48, 2);
      lpips.distance(a, b).sum().backward();
      Tensor step = a.gradient();
      assertThat(step.allFinite()).isTrue();
      double length = step.norm().item();
      double eps = 0.01;
      double there = lpips.distance(a.detach().add(step.mul(eps / length)), b).item();
      double back = lpips.distance(a.detach().sub(step.mul(eps / length)), b).item();
      assertThat((there - back) / (2 * eps)).isCloseTo(length, within(0.05 * length));
    }
  }

  @Test
  void gradientsOfEqualPicturesAreFinite() throws IOException {
    try (var lpips = Lpips.shipped()) {
      Tensor a = Tensor.zeros(1, 3, 48, 48).withGradient();
      lpips.distance(a, Tensor.zeros(1, 3, 48, 48)).sum().backward();
      assertThat(a.gradient().allFinite()).isTrue();
    }
  }

  private static Frame noise(int width, int height, long seed) {
    var pixels = new byte[width * height * Frame.CHANNELS];
    new Random(seed).nextBytes(pixels);
    // Runs of equal bytes: coarse features see something too.
    for (int i = 1; i < pixels.length; i++) {
      pixels[i] = i % 31 < 20 ? pixels[i - 1] : pixels[i];
    }
    return Frame.still(width, height, pixels);
  }

  @Test
  void bandsGiveTheFiguresOfWholeFrames() throws IOException {
    int width = 32;
    var alex = new LinkedHashMap<String, Tensor>();
    MadeUp.alexnet(alex);
    Path file = file("alexnet.safetensors", alex);
    for (LpipsNet net : List.of(LpipsNet.SQUEEZE, LpipsNet.ALEX)) {
      long threeBands = 6L * width * net.bytesPerPixel() * (2 * 112 + 96);
      try (var lpips = Lpips.load(net, net.isShipped() ? List.of() : List.of(file));
          var whole = new LpipsFilms(lpips, true, PLENTY);
          var banded = new LpipsFilms(lpips, true, threeBands)) {
        for (int time = 0; time < 2; time++) {
          List<Frame> frames = List.of(noise(width, 301, time), noise(width, 301, time + 10));
          var expected = whole.next(frames);
          var actual = banded.next(frames);
          assertThat(actual.toTruth()[1]).isCloseTo(expected.toTruth()[1], within(1e-6));
          for (int film = 0; time > 0 && film < 2; film++) {
            assertThat(actual.changes()[film]).isCloseTo(expected.changes()[film], within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void changesAreDistancesToTheFrameBefore() throws IOException {
    Frame a = picture("ex_ref.png");
    Frame b = picture("ex_p1.png");
    try (var lpips = Lpips.shipped();
        var films = new LpipsFilms(lpips, true, PLENTY)) {
      assertThat(films.next(List.of(a, a)).changes()).containsOnly(Double.NaN);
      double[] changes = films.next(List.of(a, b)).changes();
      assertThat(changes[0]).isZero();
      assertThat(changes[1]).isCloseTo(0.1479, within(1e-3));
    }
  }
}
