package org.perdura.video.data;

import java.nio.file.Path;
import java.util.List;
import org.perdura.recipe.Default;

/**
 * What training clips are made from.
 *
 * @param photos picture files, and folders whose pictures are all used (not those of their
 *     subfolders)
 * @param exclude pictures of these folders that are not used, by the end of their path
 * @param videos films
 * @param mix how often each kind of clip is made; kinds without material are left out
 * @param photoWidth pixels; wider photos are made smaller, which makes them crisp; absent: 1600
 * @param movingFirstFrame probability that a clip of a film shows its first frame only, moved by a
 *     random walk, as if the camera shook before a picture (Chu et al. 2020, data augmentation)
 * @param variety how freely clips are cut from films and changed; absent: varied
 */
public record VideoDataSpec(
    @Default("[]") List<String> photos,
    @Default("[]") List<String> exclude,
    @Default("[]") List<Footage> videos,
    @Default("null") Mix mix,
    @Default("1600") Integer photoWidth,
    @Default("0") double movingFirstFrame,
    @Default("varied") Variety variety) {

  /** How freely clips are cut from films and changed. */
  public enum Variety {
    /**
     * At up to three times the speed, half of them with a crop that moves; turned, mirrored,
     * backwards, with colours exchanged.
     */
    VARIED,
    /** As they are, but for a crop that stands still and is mirrored left to right or not. */
    CROP_AND_FLIP
  }

  /** Relative frequencies. */
  public record Mix(double photo, double video, double synthetic) {

    public static final Mix DEFAULT = new Mix(0.45, 0.45, 0.10);

    public Mix {
      if (!(photo >= 0 && video >= 0 && synthetic >= 0 && photo + video + synthetic > 0)) {
        throw new IllegalArgumentException(
            "mix of photo %s, video %s, synthetic %s: none may be negative, one must be positive"
                .formatted(photo, video, synthetic));
      }
    }
  }

  public VideoDataSpec {
    photos = photos == null ? List.of() : List.copyOf(photos);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
    videos = videos == null ? List.of() : List.copyOf(videos);
    mix = mix == null ? Mix.DEFAULT : mix;
    photoWidth = photoWidth == null ? Integer.valueOf(1600) : photoWidth;
    if (photoWidth < 16) {
      throw new IllegalArgumentException(
          "photoWidth %d: must be at least 16".formatted(photoWidth));
    }
    variety = variety == null ? Variety.VARIED : variety;
    if (!(movingFirstFrame >= 0 && movingFirstFrame <= 1)) {
      throw new IllegalArgumentException(
          "moving-first-frame: %s, must be from 0 to 1".formatted(movingFirstFrame));
    }
  }

  /** The same with relative paths taken as relative to {@code folder}. */
  public VideoDataSpec resolve(Path folder) {
    return new VideoDataSpec(
        photos.stream().map(photo -> folder.resolve(photo).toString()).toList(),
        exclude,
        videos.stream()
            .map(
                film ->
                    new Footage(
                        folder.resolve(film.path()).toString(),
                        film.from(),
                        film.to(),
                        film.prescale(),
                        film.weight()))
            .toList(),
        mix,
        photoWidth,
        movingFirstFrame,
        variety);
  }
}
