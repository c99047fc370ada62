package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@Tag("once")
@SuppressWarnings({"ByteBufferBackingArray", "FloatingPointLiteralPrecision"})
class TensorTest {
  private static final EnumSet<DType> FLOATING =
      EnumSet.of(DType.F64, DType.F32, DType.F16, DType.BF16);
  private static final EnumSet<DType> INTEGRAL =
      EnumSet.of(
          DType.I64, DType.I32, DType.I16, DType.I8, DType.U32, DType.U16, DType.U8, DType.BOOL);

  /** A tensor of one dimension. */
  private static Tensor tensor(DType dtype, byte[] data) throws ModelFormatException {
    int count = data.length / dtype.byteSize();
    String header =
        String.format(
            Locale.ROOT,
            "{\"x\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}",
            dtype,
            count,
            data.length);
    return SafetensorsReader.read(SafetensorsReaderTest.file(header, data), "memory").get("x");
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Every pattern of 16 bits, in order. */
  private static byte[] allShorts() {
    ByteBuffer data = buffer(2 << 16);
    for (int i = 0; i < 1 << 16; i++) {
      data.putShort((short) i);
    }
    return data.array();
  }

  private static double f16Reference(int bits) {
    double sign = bits < 0x8000 ? 1 : -1;
    int exponent = bits >> 10 & 31;
    double fraction = (bits & 1023) / 1024.0;
    if (exponent == 31) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.pow(2, -14)
        : sign * (1 + fraction) * Math.pow(2, exponent - 15);
  }

  @Test
  void decodesEveryF16() throws ModelFormatException {
    Tensor tensor = tensor(DType.F16, allShorts());
    float[] floats = tensor.toFloats();
    double[] doubles = tensor.toDoubles();
    assertEquals(1 << 16, floats.length);
    for (int bits = 0; bits < 1 << 16; bits++) {
      double expected = f16Reference(bits);
      // assertEquals tells 0 from -0 and takes NaN for equal.
      assertEquals(expected, floats[bits], "pattern " + bits);
      assertEquals(expected, doubles[bits], "pattern " + bits);
      if (Double.isNaN(expected)) {
        int nan = Float.floatToRawIntBits(floats[bits]);
        assertEquals((bits & 0x8000) << 16 | 0x7f800000 | (bits & 1023) << 13, nan);
      }
    }
  }

  @Test
  void decodesKnownF16() {
    assertEquals(1f, Half.fromF16(0x3c00));
    assertEquals(-2f, Half.fromF16(0xc000));
    assertEquals(65504f, Half.fromF16(0x7bff));
    assertEquals(0x1p-14f, Half.fromF16(0x0400));
    assertEquals(0x1p-24f, Half.fromF16(0x0001));
    assertEquals(0x1p-14f - 0x1p-24f, Half.fromF16(0x03ff));
    assertEquals(-0f, Half.fromF16(0x8000));
    assertEquals(0.333251953125f, Half.fromF16(0x3555));
    // Sign extension of a short does not matter.
    assertEquals(-2f, Half.fromF16((short) 0xc000));
  }

  @Test
  void decodesEveryBf16() throws ModelFormatException {
    float[] floats = tensor(DType.BF16, allShorts()).toFloats();
    double[] doubles = tensor(DType.BF16, allShorts()).toDoubles();
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertEquals(bits << 16, Float.floatToRawIntBits(floats[bits]));
      assertEquals(floats[bits], doubles[bits]);
    }
    assertEquals(1f, floats[0x3f80]);
    assertEquals(3.140625f, floats[0x4049]);
    assertEquals(Float.NEGATIVE_INFINITY, floats[0xff80]);
    assertEquals(0x1p-133f, floats[1]);
    assertEquals(Float.NaN, floats[0x7fc0]);
  }

  @Test
  void decodesF32BitByBit() throws ModelFormatException {
    int[] patterns = {
      0,
      0x80000000,
      1,
      0x807fffff,
      0x00800000,
      0x3f800001,
      0x7f7fffff,
      0x7f800000,
      0xff800000,
      0x7fc00000,
      0x7fc12345,
      0xffc00001,
      0x7f800001,
      0xffbfffff
    };
    ByteBuffer data = buffer(4 * patterns.length);
    for (int pattern : patterns) {
      data.putInt(pattern);
    }
    float[] floats = tensor(DType.F32, data.array()).toFloats();
    double[] doubles = tensor(DType.F32, data.array()).toDoubles();
    for (int i = 0; i < patterns.length; i++) {
      assertEquals(patterns[i], Float.floatToRawIntBits(floats[i]));
      assertEquals(floats[i], doubles[i]);
    }
  }

  @Test
  void roundsF64ToNearestEven() throws ModelFormatException {
    double[] values = {
      Math.PI,
      1 + 0x1p-24,
      1 + 0x3p-24,
      1 + 0x1.8p-24,
      0x1p-149,
      0x1p-150,
      0x1.8p-150,
      Float.MAX_VALUE + 0x0.ffffffp102,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NaN,
      -0.0
    };
    float[] rounded = {
      3.1415927f,
      1,
      1 + 0x1p-22f,
      1 + 0x1p-23f,
      0x1p-149f,
      0,
      0x1p-149f,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN,
      -0f
    };
    ByteBuffer data = buffer(8 * values.length);
    data.asDoubleBuffer().put(values);
    Tensor tensor = tensor(DType.F64, data.array());
    assertArrayEquals(values, tensor.toDoubles());
    assertArrayEquals(rounded, tensor.toFloats());
  }

  @Test
  void refusesF64BeyondTheRangeOfAFloat() throws ModelFormatException {
    // Half an ulp above the largest float: rounds to even, which is out of range.
    for (double large : new double[] {Float.MAX_VALUE + 0x1p103, -1e300, Double.MAX_VALUE}) {
      ByteBuffer data = buffer(24).putDouble(0.5).putDouble(1e30).putDouble(large);
      Tensor tensor = tensor(DType.F64, data.array());
      float[] dst = {1, 2, 3};
      String message = "memory: tensor 'x': F64 element 2 is " + large;
      assertEquals(message + ", beyond the range of a float", wrongType(tensor::toFloats));
      assertEquals(
          message + ", beyond the range of a float", wrongType(() -> tensor.copyTo(dst, 0)));
      assertArrayEquals(new float[] {1, 2, 3}, dst);
      assertEquals(large, tensor.toDoubles()[2]);
    }
  }

  @Test
  void decodesIntegers() throws ModelFormatException {
    byte[] data = new byte[16];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i < 8 ? i + 1 : -i);
    }
    ByteBuffer wrapped = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (DType dtype : INTEGRAL) {
      if (dtype == DType.BOOL) {
        continue;
      }
      long[] values = tensor(dtype, data).toLongs();
      assertEquals(16 / dtype.byteSize(), values.length);
      for (int i = 0; i < values.length; i++) {
        long expected =
            switch (dtype) {
              case I64 -> wrapped.getLong(8 * i);
              case I32 -> wrapped.getInt(4 * i);
              case U32 -> wrapped.getInt(4 * i) & 0xffffffffL;
              case I16 -> wrapped.getShort(2 * i);
              case U16 -> wrapped.getShort(2 * i) & 0xffff;
              case I8 -> data[i];
              default -> data[i] & 0xff;
            };
        assertEquals(expected, values[i], dtype + " " + i);
      }
    }
  }

  @Test
  void refusesABoolThatIsNone() throws ModelFormatException {
    assertArrayEquals(new long[] {0, 1, 1}, tensor(DType.BOOL, new byte[] {0, 1, 1}).toLongs());
    Tensor tensor = tensor(DType.BOOL, new byte[] {0, 1, -1});
    ModelFormatException e = assertThrows(ModelFormatException.class, tensor::toLongs);
    assertEquals("memory: tensor 'x': BOOL element 2 is 255, needs 0 or 1", e.getMessage());
  }

  /** An empty tensor has nothing to convert, and a type all the same. */
  @Test
  void refusesOtherTypesOfEmptyTensors() throws ModelFormatException {
    Tensor longs = tensor(DType.I64, new byte[0]);
    assertThrows(ModelFormatException.class, longs::toFloats);
    assertThrows(ModelFormatException.class, longs::toDoubles);
    Tensor floats = tensor(DType.F32, new byte[0]);
    assertThrows(ModelFormatException.class, floats::toLongs);
    assertArrayEquals(new float[0], floats.toFloats());
  }

  @Test
  void refusesOtherTypes() throws ModelFormatException {
    for (DType dtype : DType.values()) {
      Tensor tensor = tensor(dtype, new byte[16]);
      assertEquals(16 / dtype.byteSize(), tensor.elementCount());
      float[] dst = new float[16];
      if (FLOATING.contains(dtype)) {
        assertEquals(tensor.elementCount(), tensor.toFloats().length);
      } else {
        String message = "memory: tensor 'x': dtype is " + dtype + ", needs F32, F64, F16 or BF16";
        assertEquals(message, wrongType(tensor::toFloats));
        assertEquals(message, wrongType(tensor::toDoubles));
        assertEquals(message, wrongType(() -> tensor.copyTo(dst, 0)));
      }
      if (INTEGRAL.contains(dtype)) {
        assertEquals(tensor.elementCount(), tensor.toLongs().length);
      } else {
        assertEquals(
            "memory: tensor 'x': dtype is "
                + dtype
                + ", needs I64, I32, I16, I8, U32, U16, U8 or BOOL",
            wrongType(tensor::toLongs));
      }
    }
  }

  private static String wrongType(Executable call) {
    return assertThrows(ModelFormatException.class, call).getMessage();
  }

  @Test
  void copiesIntoAPartOfAnArray() throws ModelFormatException {
    for (DType dtype : FLOATING) {
      Tensor tensor = tensor(dtype, new byte[3 * dtype.byteSize()]);
      float[] dst = {1, 2, 3, 4, 5};
      tensor.copyTo(dst, 1);
      assertArrayEquals(new float[] {1, 0, 0, 0, 5}, dst);
      tensor.copyTo(dst, 2);
      assertArrayEquals(new float[] {1, 0, 0, 0, 0}, dst);
    }
  }

  @Test
  void copyChecksItsArguments() throws ModelFormatException {
    Tensor tensor = tensor(DType.F32, new byte[12]);
    float[] dst = {1, 2, 3, 4};
    for (int offset : new int[] {-1, 2, 5, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> tensor.copyTo(dst, offset));
      assertEquals(
          "dst: tensor 'x' needs 3 floats from offset " + offset + ", has 4", e.getMessage());
    }
    assertThrows(NullPointerException.class, () -> tensor.copyTo(null, 0));
    assertArrayEquals(new float[] {1, 2, 3, 4}, dst);
  }

  @Test
  void showsItsBytes() throws ModelFormatException {
    Tensor tensor = tensor(DType.I16, new byte[] {1, 2, 3, 4});
    ByteBuffer bytes = tensor.bytes();
    assertEquals(4, bytes.remaining());
    assertEquals(0x0201, bytes.getShort());
    assertTrue(bytes.isReadOnly());
    assertEquals(4, tensor.bytes().remaining());
    assertEquals("'x' I16 [2]", tensor.toString());
  }
}
