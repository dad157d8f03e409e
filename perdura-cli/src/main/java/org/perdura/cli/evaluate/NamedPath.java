package org.perdura.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result and what tables call it. */
record NamedPath(String name, Path path) {

  /**
   * Names results: NAME=PATH as it says, a path by its last part without extension, and if several
   * would be called the same, by as many parts as it takes to tell them apart.
   *
   * @throws IOException if a name is given twice
   */
  static Map<String, Path> unique(List<String> words) throws IOException {
    var given = new ArrayList<NamedPath>();
    for (String word : words) {
      given.add(of(word));
    }
    var named = new LinkedHashMap<String, Path>();
    for (NamedPath result : given) {
      String name = result.name;
      for (int parts = 1; name == null; parts++) {
        name = tellingApart(result, given, parts);
      }
      if (named.put(name, result.path) != null) {
        throw new IOException(
            name + ": two results of that name; give them others by NAME=" + result.path);
      }
    }
    return named;
  }

  /** With a null name if none was given. */
  private static NamedPath of(String word) {
    int equals = word.indexOf('=');
    boolean named = equals > 0 && !Files.exists(Path.of(word));
    return named
        ? new NamedPath(word.substring(0, equals), Path.of(word.substring(equals + 1)))
        : new NamedPath(null, Path.of(word));
  }

  /** The last parts of a path, or null if others end like that, too. */
  private static String tellingApart(NamedPath result, List<NamedPath> all, int parts) {
    String name = lastParts(result.path, parts);
    boolean whole = parts >= result.path.toAbsolutePath().normalize().getNameCount();
    long same =
        all.stream()
            .filter(other -> other.name == null && lastParts(other.path, parts).equals(name))
            .count();
    return same == 1 || whole ? name : null;
  }

  private static String lastParts(Path path, int parts) {
    Path whole = path.toAbsolutePath().normalize();
    String last = whole.getFileName() == null ? "" : whole.getFileName().toString();
    if (last.matches(".*[%*?\\[{].*") && whole.getParent() != null) {
      whole = whole.getParent(); // a pattern of pictures goes by the folder they are in
    }
    int count = whole.getNameCount();
    Path end = whole.subpath(Math.max(0, count - parts), count);
    Path parent = end.getParent();
    String stem = stem(end);
    return parent == null ? stem : parent.resolve(stem).toString().replace('\\', '/');
  }

  /** The last part of a path without extension. */
  static String stem(Path path) {
    String last = path.getFileName().toString();
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
