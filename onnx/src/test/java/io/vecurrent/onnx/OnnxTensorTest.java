package io.vecurrent.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Weights in every form that a TensorProto has for them, here the bias of a small RNN. */
class OnnxTensorTest {
  private static final int RAW = 9;

  /** The first two elements of the bias {@code [1, 4]}, PyTorch's {@code bias_ih}. */
  private static float[] bias(Model tensor) throws ModelFormatException {
    Model.Graph graph = Model.Graph.of("RNN", 1);
    graph.initializers.put("B", tensor);
    return OnnxModel.read(graph.toBytes(), "memory").network().parameters().get("bias_ih_l0");
  }

  private static void refused(Model tensor, String... parts) {
    String message = assertThrows(ModelFormatException.class, () -> bias(tensor)).getMessage();
    assertTrue(message.startsWith("memory: tensor 'B': "), message);
    for (String part : parts) {
      assertTrue(message.contains(part), part + " is not in: " + message);
    }
  }

  private static Model tensor(int type) {
    return Model.tensor("B", type, 1, 4);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] shorts(int... values) {
    ByteBuffer bytes = buffer(2 * values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return copy(bytes);
  }

  private static byte[] doubles(double... values) {
    ByteBuffer bytes = buffer(8 * values.length);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return copy(bytes);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.flip().remaining()];
    bytes.get(copy);
    return copy;
  }

  @Test
  void rawElements() throws ModelFormatException {
    assertArrayEquals(new float[] {0.01f, 0.02f}, bias(Model.weights("B", 1, 4)));
    byte[] halves = shorts(0x3555, 0x8001, 0, 0);
    assertArrayEquals(new float[] {0x1.554p-2f, -0x1p-24f}, bias(tensor(10).add(RAW, halves)));
    byte[] brains = shorts(0x4049, 0xc000, 0, 0);
    assertArrayEquals(new float[] {3.140625f, -2}, bias(tensor(16).add(RAW, brains)));
    byte[] wide = doubles(Math.PI, 1 + 0x1p-24, 0, 0);
    assertArrayEquals(new float[] {3.1415927f, 1}, bias(tensor(11).add(RAW, wide)));
  }

  @Test
  void typedElements() throws ModelFormatException {
    Model floats = tensor(1).add(4, 1f).add(4, 2f).add(4, 3f).add(4, 4f);
    assertArrayEquals(new float[] {1, 2}, bias(floats));
    Model doubles = tensor(11).add(10, 1.0).add(10, 2.0).add(10, 3.0).add(10, 4.0);
    assertArrayEquals(new float[] {1, 2}, bias(doubles));
    Model packed = tensor(11).add(10, doubles(1, 2)).add(10, doubles(3)).add(10, 4.0);
    assertArrayEquals(new float[] {1, 2}, bias(packed));
    Model halves = tensor(10).add(5, 0x3c00).add(5, 0xc000).add(5, 0).add(5, 0);
    assertArrayEquals(new float[] {1, -2}, bias(halves));
    Model brains = tensor(16).add(5, new byte[] {(byte) 0x80, 0x7f, 0}).add(5, 0).add(5, 0);
    assertArrayEquals(new float[] {1, 0}, bias(brains));
  }

  @Test
  void dimensionsMayBePacked() throws ModelFormatException {
    Model tensor = new Model().add(1, new byte[] {1, 4}).add(2, 1).add(8, "B");
    assertArrayEquals(new float[] {0, 0}, bias(tensor.add(RAW, new byte[16])));
  }

  @Test
  void sizesMustFit() {
    refused(tensor(1).add(RAW, new byte[12]), "[1, 4] needs 16 bytes, has 12");
    refused(tensor(1), "needs 16 bytes, has 0");
    refused(tensor(10).add(RAW, new byte[16]), "needs 8 bytes, has 16");
    refused(tensor(1).add(4, 1f).add(4, 2f), "needs 16 bytes, has 8");
  }

  @Test
  void otherTypesAreRefused() {
    refused(tensor(7).add(RAW, new byte[32]), "data type is 7, needs 1 (float)");
    refused(tensor(0).add(RAW, new byte[16]), "data type is 0");
    refused(tensor(-1).add(RAW, new byte[16]), "data type is -1");
    refused(tensor(1).add(10, doubles(1, 2)), "data type is 1, but the elements stand in field 10");
    refused(tensor(1).add(4, 1f).add(10, 1.0), "elements of two types");
    refused(tensor(1).add(4, 1f).add(RAW, new byte[16]), "raw and typed");
    refused(tensor(10).add(5, 0x10000).add(5, 0).add(5, 0).add(5, 0), "element 0", "16 bits");
    refused(tensor(10).add(5, -1).add(5, 0).add(5, 0).add(5, 0), "element 0", "16 bits");
    refused(tensor(1).add(14, 1), "another file");
  }

  @Test
  void valuesMustBeFiniteFloats() {
    refused(tensor(11).add(RAW, doubles(0, 1e39, 0, 0)), "element 1 is 1.0E39", "range of a float");
    refused(tensor(11).add(RAW, doubles(0, 0, Double.NaN, 0)), "element 2 is NaN", "finite");
    refused(tensor(10).add(RAW, shorts(0, 0, 0, 0x7c00)), "element 3 is Infinity");
  }
}
