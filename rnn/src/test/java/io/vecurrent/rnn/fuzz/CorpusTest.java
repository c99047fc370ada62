package io.vecurrent.rnn.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what the fuzzer has found interesting, without the fuzzer. */
@Tag("once")
class CorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz", "corpus");

  @TempDir Path folder;

  static List<Path> corpus() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.sorted().toList();
    }
  }

  /** No file takes a millisecond: a minute means that one hangs. */
  @ParameterizedTest
  @MethodSource("corpus")
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void keepsThePromises(Path file) throws IOException {
    new ModelFileFuzz(folder).check(Files.readAllBytes(file));
  }

  @Test
  void theCorpusHoldsModelsAndWhatIsRefused() throws IOException {
    int models = 0;
    int others = 0;
    for (Path file : corpus()) {
      byte[] input = Files.readAllBytes(file);
      Path model = Files.write(folder.resolve("model"), ModelFileFuzz.framed(input));
      try {
        Network.load(model);
        models++;
      } catch (ModelFormatException e) {
        others++;
      }
    }
    assertTrue(models >= 10 && others >= 100, models + " models, " + others + " others");
  }

  @Test
  void headersAreFramed() {
    byte[] file = ModelFileFuzz.framed("{}\0data\0".getBytes(StandardCharsets.US_ASCII));
    assertEquals(2, ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    byte[] rest = "{}data\0".getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(rest, Arrays.copyOfRange(file, 8, file.length));
    assertArrayEquals(new byte[8], ModelFileFuzz.framed(new byte[0]));
  }

  /** Headers that would need far more memory than they are long, if they were believed. */
  @ParameterizedTest
  @MethodSource("hostile")
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void hostileHeadersTakeLittleMemory(String header) throws IOException {
    byte[] input = header.getBytes(StandardCharsets.UTF_8);
    new ModelFileFuzz(folder).check(input);
    Path model = Files.write(folder.resolve("model"), ModelFileFuzz.framed(input));
    assertThrows(ModelFormatException.class, () -> Network.load(model));
  }

  static List<String> hostile() {
    String tensor = "\"dtype\":\"F32\",\"data_offsets\":[0,0],\"shape\":";
    String max = "2147483647";
    return List.of(
        "{\"weight_ih_l0\":{" + tensor + "[" + max + "," + max + "]}}",
        "{\"weight_ih_l0\":{" + tensor + "[0," + max + "," + max + "]}}",
        "{\"weight_ih_l0\":{" + tensor + "[" + max + ",0]}}",
        "{\"x\":" + "[".repeat(500_000),
        "{\"x\":[" + "{},".repeat(300_000),
        "{\"x\":[" + "[],".repeat(300_000),
        "{\"x\":[" + "1,".repeat(500_000),
        "{\"x\":[" + "\"\",".repeat(300_000),
        "{\"x\":" + "9".repeat(500_000) + "}",
        "{\"x\":\"" + "\\u0000".repeat(100_000) + "\"}",
        "{" + members(100_000));
  }

  private static String members(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append('"').append(Integer.toString(i, 36)).append("\":{},");
    }
    return text.toString();
  }
}
