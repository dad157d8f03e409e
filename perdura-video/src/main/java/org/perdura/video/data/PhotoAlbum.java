package org.perdura.video.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.perdura.media.Media;
import org.perdura.recipe.Chance;

/** Photos, decoded once and kept in memory; those with fine detail are picked more often. */
final class PhotoAlbum implements StillSource {

  /** Photo pixels per high-res pixel: about 2 leaves no trace of demosaicing and compression. */
  private static final float MIN_SCALE = 1.6f;

  private static final float MAX_SCALE = 4.5f;

  private static final List<String> ENDINGS =
      List.of(".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp");

  private final Still[] photos;
  private final double[] weights;

  private PhotoAlbum(List<Still> photos) {
    this.photos = photos.toArray(Still[]::new);
    weights = new double[this.photos.length];
    for (int i = 0; i < weights.length; i++) {
      var smallest = this.photos[i].levels()[this.photos[i].levels().length - 1];
      float texture = Raster.texture(smallest.rgb(), smallest.width(), smallest.height());
      // Skies and fogs have their turn too, but seldom.
      weights[i] = Math.max(0.3, Math.min(10, texture));
    }
  }

  /** Reads the photos that {@code spec} names; the album is empty if it names none. */
  static PhotoAlbum read(VideoDataSpec spec) throws IOException {
    var photos = new ArrayList<Still>();
    for (Path file : files(spec)) {
      var photo = decode(file);
      int width = Math.min(spec.photoWidth(), photo.width());
      int height = Math.max(1, Math.round((float) photo.height() * width / photo.width()));
      String name = file.getFileName().toString();
      photos.add(Still.of(name, photo.shrink(width, height), MIN_SCALE, MAX_SCALE));
    }
    return new PhotoAlbum(photos);
  }

  boolean isEmpty() {
    return photos.length == 0;
  }

  @Override
  public Still pick(SplittableRandom rnd) {
    return photos[Chance.weighted(rnd, weights)];
  }

  @Override
  public int largestSide() {
    return Stream.of(photos).mapToInt(Still::largestSide).max().orElse(0);
  }

  private static Raster decode(Path file) throws IOException {
    try (var reader = Media.open(file.toString())) {
      var frame = reader.read();
      if (frame == null) {
        throw new IOException(file + ": no picture in it");
      }
      return Raster.of(frame);
    }
  }

  /** In an order that does not depend on the file system. */
  static List<Path> files(VideoDataSpec spec) throws IOException {
    var files = new ArrayList<Path>();
    for (String name : spec.photos()) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(PhotoAlbum::isPicture).sorted().forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    for (String excluded : spec.exclude()) {
      if (!files.removeIf(file -> file.endsWith(excluded))) {
        throw new IOException(
            "exclude %s: no such photo among the %d named".formatted(excluded, files.size()));
      }
    }
    return files;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
