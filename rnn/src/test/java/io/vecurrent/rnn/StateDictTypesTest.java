package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of every floating-point type become floats, and what does not fit is refused. */
@Tag("once")
class StateDictTypesTest {
  @TempDir Path folder;

  /** An {@code nn.RNN} with one unit, one input and no bias: two weights of a type. */
  private Network load(DType dtype, long weightIh, long weightHh) throws IOException {
    int size = dtype.byteSize();
    String header =
        String.format(
            Locale.ROOT,
            "{\"weight_ih_l0\":{\"dtype\":\"%s\",\"shape\":[1,1],\"data_offsets\":[0,%d]},"
                + "\"weight_hh_l0\":{\"dtype\":\"%s\",\"shape\":[1,1],\"data_offsets\":[%d,%d]}}",
            dtype,
            size,
            dtype,
            size,
            2 * size);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + 2 * size).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);
    for (long bits : new long[] {weightIh, weightHh}) {
      for (int i = 0; i < size; i++) {
        file.put((byte) (bits >> (8 * i)));
      }
    }
    byte[] bytes = new byte[file.flip().remaining()];
    file.get(bytes);
    Path path = Files.write(folder.resolve("weights.safetensors"), bytes);
    return new StateDict().rnn("").load(path);
  }

  private void loads(DType dtype, long bits, float expected) throws IOException {
    Network network = load(dtype, bits, 0);
    Near.bits(dtype.toString(), new float[] {expected}, network.parameters().get("weight_ih_l0"));
    Near.bits(dtype.toString(), new float[] {0}, network.parameters().get("weight_hh_l0"));
  }

  private void refused(DType dtype, long bits, String... parts) {
    String message =
        assertThrows(ModelFormatException.class, () -> load(dtype, 0, bits)).getMessage();
    assertTrue(message.contains("'weight_hh_l0'"), message);
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  @Test
  void halves() throws IOException {
    loads(DType.F16, 0x3555, 0x1.554p-2f);
    loads(DType.F16, 0xfbff, -65504f);
    loads(DType.F16, 0x0001, 0x1p-24f);
    loads(DType.F16, 0x83ff, -(0x1p-14f - 0x1p-24f));
    loads(DType.F16, 0x8000, -0f);
    refused(DType.F16, 0x7c00, "element 0", "Infinity");
    refused(DType.F16, 0x7e00, "element 0", "NaN");
  }

  @Test
  void brainFloats() throws IOException {
    loads(DType.BF16, 0x4049, 3.140625f);
    loads(DType.BF16, 0x8001, -0x1p-133f);
    loads(DType.BF16, 0x7f7f, 0x1.fep127f);
    refused(DType.BF16, 0xff80, "element 0", "-Infinity");
  }

  @Test
  void floats() throws IOException {
    loads(DType.F32, Float.floatToRawIntBits(0.1f), 0.1f);
    loads(DType.F32, 1, Float.MIN_VALUE);
    refused(DType.F32, 0x7fc00000, "element 0", "NaN");
  }

  @Test
  void doubles() throws IOException {
    loads(DType.F64, Double.doubleToRawLongBits(Math.PI), 3.1415927f);
    loads(DType.F64, Double.doubleToRawLongBits(1 + 0x1p-24), 1);
    loads(DType.F64, Double.doubleToRawLongBits(1 + 0x1.8p-24), 1 + 0x1p-23f);
    loads(DType.F64, Double.doubleToRawLongBits(0x1p-150), 0);
    refused(
        DType.F64, Double.doubleToRawLongBits(-1e39), "element 0 is -1.0E39", "range of a float");
    refused(DType.F64, Double.doubleToRawLongBits(Double.NaN), "element 0", "NaN");
  }

  @Test
  void otherTypesAreRefused() {
    for (DType dtype : new DType[] {DType.I64, DType.I8, DType.F8_E4M3, DType.BOOL}) {
      String message =
          assertThrows(ModelFormatException.class, () -> load(dtype, 1, 1)).getMessage();
      String wanted = "tensor 'weight_ih_l0': dtype is " + dtype + ", needs F32, F64, F16 or BF16";
      assertTrue(message.contains(wanted), message);
    }
  }
}
