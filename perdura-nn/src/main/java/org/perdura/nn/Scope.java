package org.perdura.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * The lifetime of the tensors made in it: all are freed when it closes, but those {@link #keep
 * kept}, which pass to the scope around it. Scopes nest, each belongs to the thread that opened it.
 *
 * <pre>{@code
 * try (var scope = new Scope()) {
 *   Tensor hidden = first.forward(x).relu();
 *   return scope.keep(second.forward(hidden));
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

  static {
    Torch.load();
  }

  private final PointerScope pointers = new PointerScope();
  private final List<Pointer> kept = new ArrayList<>();

  /** Runs a calculation in a scope of its own and keeps only its result. */
  public static Tensor of(Supplier<Tensor> calculation) {
    try (var scope = new Scope()) {
      return scope.keep(calculation.get());
    }
  }

  /** Lets a tensor outlive this scope: it then belongs to the scope around it, if there is one. */
  public Tensor keep(Tensor tensor) {
    release(tensor.pointer());
    kept.add(tensor.pointer());
    return tensor;
  }

  @Override
  public void close() {
    pointers.close();
    PointerScope outer = PointerScope.getInnerScope();
    if (outer != null) {
      for (Pointer pointer : kept) {
        outer.attach(pointer);
        pointer.releaseReference();
      }
    }
  }

  /** Takes a pointer out of the innermost scope, so that only its owner frees it. */
  static void release(Pointer pointer) {
    // A scope counts as one owner; without another, leaving it would free the pointer.
    pointer.retainReference();
    PointerScope inner = PointerScope.getInnerScope();
    if (inner != null) {
      inner.detach(pointer);
    }
  }
}
