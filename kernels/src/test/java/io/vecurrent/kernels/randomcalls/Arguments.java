package io.vecurrent.kernels.randomcalls;

import io.vecurrent.kernels.support.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arguments of one call: valid ones are drawn, then spoilt. */
final class Arguments {
  private static final int[] BORDERS = {
    0, 1, -1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 70, 1 << 16, 1 << 30
  };
  private static final float[] NUMBERS = {
    0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  private final Rng rng;
  private final List<Object> values = new ArrayList<>();

  Arguments(Rng rng) {
    this.rng = rng;
  }

  int draw(int low, int high) {
    return rng.between(low, high);
  }

  /** An array that has room for {@code needed} floats from an offset, and the offset. */
  Arguments array(int needed) {
    int offset = draw(0, 6);
    return bare(offset + needed).value(offset);
  }

  /** Rows in an array, their offset and their stride. */
  Arguments rows(int count, int width) {
    int stride = width + draw(0, 4);
    return array(count == 0 ? 0 : (count - 1) * stride + width).value(stride);
  }

  Arguments bare(int length) {
    return bare(length, -4f);
  }

  /** Floats from {@code low} on. */
  Arguments bare(int length, float low) {
    values.add(rng.floats(length + draw(0, 5), low, 4f));
    return this;
  }

  Arguments value(Object value) {
    values.add(value);
    return this;
  }

  float[] floats(int index) {
    return (float[]) values.get(index);
  }

  int number(int index) {
    return (Integer) values.get(index);
  }

  float real(int index) {
    return (Float) values.get(index);
  }

  int count() {
    return values.size();
  }

  Object[] toArray() {
    return values.toArray();
  }

  /** Puts something else in the place of one argument. */
  void spoil() {
    int index = draw(0, values.size() - 1);
    Object value = values.get(index);
    if (value instanceof Integer number) {
      values.set(index, otherInt(number));
    } else if (value instanceof Float) {
      values.set(index, NUMBERS[draw(0, NUMBERS.length - 1)]);
    } else if (value instanceof float[] array) {
      values.set(index, otherArray(array));
    }
  }

  private int otherInt(int number) {
    return switch (draw(0, 3)) {
      case 0 -> BORDERS[draw(0, BORDERS.length - 1)];
      case 1 -> number + 1;
      case 2 -> number - 1;
      default -> draw(-3, 60);
    };
  }

  /** Null, a shorter array, or another one of the call: then ranges overlap, or do not. */
  private float[] otherArray(float[] array) {
    return switch (draw(0, 7)) {
      case 0 -> null;
      case 1 -> Arrays.copyOf(array, Math.max(0, array.length - draw(1, 8)));
      default -> {
        List<float[]> arrays = new ArrayList<>();
        for (Object value : values) {
          if (value instanceof float[] other) {
            arrays.add(other);
          }
        }
        yield arrays.get(draw(0, arrays.size() - 1));
      }
    };
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      text.append(i == 0 ? "" : ", ");
      if (value instanceof float[] array) {
        text.append("float[").append(array.length).append(']');
        text.append(values.indexOf(value) < i ? " as #" + values.indexOf(value) : "");
      } else {
        text.append(value);
      }
    }
    return text.append(')').toString();
  }
}
