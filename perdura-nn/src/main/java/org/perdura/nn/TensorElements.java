package org.perdura.nn;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * The part of {@link Tensor} that says what it holds, and where that comes from and goes to: Java's
 * arrays.
 */
abstract sealed class TensorElements permits Tensor {

  static {
    Torch.load();
  }

  final org.bytedeco.pytorch.Tensor pointer;

  TensorElements(org.bytedeco.pytorch.Tensor pointer) {
    this.pointer = pointer;
  }

  org.bytedeco.pytorch.Tensor pointer() {
    return pointer;
  }

  /** A float tensor of that shape holding a copy of the values, last dimension fastest. */
  public static Tensor of(float[] values, long... shape) {
    requireCount(values.length, shape);
    Tensor tensor = uninitialized(DType.FLOAT32, shape);
    if (values.length > 0) {
      try (var data = new FloatPointer(tensor.pointer().data_ptr())) {
        data.put(values);
      }
    }
    return tensor;
  }

  /** An 8-bit unsigned tensor of that shape holding a copy of the values. */
  public static Tensor ofBytes(byte[] values, long... shape) {
    return ofRaw(DType.UINT8, values, shape);
  }

  /** A tensor from its elements' bytes in the machine's order. */
  public static Tensor ofRaw(DType type, byte[] bytes, long... shape) {
    if (bytes.length % type.bytes() != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes: no whole number of " + type);
    }
    requireCount(bytes.length / type.bytes(), shape);
    Tensor tensor = uninitialized(type, shape);
    if (bytes.length > 0) {
      try (var data = new BytePointer(tensor.pointer().data_ptr())) {
        data.put(bytes);
      }
    }
    return tensor;
  }

  /** Room for elements, whose values are whatever the memory holds. */
  static Tensor uninitialized(DType type, long... shape) {
    var options = new TensorOptions(type.scalarType);
    return Tensor.wrap(
        torch.empty(shape, options, new org.bytedeco.pytorch.MemoryFormatOptional()));
  }

  /** A float tensor of one value. */
  public static Tensor full(double value, long... shape) {
    return Tensor.wrap(
        torch.full(shape, new Scalar(value), new TensorOptions(DType.FLOAT32.scalarType)));
  }

  /** A float tensor of zeros. */
  public static Tensor zeros(long... shape) {
    return Tensor.wrap(torch.torch_zeros(shape));
  }

  /** A float tensor of ones. */
  public static Tensor ones(long... shape) {
    return full(1, shape);
  }

  /** The whole numbers 0 ... count - 1 as floats. */
  public static Tensor range(long count) {
    return Tensor.wrap(
        torch.arange(new Scalar(count), new TensorOptions(DType.FLOAT32.scalarType)));
  }

  /** The lengths of all dimensions. */
  public long[] shape() {
    long[] shape = new long[(int) pointer.dim()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = pointer.size(d);
    }
    return shape;
  }

  /** The length of one dimension; -1 is the last. */
  public long size(int dim) {
    return pointer.size(dim);
  }

  /** How many dimensions there are. */
  public int rank() {
    return (int) pointer.dim();
  }

  /** How many elements there are. */
  public long count() {
    return pointer.numel();
  }

  /** The type of the elements. */
  public DType dtype() {
    return DType.of(pointer.scalar_type());
  }

  /** The only element, as a double. */
  public double item() {
    return pointer.item_double();
  }

  /** Whether every element is a finite number. */
  public boolean allFinite() {
    try (var scope = new Scope()) {
      return Tensor.wrap(pointer.isfinite().all()).item() != 0;
    }
  }

  /** A copy of all elements as floats, last dimension fastest. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(count())];
    try (var scope = new Scope()) {
      var plain = ((Tensor) this).to(DType.FLOAT32).toDevice(Device.CPU).contiguous();
      if (values.length > 0) {
        new FloatPointer(plain.pointer().data_ptr()).get(values);
      }
    }
    return values;
  }

  /** A copy of the elements' bytes in the machine's order, last dimension fastest. */
  public byte[] toRaw() {
    byte[] bytes = new byte[Math.toIntExact(count() * dtype().bytes())];
    try (var scope = new Scope()) {
      var plain = ((Tensor) this).toDevice(Device.CPU).contiguous();
      if (bytes.length > 0) {
        new BytePointer(plain.pointer().data_ptr()).get(bytes);
      }
    }
    return bytes;
  }

  /** A copy of all elements as longs, last dimension fastest. */
  public long[] toLongs() {
    long[] values = new long[Math.toIntExact(count())];
    try (var scope = new Scope()) {
      var plain = ((Tensor) this).to(DType.INT64).toDevice(Device.CPU).contiguous();
      if (values.length > 0) {
        new LongPointer(plain.pointer().data_ptr()).get(values);
      }
    }
    return values;
  }

  private static void requireCount(long count, long[] shape) {
    if (count != Arrays.stream(shape).reduce(1, Math::multiplyExact)) {
      throw new IllegalArgumentException(
          count + " values for a tensor of shape " + Arrays.toString(shape));
    }
  }
}
