package io.vecurrent.rnn.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged files either load or give a {@link ModelFormatException}, and nothing else. */
@Tag("once")
class MutationTest {
  private static final int FILES = 20_000;

  // What JSON is made of, so that some mutations stay valid or nearly so.
  private static final byte[] LIKELY =
      "0123456789-.eE+\"\\{}[],: FIU8".getBytes(StandardCharsets.UTF_8);

  @Test
  void damagedFilesLoadOrAreRefused() {
    byte[] original = SafetensorsReaderTest.sample();
    int loaded = 0;
    for (int seed = 0; seed < FILES; seed++) {
      byte[] file = mutate(original, new Random(seed));
      try {
        loaded += loads(file) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        fail("seed " + seed, e);
      }
    }
    // Otherwise the mutations would test nothing, or the reader would check nothing.
    assertTrue(loaded > FILES / 20 && loaded < FILES / 2, loaded + " files loaded");
  }

  private static boolean loads(byte[] file) {
    try {
      Safetensors tensors = SafetensorsReader.read(file, "mutated");
      for (String name : tensors.names()) {
        convert(tensors.get(name));
      }
      return true;
    } catch (ModelFormatException e) {
      assertTrue(e.getMessage().startsWith("mutated: "), e.getMessage());
      assertTrue(e.getMessage().length() < 500, e.getMessage());
      return false;
    }
  }

  private static void convert(Tensor tensor) throws ModelFormatException {
    switch (tensor.dtype()) {
      case F64, F32, F16, BF16 -> {
        assertEquals(tensor.elementCount(), tensor.toFloats().length);
        assertEquals(tensor.elementCount(), tensor.toDoubles().length);
      }
      case I64, I32, I16, I8, U32, U16, U8, BOOL ->
          assertEquals(tensor.elementCount(), tensor.toLongs().length);
      default -> assertTrue(tensor.bytes().remaining() >= tensor.elementCount());
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] file = original.clone();
    int headerEnd = 8 + (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int originalLength = file.length;
    int mutations = random.nextBoolean() ? 1 : 2 + random.nextInt(3);
    for (int n = 0; n < mutations; n++) {
      file = mutateAt(file, position(headerEnd, file.length, random), random);
    }
    int grown = file.length - originalLength;
    if (grown != 0 && random.nextBoolean()) {
      // Keep the header length right, so that the damage reaches the parser.
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(0, headerEnd - 8 + grown);
    }
    return file;
  }

  /** Mostly in the header, where it matters; sometimes in the length before it or the data. */
  private static int position(int headerEnd, int length, Random random) {
    int at =
        switch (random.nextInt(16)) {
          case 0 -> random.nextInt(8);
          case 1, 2, 3 -> headerEnd + random.nextInt(50);
          default -> 8 + random.nextInt(headerEnd - 8);
        };
    return Math.min(at, length - 1);
  }

  private static byte[] mutateAt(byte[] file, int at, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> file[at] = (byte) random.nextInt(256);
      case 2 -> file[at] = LIKELY[random.nextInt(LIKELY.length)];
      case 3 -> {
        return splice(file, at, at, new byte[] {LIKELY[random.nextInt(LIKELY.length)]});
      }
      case 4 -> {
        return splice(file, at, Math.min(file.length, at + 1 + random.nextInt(3)), new byte[0]);
      }
      default -> {
        // Copy a piece of the file to another place.
        int from = random.nextInt(file.length - 20);
        byte[] piece = Arrays.copyOfRange(file, from, from + 1 + random.nextInt(20));
        return splice(file, at, random.nextBoolean() ? at : Math.min(file.length, at + 5), piece);
      }
    }
    return file;
  }

  private static byte[] splice(byte[] file, int begin, int end, byte[] piece) {
    return ByteBuffer.allocate(file.length - (end - begin) + piece.length)
        .put(file, 0, begin)
        .put(piece)
        .put(file, end, file.length - end)
        .array();
  }
}
