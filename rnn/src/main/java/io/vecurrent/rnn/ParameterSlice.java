package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import java.util.Arrays;

/** One named parameter: where it stands in the flat arrays, and its shape. Immutable. */
public final class ParameterSlice {
  private final String name;
  private final int offset;
  private final int[] shape;
  private final int length;

  ParameterSlice(String name, int offset, int... shape) {
    this.name = name;
    this.offset = offset;
    this.shape = shape.clone();
    int product = 1;
    for (int dimension : shape) {
      product = Checks.size(product, dimension, name);
    }
    this.length = product;
  }

  /** PyTorch's name. */
  public String name() {
    return name;
  }

  /** The index of the first element. */
  public int offset() {
    return offset;
  }

  /** The number of elements. */
  public int length() {
    return length;
  }

  /** {@code [rows, columns]} of a matrix, {@code [length]} of a vector; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * This slice's elements of an array that mirrors the parameters, gradients for instance; a copy.
   */
  public float[] copyFrom(float[] array) {
    Checks.range(array, offset, length, name);
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** The name, shape and offset. */
  @Override
  public String toString() {
    return name + Arrays.toString(shape) + " at " + offset;
  }
}
