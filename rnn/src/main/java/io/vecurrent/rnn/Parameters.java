package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All parameters of a network in one flat array, with a table of named slices. Gradients and
 * optimiser moments are arrays of the same layout, so that clipping, optimising, averaging and
 * saving are loops over one array.
 *
 * <p>Names are PyTorch's, of layer k and, behind {@code _reverse}, of its reverse direction: {@code
 * weight_ih_lk [gates * hidden][input]}, {@code weight_hh_lk [gates * hidden][hidden]}, {@code
 * bias_ih_lk}, {@code bias_hh_lk [gates * hidden]}, in the end {@code head.weight
 * [classes][hidden]}, {@code head.bias [classes]}; matrices are row-major. The gates of an LSTM are
 * i, f, g, o, those of a GRU r, z, n. Layers stand bottom up, of each the forward direction first.
 *
 * <p>Whoever writes to {@link #values()} calls {@link #markChanged()} afterwards: the network packs
 * its weights again before it next uses them (an embedding's rows are read where they stand, and
 * change at once). No thread may do so while others use the network.
 */
public final class Parameters {
  private final float[] values;
  private final Map<String, ParameterSlice> slices;
  private int version;

  Parameters(Map<String, ParameterSlice> slices) {
    this.slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
    int size = 0;
    for (ParameterSlice slice : slices.values()) {
      size = Checks.sum(size, slice.length(), "parameters");
    }
    this.values = new float[size];
  }

  /** The live array, {@link #size()} floats. Call {@link #markChanged()} after writing to it. */
  public float[] values() {
    return values;
  }

  /** The number of parameters. */
  public int size() {
    return values.length;
  }

  /** The slices by name, in the order of the array; immutable. */
  public Map<String, ParameterSlice> slices() {
    return slices;
  }

  /**
   * The slice of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public ParameterSlice slice(String name) {
    ParameterSlice slice = slices.get(Checks.notNull(name, "name"));
    if (slice == null) {
      throw new IllegalArgumentException(
          "name: no parameter '"
              + name
              + "'; there are "
              + slices.keySet().stream().collect(Collectors.joining(", ")));
    }
    return slice;
  }

  /**
   * Replaces one parameter and marks the change.
   *
   * @param source as many floats as the slice has, row-major, copied; any values
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if there is no such parameter or the length is another one;
   *     nothing has changed
   */
  public void set(String name, float[] source) {
    ParameterSlice slice = slice(name);
    if (Checks.notNull(source, "source").length != slice.length()) {
      throw new IllegalArgumentException(
          "source: " + name + " needs " + slice.length() + " floats, has " + source.length);
    }
    System.arraycopy(source, 0, values, slice.offset(), source.length);
    markChanged();
  }

  /**
   * A copy of one parameter, row-major; allocates it.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  public float[] get(String name) {
    return slice(name).copyFrom(values);
  }

  /** Says that {@link #values()} has changed. Optimisers do this themselves. */
  public void markChanged() {
    version++;
  }

  int version() {
    return version;
  }
}
