package io.vecurrent.rnn.safetensors;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Objects;

/**
 * One tensor of a file: elements in row-major order, the last dimension running fastest.
 *
 * <p>Immutable, and safe to share between threads, as long as nobody changes the bytes that {@link
 * SafetensorsReader#read(ByteBuffer, String)} was given. Nothing is converted before it is asked
 * for: each {@code to...} call allocates a new array of its own.
 */
public final class Tensor {
  private static final String FLOATING = "F32, F64, F16 or BF16";
  private static final String INTEGRAL = "I64, I32, I16, I8, U32, U16, U8 or BOOL";

  private final String source;
  private final TensorInfo info;
  private final ByteBuffer bytes;

  /** A tensor of {@code data}, which holds all data of the file from index 0 and is not copied. */
  Tensor(String source, TensorInfo info, ByteBuffer data) {
    this.source = source;
    this.info = info;
    this.bytes =
        data.slice(info.begin(), info.end() - info.begin())
            .asReadOnlyBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The name in the file.
   *
   * @return the name as written: it may be empty and may hold any character
   */
  public String name() {
    return info.name();
  }

  /**
   * The type of the elements in the file.
   *
   * @return the type
   */
  public DType dtype() {
    return info.dtype();
  }

  /**
   * The dimensions, slowest first.
   *
   * @return a new array; empty for a scalar, which has one element
   */
  public int[] shape() {
    return info.shape().clone();
  }

  /**
   * The product of the dimensions.
   *
   * @return the number of elements, 0 if a dimension is 0
   */
  public int elementCount() {
    return bytes.capacity() / dtype().byteSize();
  }

  /**
   * The elements as they stand in the file.
   *
   * @return a new read-only little-endian view from position 0 to the tensor's length in bytes; no
   *     bytes are copied
   */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements as floats: F32 bit by bit (NaN payloads too), F16 and BF16 exactly, F64 rounded to
   * nearest even.
   *
   * @return a new array of {@link #elementCount} floats
   * @throws ModelFormatException if the type is another one, or a finite F64 element is beyond the
   *     range of a float
   */
  public float[] toFloats() throws ModelFormatException {
    requireFloating();
    float[] values = new float[elementCount()];
    copyTo(values, 0);
    return values;
  }

  /**
   * Converts as {@link #toFloats} does, into an array of the caller; allocates a small view only.
   *
   * @param dst receives {@link #elementCount} floats; unchanged after an error
   * @param offset index of the first of them in {@code dst}
   * @throws IllegalArgumentException if they do not fit
   * @throws ModelFormatException if the type is not F32, F64, F16 or BF16, or a finite F64 element
   *     is beyond the range of a float
   */
  public void copyTo(float[] dst, int offset) throws ModelFormatException {
    Objects.requireNonNull(dst, "dst");
    int count = elementCount();
    if (offset < 0 || offset > dst.length - count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "dst: tensor %s needs %d floats from offset %d, has %d",
              Text.quote(name()),
              count,
              offset,
              dst.length));
    }
    switch (dtype()) {
      case F32 -> bytes.asFloatBuffer().get(dst, offset, count);
      case F64 -> {
        requireInRange(count);
        for (int i = 0; i < count; i++) {
          dst[offset + i] = (float) bytes.getDouble(8 * i);
        }
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          dst[offset + i] = Half.fromF16(bytes.getShort(2 * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          dst[offset + i] = Half.fromBf16(bytes.getShort(2 * i));
        }
      }
      default -> throw wrongType(FLOATING);
    }
  }

  /**
   * The elements as doubles, all exactly: F64 bit by bit, F32, F16 and BF16 widened.
   *
   * @return a new array of {@link #elementCount} doubles
   * @throws ModelFormatException if the type is another one
   */
  public double[] toDoubles() throws ModelFormatException {
    requireFloating();
    double[] values = new double[elementCount()];
    if (dtype() == DType.F64) {
      bytes.asDoubleBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = floatAt(i);
    }
    return values;
  }

  /**
   * The elements as longs, all exactly: I64, I32, I16 and I8 with their sign, U32, U16 and U8
   * without, BOOL as 0 and 1.
   *
   * @return a new array of {@link #elementCount} longs
   * @throws ModelFormatException if the type is another one, or a BOOL is neither 0 nor 1
   */
  public long[] toLongs() throws ModelFormatException {
    requireIntegral();
    long[] values = new long[elementCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = longAt(i);
    }
    return values;
  }

  private float floatAt(int i) throws ModelFormatException {
    return switch (dtype()) {
      case F32 -> bytes.getFloat(4 * i);
      case F16 -> Half.fromF16(bytes.getShort(2 * i));
      case BF16 -> Half.fromBf16(bytes.getShort(2 * i));
      default -> throw wrongType(FLOATING);
    };
  }

  private long longAt(int i) throws ModelFormatException {
    return switch (dtype()) {
      case I64 -> bytes.getLong(8 * i);
      case I32 -> bytes.getInt(4 * i);
      case I16 -> bytes.getShort(2 * i);
      case I8 -> bytes.get(i);
      case U32 -> Integer.toUnsignedLong(bytes.getInt(4 * i));
      case U16 -> Short.toUnsignedLong(bytes.getShort(2 * i));
      case U8 -> Byte.toUnsignedLong(bytes.get(i));
      case BOOL -> bool(i);
      default -> throw wrongType(INTEGRAL);
    };
  }

  private long bool(int i) throws ModelFormatException {
    int value = Byte.toUnsignedInt(bytes.get(i));
    if (value > 1) {
      throw new ModelFormatException(
          where() + "BOOL element " + i + " is " + value + ", needs 0 or 1");
    }
    return value;
  }

  private void requireInRange(int count) throws ModelFormatException {
    for (int i = 0; i < count; i++) {
      double value = bytes.getDouble(8 * i);
      if (Double.isFinite(value) && Float.isInfinite((float) value)) {
        throw new ModelFormatException(
            where() + "F64 element " + i + " is " + value + ", beyond the range of a float");
      }
    }
  }

  private void requireFloating() throws ModelFormatException {
    switch (dtype()) {
      case F64, F32, F16, BF16 -> {}
      default -> throw wrongType(FLOATING);
    }
  }

  private void requireIntegral() throws ModelFormatException {
    switch (dtype()) {
      case I64, I32, I16, I8, U32, U16, U8, BOOL -> {}
      default -> throw wrongType(INTEGRAL);
    }
  }

  private ModelFormatException wrongType(String needed) {
    return new ModelFormatException(where() + "dtype is " + dtype() + ", needs " + needed);
  }

  private String where() {
    return source + ": tensor " + Text.quote(name()) + ": ";
  }

  /** Name, type and shape, for messages. */
  @Override
  public String toString() {
    return Text.quote(name()) + " " + dtype() + " " + Text.shape(info.shape());
  }
}
