package io.vecurrent.kernels;

import io.vecurrent.kernels.internal.VmOptions;
import io.vecurrent.kernels.scalar.Fma;
import io.vecurrent.kernels.scalar.ScalarKernels;
import io.vecurrent.kernels.spi.Kernels;
import java.lang.System.Logger;
import java.util.Locale;

/** Chooses the back end: the one place that knows the vector package, and that only by name. */
final class BackendLoader {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "io.vecurrent.kernels.vector.VectorKernels";
  private static final int FEWEST_LANES = 4;

  /** HotSpot's TieredStopAtLevel when its optimising compiler takes part. */
  private static final String C2_LEVEL = "4";

  private BackendLoader() {}

  static Backend load(String choice) {
    return switch (choice.toLowerCase(Locale.ROOT)) {
      case "auto" -> automatic();
      case "vector" -> forced();
      case "scalar" -> scalar("requested by -D" + Backend.PROPERTY + "=scalar");
      default ->
          throw new IllegalArgumentException(
              "-D" + Backend.PROPERTY + ": must be auto, vector or scalar, was '" + choice + "'");
    };
  }

  private static Backend forced() {
    String request = "-D" + Backend.PROPERTY + "=vector";
    try {
      return vector("requested by " + request);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(request + ": " + e.getMessage(), e);
    }
  }

  private static Backend automatic() {
    String slow =
        slowBecause(
            System.getProperty("java.vm.name", ""),
            System.getProperty("java.vm.info", ""),
            VmOptions.get("TieredStopAtLevel", C2_LEVEL),
            VmOptions.get("UseJVMCICompiler", "false"));
    if (slow != null) {
      return fallBack(slow);
    }
    try {
      return vector("the module " + MODULE + " is present and the JVM compiles it");
    } catch (IllegalStateException e) {
      return fallBack(e.getMessage());
    }
  }

  /** The scalar back end, chosen by nobody: said once, since it is the slower one. */
  private static Backend fallBack(String reason) {
    System.getLogger("io.vecurrent")
        .log(
            Logger.Level.WARNING,
            "Vecurrent runs its slower scalar back end: {0}. Silence this with -D{1}=scalar.",
            reason,
            Backend.PROPERTY);
    return scalar(reason);
  }

  /**
   * Why vector code would run boxed, far slower than scalar code, on this VM; null if it does not.
   */
  static String slowBecause(
      String vmName, String vmInfo, String tieredStopAtLevel, String useJvmciCompiler) {
    if (!vmName.contains("HotSpot") && !vmName.contains("OpenJDK")) {
      return "the JVM '" + vmName + "' is not known to compile vector code";
    }
    if (vmInfo.contains("interpreted")) {
      return "the JVM only interprets (-Xint)";
    }
    if (vmName.contains("Client") || !tieredStopAtLevel.equals(C2_LEVEL)) {
      return "the JVM runs without its optimising compiler";
    }
    if (useJvmciCompiler.equals("true")) {
      return "the JVM compiles with another compiler than C2 (-XX:+UseJVMCICompiler)";
    }
    return null;
  }

  private static Backend scalar(String reason) {
    return new Backend(new ScalarKernels(), "scalar", Fma.HARDWARE, reason);
  }

  private static Backend vector(String reason) {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new IllegalStateException(
          "the module " + MODULE + " is not there; start java with --add-modules " + MODULE);
    }
    if (!Fma.HARDWARE) {
      throw new IllegalStateException(
          "the machine has no fused multiply-add, which the vector code is made of (or the JVM has no"
              + " module jdk.management to ask)");
    }
    Kernels kernels = instantiate();
    if (kernels.lanes() < FEWEST_LANES) {
      throw new IllegalStateException(
          "the machine's vectors hold " + kernels.lanes() + " floats, and 4 are needed");
    }
    return new Backend(kernels, "vector", Fma.HARDWARE, reason);
  }

  private static Kernels instantiate() {
    try {
      return Class.forName(VECTOR_KERNELS)
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException("the vector back end does not load: " + e, e);
    }
  }
}
