package org.perdura.nn;

import java.util.Arrays;
import java.util.Collection;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * An array of numbers of any dimension, on the processor or the graphics card, that remembers how
 * it was computed when a gradient is wanted.
 *
 * <p>Operations return new tensors that live until the innermost {@link Scope} closes; those whose
 * name ends in {@code InPlace} change this one. Shapes broadcast as in PyTorch. Network operations
 * (convolution, sampling, pooling ...) are in {@link Functional}.
 */
public final class Tensor extends TensorElements implements AutoCloseable {

  private Tensor(org.bytedeco.pytorch.Tensor pointer) {
    super(pointer);
  }

  static Tensor wrap(org.bytedeco.pytorch.Tensor pointer) {
    return new Tensor(pointer);
  }

  // ---------------------------------------------------------------- joining

  /** Joins tensors along a dimension; their other dimensions must agree. */
  public static Tensor cat(int dim, Tensor... parts) {
    return wrap(torch.cat(vector(parts), dim));
  }

  /** Joins tensors along a dimension; their other dimensions must agree. */
  public static Tensor cat(int dim, Collection<Tensor> parts) {
    return cat(dim, parts.toArray(Tensor[]::new));
  }

  /** Joins tensors of equal shape along a new dimension. */
  public static Tensor stack(int dim, Collection<Tensor> parts) {
    return wrap(torch.stack(vector(parts.toArray(Tensor[]::new)), dim));
  }

  private static TensorVector vector(Tensor[] parts) {
    return new TensorVector(
        Arrays.stream(parts).map(Tensor::pointer).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  // ---------------------------------------------------------------- arithmetic

  /** Element by element: this + other. */
  public Tensor add(Tensor other) {
    return wrap(pointer.add(other.pointer));
  }

  /** Every element plus a number. */
  public Tensor add(double value) {
    return wrap(pointer.add(new Scalar(value)));
  }

  /** Element by element: this - other. */
  public Tensor sub(Tensor other) {
    return wrap(pointer.sub(other.pointer));
  }

  /** Element by element: this * other. */
  public Tensor mul(Tensor other) {
    return wrap(pointer.mul(other.pointer));
  }

  /** Every element times a number. */
  public Tensor mul(double value) {
    return wrap(pointer.mul(new Scalar(value)));
  }

  /** Element by element: this / other. */
  public Tensor div(Tensor other) {
    return wrap(pointer.div(other.pointer));
  }

  /** Every element with the other sign. */
  public Tensor neg() {
    return wrap(pointer.neg());
  }

  /** The absolute value of every element; the gradient at 0 is 0. */
  public Tensor abs() {
    return wrap(pointer.abs());
  }

  /** The square of every element. */
  public Tensor square() {
    return wrap(pointer.square());
  }

  /** The square root of every element; the gradient at 0 is infinite. */
  public Tensor sqrt() {
    return wrap(pointer.sqrt());
  }

  /** e to the power of every element. */
  public Tensor exp() {
    return wrap(pointer.exp());
  }

  /** The natural logarithm of every element. */
  public Tensor log() {
    return wrap(pointer.log());
  }

  /** 1 / every element. */
  public Tensor reciprocal() {
    return wrap(pointer.reciprocal());
  }

  /** To the nearest whole number, halves to the even one; the gradient is 0. */
  public Tensor round() {
    return wrap(pointer.round());
  }

  /** Down to the next whole number. */
  public Tensor floor() {
    return wrap(pointer.floor());
  }

  /** x where positive, else 0. */
  public Tensor relu() {
    return wrap(pointer.relu());
  }

  /** x where positive, else 0, in this tensor itself. */
  public Tensor reluInPlace() {
    pointer.relu_();
    return this;
  }

  /** x where positive, slope * x elsewhere. */
  public Tensor leakyRelu(double slope) {
    return wrap(torch.leaky_relu(pointer, new Scalar(slope)));
  }

  /** 1 / (1 + exp(-x)). */
  public Tensor sigmoid() {
    return wrap(pointer.sigmoid());
  }

  /** The hyperbolic tangent of every element. */
  public Tensor tanh() {
    return wrap(pointer.tanh());
  }

  /** log(1 + exp(x)), without overflow. */
  public Tensor softplus() {
    return wrap(torch.softplus(pointer));
  }

  /** Elements below low become low, above high become high; those get no gradient. */
  public Tensor clamp(double low, double high) {
    return wrap(
        pointer.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
  }

  /** Matrix product of the last two dimensions; those before them are a batch. */
  public Tensor matmul(Tensor other) {
    return wrap(pointer.matmul(other.pointer));
  }

  /** The sum of all elements, of shape {@code []}. */
  public Tensor sum() {
    return wrap(pointer.sum());
  }

  /** The largest element. */
  public Tensor max() {
    return wrap(pointer.max());
  }

  /** The mean of all elements, of shape {@code []}. */
  public Tensor mean() {
    return wrap(pointer.mean());
  }

  /** Sums over those dimensions, which stay with length 1. */
  public Tensor sum(long... dims) {
    return wrap(pointer.sum(dims, true, new ScalarTypeOptional()));
  }

  /** Means over those dimensions, which stay with length 1. */
  public Tensor mean(long... dims) {
    return wrap(pointer.mean(dims, true, new ScalarTypeOptional()));
  }

  /** The root of the sum of squares of all elements. */
  public Tensor norm() {
    return wrap(pointer.norm());
  }

  /** Adds the other, element by element. */
  public Tensor addInPlace(Tensor other) {
    pointer.add_(other.pointer);
    return this;
  }

  /** Adds factor * other. */
  public Tensor addInPlace(Tensor other, double factor) {
    pointer.add_(other.pointer, new Scalar(factor));
    return this;
  }

  /** Adds to every element. */
  public Tensor addInPlace(double value) {
    pointer.add_(new Scalar(value));
    return this;
  }

  /** Multiplies by the other, element by element. */
  public Tensor mulInPlace(Tensor other) {
    pointer.mul_(other.pointer);
    return this;
  }

  /** What is outside becomes the nearer bound. */
  public Tensor clampInPlace(double low, double high) {
    pointer.clamp_(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
    return this;
  }

  /** Multiplies every element. */
  public Tensor mulInPlace(double value) {
    pointer.mul_(new Scalar(value));
    return this;
  }

  /** Adds factor * a * b. */
  public Tensor addProductInPlace(Tensor a, Tensor b, double factor) {
    pointer.addcmul_(a.pointer, b.pointer, new Scalar(factor));
    return this;
  }

  /** Adds factor * a / b. */
  public Tensor addQuotientInPlace(Tensor a, Tensor b, double factor) {
    pointer.addcdiv_(a.pointer, b.pointer, new Scalar(factor));
    return this;
  }

  /** Moves a fraction of the way to the other: this + fraction * (other - this). */
  public Tensor lerpInPlace(Tensor other, double fraction) {
    pointer.lerp_(other.pointer, new Scalar(fraction));
    return this;
  }

  /** Takes over the other's values, converting type and device. */
  public Tensor copyInPlace(Tensor other) {
    pointer.copy_(other.pointer);
    return this;
  }

  // ---------------------------------------------------------------- shape

  /** The same elements in another shape; one length may be -1, for what remains. */
  public Tensor reshape(long... shape) {
    return wrap(pointer.reshape(shape));
  }

  /** Dimension i of the result is dimension dims[i] of this; a view, without a copy. */
  public Tensor permute(long... dims) {
    return wrap(pointer.permute(dims));
  }

  /** Swaps two dimensions; a view, without a copy. */
  public Tensor transpose(int dim0, int dim1) {
    return wrap(pointer.transpose(dim0, dim1));
  }

  /** Repeats dimensions of length 1, without a copy. */
  public Tensor expand(long... shape) {
    return wrap(pointer.expand(shape));
  }

  /** Elements start ... start + length - 1 of a dimension. */
  public Tensor narrow(int dim, long start, long length) {
    return wrap(pointer.narrow(dim, start, length));
  }

  /** Element index of a dimension, which disappears. */
  public Tensor select(int dim, long index) {
    return wrap(pointer.select(dim, index));
  }

  /** Every step-th element of a dimension, from the first. */
  public Tensor every(int dim, long step) {
    return wrap(pointer.slice(dim, new LongOptional(), new LongOptional(), step));
  }

  /** Reverses the order along those dimensions. */
  public Tensor flip(long... dims) {
    return wrap(pointer.flip(dims));
  }

  /** A view of the memory; strides and offset count elements. */
  Tensor strided(long[] shape, long[] strides, long offset) {
    return wrap(pointer.as_strided(shape, strides, new LongOptional(offset)));
  }

  // ---------------------------------------------------------------- representation

  /** With elements of that type; this tensor itself if it has it already. */
  public Tensor to(DType type) {
    return type == dtype() ? this : wrap(pointer.to(type.scalarType));
  }

  /** On that device; the same elements in memory if it is there already. */
  public Tensor toDevice(Device device) {
    return wrap(
        pointer.to(device.torchDevice(), pointer.scalar_type(), false, false, memoryFormatKept()));
  }

  /** On the device of another tensor; this one itself if it is there already. */
  public Tensor toDeviceOf(Tensor other) {
    return pointer.is_cuda() == other.pointer.is_cuda()
        ? this
        : toDevice(other.pointer.is_cuda() ? Device.CUDA : Device.CPU);
  }

  private static org.bytedeco.pytorch.MemoryFormatOptional memoryFormatKept() {
    return new org.bytedeco.pytorch.MemoryFormatOptional(MemoryFormat.Preserve);
  }

  /** In memory with the last dimension fastest. */
  public Tensor contiguous() {
    return wrap(pointer.contiguous());
  }

  /**
   * In memory with the channels fastest, as the convolutions want it; the shape stays. Under {@link
   * MemoryLayout#PLAIN}, which is for comparisons, {@link #contiguous} instead.
   */
  public Tensor channelsLast() {
    return MemoryLayout.current() == MemoryLayout.PLAIN ? contiguous() : channelsFastest();
  }

  private Tensor channelsFastest() {
    return switch (rank()) {
      case 4 -> wrap(pointer.contiguous(MemoryFormat.ChannelsLast));
      case 5 -> wrap(pointer.contiguous(MemoryFormat.ChannelsLast3d));
      default -> this;
    };
  }

  /** A copy in memory of its own, with the same layout. */
  public Tensor copy() {
    return wrap(pointer.clone());
  }

  /** Zeros of the same shape, type, device and layout in memory. */
  public Tensor zerosLike() {
    return wrap(torch.zeros_like(pointer));
  }

  // ---------------------------------------------------------------- gradients and lifetime

  /** The same values, cut off from how they were computed. */
  public Tensor detach() {
    return wrap(pointer.detach());
  }

  /** Asks for a gradient with respect to this tensor. */
  public Tensor withGradient() {
    return requireGradient(true);
  }

  /**
   * Asks for a gradient with respect to this tensor, or no more. Only tensors that were not
   * computed from such ones can be told to do without.
   */
  public Tensor requireGradient(boolean on) {
    pointer.set_requires_grad(on);
    return this;
  }

  /** Computes the gradient of this single number with respect to all that asked for one. */
  public void backward() {
    pointer.backward();
  }

  /** The gradient that backward left, or null. */
  public Tensor gradient() {
    var gradient = pointer.grad();
    // A reference of its own, which stays good when the gradient is cleared.
    return gradient.defined() ? wrap(new org.bytedeco.pytorch.Tensor(gradient)) : null;
  }

  /** Forgets the gradient. */
  public void clearGradient() {
    var gradient = pointer.mutable_grad();
    if (gradient.defined()) {
      gradient.reset();
    }
  }

  /** Lets this tensor, with its name, gradient wish and lifetime, hold another's elements. */
  void setData(Tensor other) {
    try (var noGradient = GradientMode.off();
        var scope = new Scope()) {
      clearGradient();
      pointer.set_data(other.pointer.detach());
    }
  }

  /** Takes this tensor out of all scopes; it then lives until {@link #close}. */
  public Tensor persistent() {
    Scope.release(pointer);
    return this;
  }

  @Override
  public void close() {
    pointer.close();
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape()) + " " + dtype();
  }
}
