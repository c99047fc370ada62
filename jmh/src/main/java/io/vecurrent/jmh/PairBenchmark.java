package io.vecurrent.jmh;

import io.vecurrent.jmh.reference.Oracle;
import io.vecurrent.jmh.reference.Rows;
import io.vecurrent.kernels.Backend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One computation in several forms, each a benchmark method of the same work on the same numbers:
 * {@code vector} (the library), {@code plain} (the loop that a Java programmer would write), {@code
 * autovectorized} (the fastest loop that the JIT vectorises by itself, where that is another loop)
 * and {@code scalarBackend} (the library forced to its scalar back end).
 *
 * <p>JMH starts a JVM for each method, so no JVM ever runs two forms or two back ends. Before a
 * form is measured, its first result is compared with one computed in double precision, or that of
 * a network with another form's; a wrong one fails the run. Forms that update their arrays do so
 * back and forth, so that values stay bounded however often they are called.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class PairBenchmark {
  private static final double TOLERANCE = 1e-5;

  /** Always the same inputs. */
  protected final Random random = new Random(20240917);

  /** Allocates the inputs, and checks the form that this JVM is to measure. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    String name = params.getBenchmark();
    Variant variant = Variant.of(name);
    variant.requireBackend(Backend.current());
    prepare();
    double[] expected = expected(variant);
    Method method = method(variant);
    double error = Oracle.relativeError(values(call(method)), expected);
    if (!(error <= TOLERANCE)) {
      throw new IllegalStateException(
          name + ": wrong result, relative error " + error + " of at most " + TOLERANCE);
    }
    if (variant.isVector() && params.getForks() > 0) {
      WarmUp.run(() -> call(method));
    }
  }

  /** Allocates and draws whatever the forms work on. */
  protected abstract void prepare();

  /** The result of one call on the prepared inputs, in double precision. */
  protected abstract double[] expected();

  /** The same of a form that computes something else, with rounded weights for instance. */
  protected double[] expected(Variant variant) {
    return expected();
  }

  /** The library's form. */
  public abstract Object vector();

  /** The library's form in a JVM with the scalar back end. */
  @Benchmark
  @Fork(jvmArgsPrepend = "-D" + Backend.PROPERTY + "=scalar")
  public Object scalarBackend() {
    return vector();
  }

  /** The numbers of a result, to be compared with the expected ones. */
  protected float[] values(Object result) {
    return result instanceof float[][] rows ? Rows.flatten(rows) : (float[]) result;
  }

  private Method method(Variant variant) {
    try {
      return getClass().getMethod(variant.method());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no public method " + variant.method(), e);
    }
  }

  private Object call(Method method) {
    try {
      return method.invoke(this, (Object[]) null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(method.getName() + " failed: " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method.getName() + ": must be public in a public class", e);
    }
  }

  /** {@code length} normally distributed floats. */
  protected final float[] gaussian(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** {@code length} floats, uniform between {@code -bound} and {@code bound}. */
  protected final float[] uniform(int length, double bound) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
