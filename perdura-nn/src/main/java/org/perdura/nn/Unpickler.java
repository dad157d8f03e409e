package org.perdura.nn;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the subset of Python's pickle format (docs.python.org/3/library/pickletools.html) that
 * PyTorch's checkpoints consist of, as plain data: maps, lists, strings, numbers and descriptions
 * of tensors.
 *
 * <p>A pickle is a program that names functions to be called. Here no name is ever looked up: the
 * few that describe tensors are told by their spelling, and all others give an {@link Unknown}.
 */
final class Unpickler {

  /** A class or function of Python. */
  record Global(String name) {}

  /** What a function or class not known here would have given. */
  record Unknown(String name) {}

  /** An array in a file of its own beside the pickle. */
  record Storage(DType type, String key, long count) {}

  /** A view of a storage; offset and strides count elements. */
  record TensorView(Storage storage, long offset, long[] shape, long[] strides) {}

  private static final Object MARK = new Object();
  private static final int LONGEST_STRING = 1 << 28;

  private final DataInputStream in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private Unpickler(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The object that a pickle holds.
   *
   * @throws IOException if it is truncated, damaged, or uses what PyTorch never writes
   */
  static Object read(InputStream in) throws IOException {
    try {
      return new Unpickler(in).run();
    } catch (EOFException e) {
      throw new IOException("the pickle is truncated", e);
    } catch (RuntimeException e) {
      // A program of the file's author: what it mixes up shows as any of them.
      throw new IOException("the pickle is damaged", e);
    }
  }

  private Object run() throws IOException {
    while (true) {
      int code = in.readUnsignedByte();
      switch (code) {
        case '.' -> {
          return pop();
        }
        case 0x80 -> in.readByte(); // protocol
        case 0x95 -> in.readLong(); // frame
        case '(' -> stack.add(MARK);
        case '0' -> pop();
        case '1' -> popToMark();
        case 'N' -> stack.add(null);
        case 0x88 -> stack.add(true);
        case 0x89 -> stack.add(false);
        case 'K' -> stack.add((long) in.readUnsignedByte());
        case 'M' -> stack.add((long) (in.readUnsignedByte() | in.readUnsignedByte() << 8));
        case 'J' -> stack.add((long) Integer.reverseBytes(in.readInt()));
        case 0x8a -> stack.add(wholeNumber(in.readUnsignedByte()));
        case 'G' -> stack.add(in.readDouble());
        case 'X', 'T', 'B' -> stack.add(string(Integer.reverseBytes(in.readInt())));
        case 0x8c, 'U', 'C' -> stack.add(string(in.readUnsignedByte()));
        case 0x8d, 0x8e -> stack.add(string(Long.reverseBytes(in.readLong())));
        case 'c' -> stack.add(new Global(line() + "." + line()));
        case 0x93 -> {
          String name = (String) pop();
          stack.add(new Global((String) pop() + "." + name));
        }
        case ']', 0x8f -> stack.add(new ArrayList<>());
        case '}' -> stack.add(new LinkedHashMap<>());
        case ')' -> stack.add(List.of());
        case 0x85, 0x86, 0x87 -> {
          List<Object> last = stack.subList(stack.size() - (code - 0x84), stack.size());
          List<Object> tuple = Collections.unmodifiableList(new ArrayList<>(last));
          last.clear();
          stack.add(tuple);
        }
        case 't', 0x91 -> {
          List<Object> items = popToMark();
          stack.add(Collections.unmodifiableList(items));
        }
        case 'l' -> {
          List<Object> items = popToMark();
          stack.add(items);
        }
        case 'd' -> {
          List<Object> items = popToMark();
          stack.add(new LinkedHashMap<>());
          putAll(items);
        }
        case 'a' -> append(List.of(optional(pop())));
        case 'e', 0x90 -> append(popToMark());
        case 's' -> {
          Object value = pop();
          Object key = pop();
          var item = new ArrayList<Object>();
          item.add(key);
          item.add(value);
          putAll(item);
        }
        case 'u' -> putAll(popToMark());
        case 'q' -> memo.put(in.readUnsignedByte(), top());
        case 'r' -> memo.put(in.readInt(), top());
        case 0x94 -> memo.put(memo.size(), top());
        case 'h' -> stack.add(remembered(in.readUnsignedByte()));
        case 'j' -> stack.add(remembered(in.readInt()));
        case 'Q' -> stack.add(storage((List<?>) pop()));
        case 'R', 0x81 -> {
          List<?> arguments = (List<?>) pop();
          stack.add(call(pop(), arguments));
        }
        case 'b' -> pop(); // attributes of an object, which are no tensors of the mapping
        default ->
            throw new IOException("the pickle is damaged, or uses operation %#04x".formatted(code));
      }
    }
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private static Object optional(Object value) {
    return value == null ? new Unknown("None") : value;
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> last = stack.subList(mark, stack.size());
    var items = new ArrayList<>(last.subList(1, last.size()));
    last.clear();
    return items;
  }

  private Object remembered(int index) throws IOException {
    if (!memo.containsKey(index)) {
      throw new IOException("the pickle is damaged: it has no object " + index);
    }
    return memo.get(index);
  }

  private void append(List<Object> items) {
    if (top() instanceof ArrayList<?>) {
      @SuppressWarnings("unchecked")
      var list = (ArrayList<Object>) top();
      list.addAll(items);
    }
  }

  private void putAll(List<Object> items) {
    if (top() instanceof LinkedHashMap<?, ?>) {
      @SuppressWarnings("unchecked")
      var map = (LinkedHashMap<Object, Object>) top();
      for (int i = 0; i < items.size(); i += 2) {
        Object key = items.get(i);
        // Others could contain themselves, and would be no names anyway.
        if (key instanceof String || key instanceof Number) {
          map.put(key, items.get(i + 1));
        }
      }
    }
  }

  private String string(long length) throws IOException {
    if (length < 0 || length > LONGEST_STRING) {
      throw new IOException("the pickle is damaged: a string of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** A whole number in two's complement, least byte first. */
  private Object wholeNumber(int length) throws IOException {
    byte[] bytes = new byte[length + 1];
    for (int i = length; i > 0; i--) {
      bytes[i] = in.readByte();
    }
    if (length > 0 && bytes[1] < 0) {
      bytes[0] = -1;
    }
    var number = new BigInteger(bytes);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  /** The persistent identifier of PyTorch: ('storage', type, key, device, count). */
  private static Object storage(List<?> id) {
    String type = ((Global) id.get(1)).name();
    DType known =
        switch (type) {
          case "torch.FloatStorage" -> DType.FLOAT32;
          case "torch.DoubleStorage" -> DType.FLOAT64;
          case "torch.HalfStorage" -> DType.FLOAT16;
          case "torch.BFloat16Storage" -> DType.BFLOAT16;
          case "torch.ByteStorage" -> DType.UINT8;
          case "torch.IntStorage" -> DType.INT32;
          case "torch.LongStorage" -> DType.INT64;
          case "torch.BoolStorage" -> DType.BOOL;
          default -> null;
        };
    return known == null
        ? new Unknown(type)
        : new Storage(known, (String) id.get(2), (Long) id.get(4));
  }

  private static Object call(Object function, List<?> arguments) {
    String name = function instanceof Global global ? global.name() : "an object";
    return switch (name) {
      case "collections.OrderedDict" -> new LinkedHashMap<>();
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          arguments.get(0) instanceof Storage storage
              ? new TensorView(
                  storage,
                  (Long) arguments.get(1),
                  longs((List<?>) arguments.get(2)),
                  longs((List<?>) arguments.get(3)))
              : new Unknown(name);
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          arguments.get(0);
      default -> new Unknown(name);
    };
  }

  private static long[] longs(List<?> numbers) {
    return numbers.stream().mapToLong(number -> (Long) number).toArray();
  }
}
