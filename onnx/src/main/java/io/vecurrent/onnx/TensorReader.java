package io.vecurrent.onnx;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads one TensorProto; the numbers are those of its fields in onnx.proto. */
final class TensorReader {
  static final int FLOAT_DATA = 4;
  static final int INT32_DATA = 5;
  static final int INT64_DATA = 7;
  static final int RAW_DATA = 9;
  static final int DOUBLE_DATA = 10;

  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int NAME = 8;
  private static final int DATA_LOCATION = 14;

  private final Wire wire;
  private final List<Long> dims = new ArrayList<>();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private String name = "";
  private int type;
  private boolean external;
  private int field = RAW_DATA;
  private ByteBuffer raw = ByteBuffer.allocate(0);

  private TensorReader(Wire wire) {
    this.wire = wire;
  }

  static OnnxTensor read(Wire wire) throws IOException {
    TensorReader reader = new TensorReader(wire);
    wire.message(reader::field);
    return reader.tensor();
  }

  private void field(int number) throws IOException {
    switch (number) {
      case DIMS ->
          wire.numbers(
              dim -> {
                wire.count();
                dims.add(dim);
              });
      case DATA_TYPE -> type = (int) wire.number();
      case NAME -> name = wire.text();
      case RAW_DATA -> raw = wire.bytes();
      case FLOAT_DATA -> typed(number, wire.fixed(Float.BYTES));
      case DOUBLE_DATA -> typed(number, wire.fixed(Double.BYTES));
      case INT32_DATA -> wire.numbers(value -> integer(INT32_DATA, Integer.BYTES, value));
      case INT64_DATA -> wire.numbers(value -> integer(INT64_DATA, Long.BYTES, value));
      case DATA_LOCATION -> external = wire.number() != 0;
      default -> wire.skip();
    }
  }

  private void typed(int number, byte[] bytes) throws ModelFormatException {
    if (field != number && typed.size() > 0) {
      throw new ModelFormatException(
          wire.source() + ": tensor " + Text.quote(name) + ": has elements of two types");
    }
    field = number;
    typed.writeBytes(bytes);
  }

  private void integer(int number, int size, long value) throws ModelFormatException {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    typed(number, bytes);
  }

  private OnnxTensor tensor() throws ModelFormatException {
    if (raw.hasRemaining() && typed.size() > 0) {
      throw new ModelFormatException(
          wire.source() + ": tensor " + Text.quote(name) + ": has raw and typed elements");
    }
    long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
    boolean isTyped = typed.size() > 0;
    ByteBuffer bytes = isTyped ? ByteBuffer.wrap(typed.toByteArray()) : raw;
    int place = isTyped ? field : RAW_DATA;
    return new OnnxTensor(wire.source(), name, type, shape, external, place, bytes);
  }
}
