package io.vecurrent.kernels;

import io.vecurrent.kernels.spi.Kernels;

/**
 * What runs the kernels of this JVM, and why: chosen once, when the first kernel is used.
 *
 * <p>The vector back end needs the module {@code jdk.incubator.vector} (start the JVM with {@code
 * --add-modules jdk.incubator.vector}) and HotSpot's optimising compiler; otherwise the scalar back
 * end runs, and gives the same bits. The system property {@code vecurrent.backend} decides
 * otherwise:
 *
 * <ul>
 *   <li>{@code auto} (the default): the vector back end where it is fast, else the scalar one;
 *   <li>{@code vector}: the vector back end, or an error that says why it cannot run;
 *   <li>{@code scalar}: the scalar back end.
 * </ul>
 *
 * <p>Where {@code auto} has to choose the scalar back end it logs one warning with the {@link
 * #reason()}, through {@link System.Logger} {@code io.vecurrent}; {@code scalar} silences it. All
 * methods are safe for use by many threads and none allocates, but {@link #toString()}.
 */
public final class Backend {
  /** The system property that forces a back end. */
  public static final String PROPERTY = "vecurrent.backend";

  private final Kernels kernels;
  private final String name;
  private final boolean fma;
  private final String reason;

  Backend(Kernels kernels, String name, boolean fma, String reason) {
    this.kernels = kernels;
    this.name = name;
    this.fma = fma;
    this.reason = reason;
  }

  /**
   * The back end of this JVM.
   *
   * @throws IllegalStateException when {@code vecurrent.backend} names something that is unknown or
   *     cannot run here, with the reason; the kernels' classes then fail to initialise, for this
   *     cause
   */
  public static Backend current() {
    if (Holder.CURRENT == null) {
      throw new IllegalStateException(Holder.FAILURE);
    }
    return Holder.CURRENT;
  }

  /** {@code vector} or {@code scalar}. */
  public String name() {
    return name;
  }

  /** Floats in one vector; 1 for the scalar back end. */
  public int lanes() {
    return kernels.lanes();
  }

  /** Bits of one vector; 32 for the scalar back end. */
  public int vectorBits() {
    return lanes() * Float.SIZE;
  }

  /**
   * Whether the machine fuses multiply and add, and the JVM tells so. Where not, the scalar back
   * end runs and multiplies and adds, rounding twice: results then differ in their last bits from
   * those of other machines.
   */
  public boolean fma() {
    return fma;
  }

  /** Why this back end was chosen, in one sentence without a full stop. */
  public String reason() {
    return reason;
  }

  /** All of the above in one line. */
  @Override
  public String toString() {
    String width = lanes() == 1 ? "scalar" : lanes() + " lanes of " + vectorBits() + " bits";
    return name + " (" + width + ", " + (fma ? "fma" : "no fma") + "): " + reason;
  }

  static Kernels kernels() {
    return current().kernels;
  }

  private static final class Holder {
    static final Backend CURRENT;
    static final String FAILURE;

    static {
      Backend backend = null;
      String failure = null;
      try {
        backend = BackendLoader.load(System.getProperty(PROPERTY, "auto"));
      } catch (IllegalArgumentException | IllegalStateException e) {
        failure = e.getMessage();
      }
      CURRENT = backend;
      FAILURE = failure;
    }
  }
}
