package org.perdura.cli;

import org.perdura.grid.picture.Background;
import org.perdura.grid.render.Camera;
import org.perdura.grid.render.DirectionalLight;
import org.perdura.grid.render.Medium;
import org.perdura.grid.render.VolumeView;
import picocli.CommandLine.Option;

/** How solid smoke is filmed and lit. */
final class VolumeOptions {

  @Option(
      names = "--camera",
      paramLabel = "AZ,EL[,D[,FOV]]",
      converter = CameraOption.class,
      description =
          "Where the camera of --view volume stands: degrees from the front to the right, degrees"
              + " above the horizon, longest sides from the domain's centre or fit, degrees seen"
              + " from bottom to top (default: 25,10,fit,30).")
  private Camera camera;

  @Option(
      names = "--light",
      paramLabel = "AZ,EL[,S]",
      converter = LightOption.class,
      description =
          "Where the light of --view volume comes from, in degrees like the camera's, and its"
              + " strength (default: -75,35,1.6).")
  private DirectionalLight light;

  @Option(
      names = "--turntable",
      paramLabel = "N",
      arity = "0..1",
      converter = FullTurn.Converter.class,
      description =
          "The camera of --view volume goes once around to the right in N pictures (default: in"
              + " as many as there are frames; around a single frame in 96).")
  private FullTurn turn;

  /** Once around; null if the camera stands still. */
  FullTurn turn() {
    return turn;
  }

  /** The first of these options that is used; null if none is. */
  String used() {
    if (camera != null) {
      return "--camera";
    }
    if (light != null) {
      return "--light";
    }
    return turn == null ? null : "--turntable";
  }

  /**
   * @param absorption per density and longest side
   * @param degrees by which the camera has gone around
   */
  VolumeView view(double absorption, Background background, double degrees) {
    return new VolumeView(
        (camera == null ? Camera.USUAL : camera).turned(degrees),
        light == null ? DirectionalLight.USUAL : light,
        background == Background.DARK ? Medium.white(absorption) : Medium.dark(absorption),
        background);
  }
}
