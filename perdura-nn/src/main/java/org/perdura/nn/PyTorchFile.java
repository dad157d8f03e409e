package org.perdura.nn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Imports the checkpoints that Python's {@code torch.save} writes (.pth, .pt).
 *
 * <p>Such a file contains a program for Python's pickle machine, which can call anything when
 * Python loads it. Nothing of it is run here: it is read as data by a reader that looks no name up
 * and knows tensors, mappings, lists, strings and numbers. A file that asks for anything else, e.g.
 * {@code os.system}, gets a placeholder there, and its tensors are read all the same.
 */
public final class PyTorchFile {

  /** More than any tensor's here; LibTorch itself ends at 64. */
  private static final int MOST_DIMENSIONS = 16;

  /** How many times as large as the file its contents may be; PyTorch itself packs nothing. */
  private static final long MOST_PACKED = 16;

  /** And so much in any case. */
  private static final long FREE_BYTES = 1 << 20;

  /** Some hundred bytes for each tensor. */
  private static final long LONGEST_PICKLE = 1 << 26;

  private PyTorchFile() {}

  /**
   * Reads a state dict: the outermost mapping if it holds tensors, else the only one in it that
   * does.
   *
   * @throws IOException if there is none or several; see {@link #read(Path, String)}
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    return read(file, null);
  }

  /**
   * Reads the tensors of a mapping, in its order. The counters of batch normalisation ({@code
   * num_batches_tracked}), which no computation uses, are left out, and so is what is no tensor.
   *
   * @param key the mapping's name in the outermost one, e.g. {@code params}, {@code state_dict};
   *     null for what {@link #read(Path)} finds
   * @return tensors that belong to the innermost {@link Scope}
   * @throws IOException if the file cannot be read, is damaged, in the format of PyTorch before
   *     1.6, or has no such mapping
   */
  public static Map<String, Tensor> read(Path file, String key) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, must be a .pth file");
    }
    requireZip(file);
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry pickle =
          zip.stream()
              .filter(entry -> entry.getName().endsWith("/data.pkl"))
              .findFirst()
              .orElseThrow(() -> new IOException("no data.pkl in it: torch.save did not write it"));
      String root = pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
      requireLittleEndian(zip, root);
      var room = new Room(FREE_BYTES + MOST_PACKED * Files.size(file));
      Object content = unpickle(zip, pickle, Math.min(room.left, LONGEST_PICKLE));
      var tensors = new LinkedHashMap<String, Tensor>();
      for (var entry : mapping(content, key).entrySet()) {
        String name = entry.getKey().toString();
        if (entry.getValue() instanceof Unpickler.TensorView view
            && !name.endsWith("num_batches_tracked")) {
          tensors.put(name, tensor(zip, root, name, view, room));
        }
      }
      return tensors;
    } catch (ZipException e) {
      throw new TensorFileException(file, "damaged or truncated: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new TensorFileException(file, String.valueOf(e.getMessage()), e);
    }
  }

  /** How many bytes more a file's contents may take, held against what it has itself. */
  private static final class Room {
    private long left;

    Room(long bytes) {
      left = bytes;
    }

    void require(String name, long bytes) throws IOException {
      if (bytes > left) {
        throw new IOException(
            "tensor %s: takes %d bytes, which is out of proportion to the file; must be stored in full"
                .formatted(name, bytes));
      }
    }

    void take(String name, long bytes) throws IOException {
      require(name, bytes);
      left -= bytes;
    }
  }

  private static Object unpickle(ZipFile zip, ZipEntry pickle, long most) throws IOException {
    byte[] program;
    try (var in = zip.getInputStream(pickle)) {
      program = in.readNBytes((int) most + 1);
    }
    if (program.length > most) {
      throw new IOException(
          "data.pkl has more than %d bytes, which is out of proportion to the file"
              .formatted(most));
    }
    return Unpickler.read(new ByteArrayInputStream(program));
  }

  private static void requireZip(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
        throw new IOException(
            "%s: not in PyTorch's zip format (since 1.6); if PyTorch wrote it, convert it in Python: f = '%s'; torch.save(torch.load(f, map_location='cpu'), f)"
                .formatted(file, file.getFileName()));
      }
    }
  }

  private static void requireLittleEndian(ZipFile zip, String root) throws IOException {
    ZipEntry order = zip.getEntry(root + "byteorder");
    if (order != null) {
      try (var in = zip.getInputStream(order)) {
        if (in.read() == 'b') {
          throw new IOException("saved on a big-endian machine, must be little-endian");
        }
      }
    }
  }

  private static Map<?, ?> mapping(Object content, String key) throws IOException {
    if (!(content instanceof Map<?, ?> outermost)) {
      throw new IOException("no mapping of names to tensors: save the module's state_dict()");
    }
    if (key != null) {
      if (outermost.get(key) instanceof Map<?, ?> inner && holdsTensors(inner)) {
        return inner;
      }
      throw new IOException(
          "no mapping '%s' of tensors; there are: %s".formatted(key, names(outermost)));
    }
    if (holdsTensors(outermost)) {
      return outermost;
    }
    List<String> names = names(outermost);
    if (names.size() != 1) {
      throw new IOException(
          names.isEmpty()
              ? "no tensors in it"
              : "several mappings of tensors, one must be chosen: " + names);
    }
    return (Map<?, ?>) outermost.get(names.get(0));
  }

  private static boolean holdsTensors(Map<?, ?> mapping) {
    return mapping.values().stream().anyMatch(Unpickler.TensorView.class::isInstance);
  }

  private static List<String> names(Map<?, ?> outermost) {
    var names = new ArrayList<String>();
    outermost.forEach(
        (name, value) -> {
          if (name instanceof String text
              && value instanceof Map<?, ?> inner
              && holdsTensors(inner)) {
            names.add(text);
          }
        });
    return names;
  }

  private static Tensor tensor(
      ZipFile zip, String root, String name, Unpickler.TensorView view, Room room)
      throws IOException {
    Unpickler.Storage storage = view.storage();
    ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
    long bytes = storage.count() * storage.type().bytes();
    boolean possible = storage.count() >= 0 && storage.count() <= Long.MAX_VALUE / Long.BYTES;
    if (entry == null || !possible || entry.getSize() != bytes) {
      throw new IOException(
          "tensor %s: its data file has %s bytes, must be %d"
              .formatted(name, entry == null ? "no" : entry.getSize(), bytes));
    }
    requireInside(name, view);
    room.require(name, bytes);
    // Of a stride of 0 a view makes many elements of one.
    room.take(name, elements(view) * storage.type().bytes());
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      Tensor whole = Tensor.uninitialized(storage.type(), storage.count());
      try (var in = zip.getInputStream(entry)) {
        if (new RawData().read(in, whole) < bytes) {
          throw new IOException("tensor " + name + ": its data are truncated");
        }
      }
      return scope.keep(whole.strided(view.shape(), view.strides(), view.offset()).copy());
    }
  }

  /** At most half of what a long counts in bytes, which is more than there ever is room for. */
  private static long elements(Unpickler.TensorView view) {
    long count = 1;
    for (long side : view.shape()) {
      if (side == 0) {
        return 0;
      }
      count = count > Integer.MAX_VALUE || side > Integer.MAX_VALUE ? 1L << 58 : count * side;
    }
    return count;
  }

  private static void requireInside(String name, Unpickler.TensorView view) throws IOException {
    boolean right =
        view.offset() >= 0
            && view.shape().length == view.strides().length
            && view.shape().length <= MOST_DIMENSIONS;
    boolean empty = false;
    try {
      long last = view.offset();
      for (int d = 0; right && d < view.shape().length; d++) {
        right = view.shape()[d] >= 0 && view.strides()[d] >= 0;
        empty |= view.shape()[d] == 0;
        long steps = Math.max(0, view.shape()[d] - 1);
        last = Math.addExact(last, Math.multiplyExact(steps, view.strides()[d]));
      }
      right &= empty || last < view.storage().count();
    } catch (ArithmeticException e) {
      right = false;
    }
    if (!right) {
      throw new IOException("tensor " + name + ": it reaches beyond its data");
    }
  }
}
