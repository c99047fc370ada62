package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.PackedMatrix;
import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Rng;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A public method.
 *
 * @param target the matrix that it is called on; null for a static one
 * @param weights those of the target, row-major; contracts name this array when they change
 * @param draw fills in valid arguments
 * @param contract says what the documentation says of the arguments
 */
record Operation(
    Method method,
    PackedMatrix target,
    float[] weights,
    Consumer<Arguments> draw,
    BiConsumer<Contract, Arguments> contract) {

  /** The static method of this name with as many parameters as are drawn. */
  static Operation of(
      Class<?> owner,
      String name,
      Consumer<Arguments> draw,
      BiConsumer<Contract, Arguments> contract) {
    return new Operation(method(owner, name, draw), null, new float[0], draw, contract);
  }

  static Operation on(
      PackedMatrix target,
      float[] weights,
      String name,
      Consumer<Arguments> draw,
      BiConsumer<Contract, Arguments> contract) {
    Method method = method(PackedMatrix.class, name, draw);
    return new Operation(method, target, weights, draw, contract);
  }

  private static Method method(Class<?> owner, String name, Consumer<Arguments> draw) {
    Arguments sample = new Arguments(new Rng(0));
    draw.accept(sample);
    return Arrays.stream(owner.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == sample.count())
        .findFirst()
        .orElseThrow();
  }

  /** What it returns; an exception is thrown on. */
  Object call(Arguments arguments) throws Throwable {
    try {
      return method.invoke(target, arguments.toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Brings the weights up to date: the call before may have changed the target. */
  void readWeights() {
    System.arraycopy(weightsNow(), 0, weights, 0, weights.length);
  }

  /** The weights that the target holds now. */
  float[] weightsNow() {
    float[] now = new float[weights.length];
    if (target != null) {
      target.unpack(now, 0);
    }
    return now;
  }

  @Override
  public String toString() {
    return Facade.key(method);
  }
}
