package org.perdura.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.perdura.metrics.Scene;

/**
 * What is compared with what: one film with its results, or a folder of scenes with folders of the
 * same scenes.
 *
 * @param low the low-res film of each scene by its name; empty if none was given
 */
public record ScenesOnDisk(List<Scene> scenes, Map<String, Path> low) {

  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "tif", "tiff", "bmp", "ppm", "pgm");
  private static final Set<String> FILMS =
      Set.of("mp4", "mov", "mkv", "webm", "avi", "m4v", "mpg", "mpeg", "ts", "y4m");

  /**
   * Finds the scenes.
   *
   * @param results paths, or NAME=PATH
   * @param truth a film, a sequence of pictures, or a folder that holds several of these
   * @param low alike, or null
   * @throws IOException one line: nothing is there, or a scene is missing
   */
  public static ScenesOnDisk find(List<String> results, String truth, String low)
      throws IOException {
    Map<String, Path> named = NamedPath.unique(results);
    Path truthPath = Path.of(truth);
    Path lowPath = low == null ? null : Path.of(low);
    Map<String, Path> found = scenesIn(truthPath);
    if (found == null) {
      String name = NamedPath.unique(List.of(truth)).keySet().iterator().next();
      return new ScenesOnDisk(
          List.of(new Scene(name, truthPath, named)),
          lowPath == null ? Map.of() : Map.of(name, lowPath));
    }
    if (found.isEmpty()) {
      throw new IOException(truth + ": holds neither pictures nor films nor folders of pictures");
    }
    var scenes = new ArrayList<Scene>();
    var lows = new LinkedHashMap<String, Path>();
    for (var scene : found.entrySet()) {
      var ofScene = new LinkedHashMap<String, Path>();
      for (var result : named.entrySet()) {
        ofScene.put(result.getKey(), counterpart(result.getValue(), scene.getKey(), truth));
      }
      scenes.add(new Scene(scene.getKey(), scene.getValue(), ofScene));
      if (lowPath != null) {
        lows.put(scene.getKey(), counterpart(lowPath, scene.getKey(), truth));
      }
    }
    return new ScenesOnDisk(List.copyOf(scenes), Map.copyOf(lows));
  }

  private static Path counterpart(Path folder, String scene, String truth) throws IOException {
    if (!Files.exists(folder)) {
      throw new IOException(folder + ": no such file or folder");
    }
    Map<String, Path> scenes = scenesIn(folder);
    Path found = scenes == null ? null : scenes.get(scene);
    if (found == null) {
      throw new IOException(
          "%s: has no scene %s, a film or a folder of pictures of that name, which %s has"
              .formatted(folder, scene, truth));
    }
    return found;
  }

  /** By name and in its order, or null if the path is a film itself. */
  private static Map<String, Path> scenesIn(Path path) throws IOException {
    if (!Files.isDirectory(path) || holdsPictures(path)) {
      return null;
    }
    var scenes = new TreeMap<String, Path>();
    for (Path entry : entries(path)) {
      boolean scene = Files.isDirectory(entry) ? holdsPictures(entry) : is(entry, FILMS);
      if (!scene) {
        continue;
      }
      String name =
          Files.isDirectory(entry) ? entry.getFileName().toString() : NamedPath.stem(entry);
      Path other = scenes.put(name, entry);
      if (other != null) {
        throw new IOException("%s: is the scene %s, and so is %s".formatted(entry, name, other));
      }
    }
    return scenes;
  }

  private static boolean holdsPictures(Path folder) throws IOException {
    return entries(folder).stream()
        .anyMatch(entry -> Files.isRegularFile(entry) && is(entry, PICTURES));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static boolean is(Path file, Set<String> extensions) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot >= 0 && extensions.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
