package org.perdura.media;

import static org.bytedeco.ffmpeg.global.avutil.*;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** What a film says of itself, for the film that is made of it: titles, languages, chapters. */
final class SourceTags {

  /** These describe the other container. */
  private static final List<String> OF_CONTAINER =
      List.of("major_brand", "minor_version", "compatible_brands", "encoder", "duration");

  /** These begin the names of what describes the other coding of the picture. */
  private static final List<String> OF_CODING =
      List.of(
          "bps",
          "duration",
          "number_of_frames",
          "number_of_bytes",
          "_statistics_",
          "source_id",
          "encoder",
          "vendor_id",
          "rotate",
          "alpha_mode");

  /** QuickTime knows languages by a list of its own, with older codes for some of them. */
  private static final Map<String, String> QUICKTIME_LANGUAGES =
      Map.of(
          "deu", "ger", "nld", "dut", "ell", "gre", "isl", "ice", "zho", "chi", "sqi", "alb", "swe",
          "sve", "fre", "fra", "rum", "ron", "cze", "ces");

  private SourceTags() {}

  /** Title, date and the like. */
  static AVDictionary ofFilm(AVDictionary tags) {
    return without(OF_CONTAINER, tags);
  }

  /** Of a video stream that is coded anew: language, title, time code. */
  static AVDictionary ofVideo(AVDictionary tags, FilmContainer container) {
    return fitted(without(OF_CODING, tags), container);
  }

  /** Of a stream that is copied. */
  static AVDictionary ofStream(AVDictionary tags, FilmContainer container) {
    return fitted(without(List.of(), tags), container);
  }

  /** As the container's readers will look for them. */
  private static AVDictionary fitted(AVDictionary tags, FilmContainer container) {
    AVDictionaryEntry language = av_dict_get(tags, "language", null, 0);
    if (language != null && container == FilmContainer.MOV) {
      String code = language.value().getString();
      av_dict_set(tags, "language", QUICKTIME_LANGUAGES.getOrDefault(code, code), 0);
    }
    AVDictionaryEntry title = av_dict_get(tags, "title", null, 0);
    if (title != null && container.hasTimescale()) {
      av_dict_set(tags, "handler_name", title.value().getString(), AV_DICT_DONT_OVERWRITE);
    }
    return tags;
  }

  private static AVDictionary without(List<String> beginnings, AVDictionary tags) {
    var copy = new AVDictionary(null);
    for (AVDictionaryEntry tag = av_dict_iterate(tags, null);
        tag != null;
        tag = av_dict_iterate(tags, tag)) {
      String name = tag.key().getString().toLowerCase(Locale.ROOT);
      if (beginnings.stream().noneMatch(name::startsWith)) {
        av_dict_set(copy, tag.key(), tag.value(), 0);
      }
    }
    return copy;
  }

  /**
   * Adds the chapters.
   *
   * @param shift seconds that are taken from their times
   */
  static void copyChapters(AVFormatContext from, AVFormatContext to, double shift) {
    int count = from.nb_chapters();
    if (count == 0) {
      return;
    }
    // FFmpeg frees them with the container: the memory must be its own.
    to.chapters(new PointerPointer<>(owned(count * (long) new PointerPointer<>().sizeof())));
    for (int i = 0; i < count; i++) {
      AVChapter chapter = from.chapters(i);
      var copy = new AVChapter(owned(chapter.sizeof()));
      long by = Math.round(shift * chapter.time_base().den() / chapter.time_base().num());
      copy.id(chapter.id()).time_base(chapter.time_base());
      copy.start(chapter.start() - by).end(chapter.end() - by);
      copy.metadata(without(List.of(), chapter.metadata()));
      to.chapters(i, copy);
    }
    to.nb_chapters(count);
  }

  private static Pointer owned(long bytes) {
    return Av.allocated(av_mallocz(bytes));
  }
}
