package org.perdura.fluid.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdura.fluid.Domain;
import org.perdura.grid.GridSize;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.grid.VectorField;
import org.perdura.recipe.RecipeException;
import org.perdura.recipe.RecipeReader;

final class SceneTest {

  private static final String PLUME =
      """
      resolution: [32, 48]
      boundary: {lower-y: open, upper-y: open}
      sources:
        - shape: {kind: sphere, center: [0.5, 0.2], radius: 0.1}
          noise: {scale: 20}
      velocities:
        - shape: {kind: box, center: [0.5, 0.2], size: [0.2, 0.1]}
          velocity: [0.01, 0]
      buoyancy: 0.001
      """;

  private final Slabs slabs = new Slabs(1);

  private static Scene scene(String yaml, String... overrides) {
    return RecipeReader.parse("a.yaml", yaml, Scene.class, List.of(overrides)).value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plume", "obstacle", "jet", "colliding-plumes"})
  void shippedScenesGiveSmokeFlatAndSolid(String name) throws IOException {
    Path file = Path.of("..", "scenes", name + ".yaml");
    for (String resolution : new String[] {"[24, 24]", "[24, 24, 24]"}) {
      var scene = RecipeReader.read(file, Scene.class, List.of("resolution=" + resolution)).value();
      try (var simulation = new Simulation(scene, slabs)) {
        for (int i = 0; i < 5; i++) {
          simulation.step();
        }
        float most = 0;
        for (float value : simulation.density().values()) {
          assertThat(value).isBetween(-1e-6f, 1f + 1e-6f);
          most = Math.max(most, value);
        }
        assertThat(most).isGreaterThan(0.5f);
        float fastest = 0;
        for (float value : simulation.velocity().y()) {
          fastest = Math.max(fastest, Math.abs(value));
        }
        assertThat(fastest).isBetween(1e-3f, 24f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resolution=[32]                      | a.yaml: resolution: [32], must be [x, y] or [x, y, z]",
        "resolution=[32, -4]                  | a.yaml: resolution: -4, must be from 8 to 4096",
        "boundary.lower-q=open                | a.yaml: boundary.lower-q: unknown key; did you mean lower-x?",
        "buoyance=1                           | a.yaml: buoyance: unknown key; did you mean buoyancy?",
        "buoyancy=NaN                         | a.yaml: buoyancy: NaN, must be a number",
        "sources.0.shape.radius=-0.1          | a.yaml: sources.0.shape.radius: -0.1, must be above 0",
        "sources.0.shape.radius=NaN           | a.yaml: sources.0.shape.radius: NaN, must be a number",
        "sources.0.shape.kind=torus           | a.yaml: sources.0.shape.kind: torus, must be one of sphere, box, cylinder",
        "sources.0.shape.size=[1, 1]          | a.yaml: sources.0.shape.size: a sphere has none",
        "velocities.0.shape.kind=sphere       | a.yaml: velocities.0.shape.radius: missing, a sphere needs it",
        "sources.0.shape.center=[0.5, 1.2]    | a.yaml: sources.0.shape.center: [0.5, 1.2], outside of the domain with the whole shape; its sides go from 0 to 1",
        "sources.0.shape.center=[1e9, 1.2]    | a.yaml: sources.0.shape.center: 1000000000, must be from -100 to 100",
        "sources.0.first-step=-1              | a.yaml: sources.0.first-step: -1, must be from 0 to 2147483647",
        "sources.0.last-step=-1               | a.yaml: sources.0.last-step: -1, must be at least first-step, 0",
        "sources.0.noise.scale=0              | a.yaml: sources.0.noise.scale: 0.0, must be above 0, and at most 100000",
        "velocities.0.velocity=[2, 0]         | a.yaml: velocities.0.velocity: 2, must be from -1 to 1",
        "resolution=[32, 32, 32]              | a.yaml: sources.0.shape.center: [0.5, 0.2], must be 3 numbers (and stretch and size alike) in a domain of 32x32x32",
        "obstacles=[{}]                       | a.yaml: obstacles.0.shape: an obstacle has either a shape or a mask",
        "steps=0                              | a.yaml: steps: 0, must be from 1 to 1000000",
      })
  void whatIsWrongIsSaidInOneLine(String override, String message) {
    assertThatThrownBy(() -> scene(PLUME, override))
        .isInstanceOf(RecipeException.class)
        .hasMessage(message);
  }

  @Test
  void aSourceInTheBoundaryIsRefused() {
    Scene scene = scene(PLUME, "sources.0.shape.center=[0, 0]", "sources.0.shape.radius=0.01");
    assertThatThrownBy(() -> new Simulation(scene, slabs))
        .hasMessage("sources.0: reaches no fluid cell of 32x48; must be larger, or elsewhere");
  }

  @Test
  void aShapeLargerThanAnyDomainFillsIt() throws IOException {
    Scene scene =
        scene(PLUME, "sources.0.shape.radius=1e9", "velocities=[]", "sources.0.noise.scale=1e5");
    PlacedShape placed = scene.sources().get(0).shape().in(scene.size());
    assertThat(placed.from(0, 1)).isZero();
    assertThat(placed.to(1, 1)).isEqualTo(scene.size().y());
    try (var simulation = new Simulation(scene, slabs)) {
      simulation.step();
    }
  }

  @Test
  void inflowFollowsTheSignedDistance() {
    // A sphere of radius 5 cells at a cell's corner: distances of the centres are known.
    Scene scene =
        scene(
            """
            resolution: [20, 20]
            sources:
              - shape: {kind: sphere, center: [0.5, 0.5], radius: 0.25}
                density: 0.8
            """);
    var domain = Domain.of(scene.size(), scene.boundary().boundary(), null);
    var density = new ScalarField(scene.size());
    density.values()[scene.size().index(10, 10, 0)] = 0.9f;
    var velocity = new VectorField(scene.size(), VectorField.Placement.FACES);
    Sources.of(scene, domain, slabs).get(0).apply(0, density, velocity);
    for (int j = 2; j < 18; j++) {
      for (int i = 2; i < 18; i++) {
        double distance = Math.hypot(i + 0.5 - 10, j + 0.5 - 10) - 5;
        double expected = 0.8 * Math.min(1, Math.max(0, 1 - 0.5 * (distance + 1)));
        if (i == 10 && j == 10) {
          expected = 0.9; // more than the source gives
        }
        assertThat(density.at(i, j, 0)).isCloseTo((float) expected, within(1e-6f));
      }
    }
  }

  @Test
  void aHardEdgeFillsCellsWhoseCentreIsInside() {
    Scene scene =
        scene(
            """
            resolution: [64, 64, 64]
            sources:
              - shape: {kind: sphere, center: [0.5, 0.15, 0.5], radius: 0.1}
                edge: 0
            """);
    var domain = Domain.of(scene.size(), scene.boundary().boundary(), null);
    var density = new ScalarField(scene.size());
    var velocity = new VectorField(scene.size(), VectorField.Placement.FACES);
    Sources.of(scene, domain, slabs).get(0).apply(0, density, velocity);
    int inside = 0;
    double sum = 0;
    for (int k = 0; k < 64; k++) {
      for (int j = 0; j < 64; j++) {
        for (int i = 0; i < 64; i++) {
          double x = i + 0.5 - 32;
          double y = j + 0.5 - 9.6;
          double z = k + 0.5 - 32;
          inside += x * x + y * y + z * z <= 6.4 * 6.4 ? 1 : 0;
          sum += density.at(i, j, k);
        }
      }
    }
    assertThat(sum).isEqualTo(inside);
  }

  @Test
  void sourcesAndVelocitiesLastAsLongAsTheySay() {
    Scene scene =
        scene(
            PLUME,
            "sources.0.once=true",
            "sources.0.first-step=2",
            "velocities.0.first-step=1",
            "velocities.0.last-step=3");
    var domain = Domain.of(scene.size(), scene.boundary().boundary(), null);
    var sources = Sources.of(scene, domain, slabs);
    for (int step = 0; step < 5; step++) {
      var density = new ScalarField(scene.size());
      var velocity = new VectorField(scene.size(), VectorField.Placement.FACES);
      for (var source : sources) {
        source.apply(step, density, velocity);
      }
      assertThat(holds(density.values())).isEqualTo(step == 2);
      assertThat(holds(velocity.x())).isEqualTo(step >= 1 && step <= 3);
      if (step == 1) {
        // 0.01 longest sides of 48 cells.
        assertThat(velocity.x()[scene.size().index(16, 9, 0)]).isCloseTo(0.48f, within(1e-6f));
      }
    }
  }

  private static boolean holds(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void distancesOfShapes() {
    var size = new GridSize(100, 100, 100);
    var box =
        scene(
            "{resolution: [100, 100, 100], obstacles: [{shape: {kind: box,"
                + " center: [0.5, 0.5, 0.5], size: [0.2, 0.4, 0.6]}}]}");
    var placed = box.obstacles().get(0).shape().orElseThrow().in(size);
    assertThat(placed.distance(50, 50, 50)).isEqualTo(-10);
    assertThat(placed.distance(63, 74, 50)).isCloseTo(5, within(1e-9));
    var cylinder =
        scene(
            "{resolution: [100, 100, 100], obstacles: [{shape: {kind: cylinder,"
                + " center: [0.5, 0.5, 0.5], radius: 0.1, length: 0.4, axis: x}}]}");
    placed = cylinder.obstacles().get(0).shape().orElseThrow().in(size);
    assertThat(placed.distance(50, 53, 54)).isCloseTo(-5, within(1e-9));
    assertThat(placed.distance(75, 50, 50)).isCloseTo(5, within(1e-9));
  }

  @Test
  void otherSeedsMoveTheNoise() throws IOException {
    float[] one = afterAStep(scene(PLUME, "seed=1"));
    assertThat(afterAStep(scene(PLUME, "seed=1"))).isEqualTo(one);
    assertThat(afterAStep(scene(PLUME, "seed=2"))).isNotEqualTo(one);
  }

  private float[] afterAStep(Scene scene) throws IOException {
    try (var simulation = new Simulation(scene, slabs)) {
      simulation.step();
      return simulation.density().values().clone();
    }
  }

  @Test
  void aMaskIsLaidOverTheDomain(@TempDir Path folder) throws IOException {
    var picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(1, 0, 0xffffff); // the second column of the top row
    ImageIO.write(picture, "png", folder.resolve("mask.png").toFile());
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "{resolution: [40, 40], obstacles: [{mask: mask.png}]}");
    Scene scene = RecipeReader.read(file, Scene.class, List.of()).value();
    Domain domain = Sources.domain(scene);
    assertThat(domain.isFluid(domain.size().index(15, 35, 0))).isFalse();
    assertThat(domain.isFluid(domain.size().index(15, 28, 0))).isTrue();
    assertThat(domain.isFluid(domain.size().index(22, 35, 0))).isTrue();
    assertThat(domain.plainBox()).isFalse();
  }

  @Test
  void aGreyMaskIsSolidFromHalfBrightnessOn(@TempDir Path folder) throws IOException {
    var picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(0, 0, 0, 120);
    picture.getRaster().setSample(1, 0, 0, 135);
    ImageIO.write(picture, "png", folder.resolve("mask.png").toFile());
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "{resolution: [40, 40], obstacles: [{mask: mask.png}]}");
    Domain domain = Sources.domain(RecipeReader.read(file, Scene.class, List.of()).value());
    assertThat(domain.isFluid(domain.size().index(10, 20, 0))).isTrue();
    assertThat(domain.isFluid(domain.size().index(30, 20, 0))).isFalse();
  }

  @Test
  void aSceneIsTheSameAtAnotherResolution() {
    Scene scene = scene(PLUME, "confinement=0.2");
    Scene coarse = scene.at(GridSize.flat(16, 24));
    assertThat(coarse.size()).isEqualTo(GridSize.flat(16, 24));
    assertThat(coarse.sources()).isEqualTo(scene.sources());
    assertThat(coarse.confinement()).isEqualTo(0.1);
  }

  @Test
  void aDamagedOrHugeMaskIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    Path mask = folder.resolve("mask.png");
    var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(picture, "png", mask.toFile());
    byte[] whole = Files.readAllBytes(mask);
    Path file = folder.resolve("a.yaml");
    Files.writeString(file, "{resolution: [40, 40], obstacles: [{mask: mask.png}]}");
    Scene scene = RecipeReader.read(file, Scene.class, List.of()).value();
    byte[] huge = whole.clone();
    huge[16] = huge[20] = 0x7f; // the sides, of which the first byte is the uppermost
    for (byte[] bad : List.of(Arrays.copyOf(whole, whole.length / 2), huge, new byte[3])) {
      Files.write(mask, bad);
      assertThatThrownBy(() -> Sources.domain(scene))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(mask + ": ");
    }
  }
}
