package org.perdura.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

  private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();

  static {
    Torch.load();
  }

  private final Scope outer = INNERMOST.get();
  private final Owner owned = new Owner();
  private final List<Pointer> kept = new ArrayList<>();

  /** Opens a scope inside the innermost one of this thread. */
  public Scope() {
    INNERMOST.set(this);
  }

  /** Runs a calculation in a scope of its own and keeps only its result. */
  public static Tensor of(Supplier<Tensor> calculation) {
    try (var scope = new Scope()) {
      return scope.keep(calculation.get());
    }
  }

  /**
   * A step of a chain of layers: runs it in a scope of its own, keeps only its result, and frees
   * what it was made from. What a gradient needs of that stays until it is computed.
   *
   * @param input closed here, whatever scope it is in: no parameter, and nothing that is used again
   * @throws IllegalArgumentException if the step returns its input
   */
  public static Tensor then(Tensor input, UnaryOperator<Tensor> step) {
    Tensor result = of(() -> step.apply(input));
    if (result.pointer().equals(input.pointer())) {
      throw new IllegalArgumentException("a step that returns its input, which is to be freed");
    }
    input.persistent().close();
    return result;
  }

  /**
   * Lets a tensor outlive this scope: it then belongs to the scope around it, if there is one. A
   * tensor that is not of this scope, e.g. a parameter, stays where it belongs.
   */
  public Tensor keep(Tensor tensor) {
    if (owned.giveUp(tensor.pointer())) {
      kept.add(tensor.pointer());
    }
    return tensor;
  }

  @Override
  public void close() {
    owned.close();
    INNERMOST.set(outer);
    if (outer != null) {
      kept.forEach(outer.owned::adopt);
    }
    kept.clear();
  }

  /** Takes a pointer out of whichever scope of this thread it is in, so that none frees it. */
  static void release(Pointer pointer) {
    Scope scope = INNERMOST.get();
    while (scope != null && !scope.owned.giveUp(pointer)) {
      scope = scope.outer;
    }
  }

  /** Knows what it owns: to let go of anything else would free that. */
  private static final class Owner extends PointerScope {

    private final Set<Pointer> pointers = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public PointerScope attach(Pointer pointer) {
      pointers.add(pointer);
      return super.attach(pointer);
    }

    boolean giveUp(Pointer pointer) {
      if (!pointers.remove(pointer)) {
        return false;
      }
      // A scope counts as one owner; without another, leaving it would free the pointer.
      pointer.retainReference();
      detach(pointer);
      return true;
    }

    void adopt(Pointer pointer) {
      attach(pointer);
      pointer.releaseReference();
    }
  }
}
