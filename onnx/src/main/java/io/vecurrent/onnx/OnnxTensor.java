package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Half;
import io.vecurrent.rnn.safetensors.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** What a TensorProto says. Its size is checked when its elements are asked for. */
final class OnnxTensor {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int FLOAT16 = 10;
  private static final int DOUBLE = 11;
  private static final int BFLOAT16 = 16;

  /** Bytes of an element by type. */
  private static final Map<Integer, Integer> SIZES =
      Map.of(FLOAT, 4, FLOAT16, 2, DOUBLE, 8, BFLOAT16, 2);

  /** The field that holds elements of a type when raw_data does not. */
  private static final Map<Integer, Integer> FIELDS =
      Map.of(
          FLOAT, TensorReader.FLOAT_DATA,
          FLOAT16, TensorReader.INT32_DATA,
          DOUBLE, TensorReader.DOUBLE_DATA,
          BFLOAT16, TensorReader.INT32_DATA);

  private final String where;
  private final String name;
  private final int type;
  private final long[] dims;
  private final boolean external;
  private final int field;
  private final ByteBuffer bytes;

  /**
   * A tensor.
   *
   * @param source names the file
   * @param name may be empty, in an attribute
   * @param type a number of TensorProto.DataType
   * @param dims as in the file: they may be anything
   * @param external whether the elements stand in another file
   * @param field the field that held the elements
   * @param bytes the elements, little-endian
   */
  OnnxTensor(
      String source,
      String name,
      int type,
      long[] dims,
      boolean external,
      int field,
      ByteBuffer bytes) {
    this.where = source + ": tensor " + Text.quote(name) + ": ";
    this.name = name;
    this.type = type;
    this.dims = dims;
    this.external = external;
    this.field = field;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  String name() {
    return name;
  }

  /** The dimensions as the file has them. */
  long[] dims() {
    return dims.clone();
  }

  /** For messages. */
  String shape() {
    return dims.length <= 8 ? Arrays.toString(dims) : dims.length + " dimensions";
  }

  boolean hasShape(long... wanted) {
    return Arrays.equals(dims, wanted);
  }

  /**
   * All elements as floats, doubles rounded to nearest.
   *
   * @throws ModelFormatException if they are not floating-point, not as many as the shape says, not
   *     finite, or beyond the range of a float
   */
  float[] floats() throws ModelFormatException {
    requireType();
    int size = field == TensorReader.INT32_DATA ? Integer.BYTES : SIZES.get(type);
    requireSize(size);
    float[] values = new float[bytes.remaining() / size];
    for (int i = 0; i < values.length; i++) {
      double value = element(i, size);
      values[i] = (float) value;
      if (!Float.isFinite(values[i])) {
        String why = Double.isFinite(value) ? ", beyond the range of a float" : ", must be finite";
        throw new ModelFormatException(where + "element " + i + " is " + value + why);
      }
    }
    return values;
  }

  /**
   * All elements of a tensor of 64-bit integers.
   *
   * @throws ModelFormatException if they are something else, or not as many as the shape says
   */
  long[] longs() throws ModelFormatException {
    requireHere();
    if (type != INT64 || (field != TensorReader.RAW_DATA && field != TensorReader.INT64_DATA)) {
      throw new ModelFormatException(where + "data type is " + type + ", needs 7 (int64)");
    }
    requireSize(Long.BYTES);
    long[] values = new long[bytes.remaining() / Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getLong(Long.BYTES * i);
    }
    return values;
  }

  private void requireHere() throws ModelFormatException {
    if (external) {
      throw new ModelFormatException(
          where + "stands in another file; save the model in one file, with all weights in it");
    }
  }

  private void requireType() throws ModelFormatException {
    requireHere();
    if (!SIZES.containsKey(type)) {
      throw new ModelFormatException(
          where
              + "data type is "
              + type
              + ", needs 1 (float), 10 (float16), 11 (double) or 16 (bfloat16)");
    }
    if (field != TensorReader.RAW_DATA && field != FIELDS.get(type)) {
      throw new ModelFormatException(
          where + "data type is " + type + ", but the elements stand in field " + field);
    }
  }

  private void requireSize(int size) throws ModelFormatException {
    long needed = size;
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE || needed * dim > Integer.MAX_VALUE) {
        throw new ModelFormatException(where + "the shape " + shape() + " fits no file");
      }
      needed *= dim;
    }
    if (bytes.remaining() != needed) {
      throw new ModelFormatException(
          where + "the shape " + shape() + " needs " + needed + " bytes, has " + bytes.remaining());
    }
  }

  private double element(int i, int size) throws ModelFormatException {
    return switch (type) {
      case FLOAT -> bytes.getFloat(size * i);
      case DOUBLE -> bytes.getDouble(size * i);
      case FLOAT16 -> Half.fromF16(half(i, size));
      default -> Half.fromBf16(half(i, size));
    };
  }

  /** The bits of an element of 16 bits, which typed data keeps in integers of 32. */
  private int half(int i, int size) throws ModelFormatException {
    int bits = size == Integer.BYTES ? bytes.getInt(size * i) : bytes.getShort(size * i) & 0xffff;
    if (bits >>> 16 != 0) {
      throw new ModelFormatException(where + "element " + i + " has more than 16 bits");
    }
    return bits;
  }
}
