package io.vecurrent.onnx.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.onnx.OnnxModel;
import io.vecurrent.rnn.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what the fuzzer has found interesting, and real models, without the fuzzer. */
class OnnxCorpusTest {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  static List<Path> corpus() throws IOException {
    try (Stream<Path> found = Files.list(RESOURCES.resolve(Path.of("fuzz", "corpus")));
        Stream<Path> models = Files.list(RESOURCES.resolve("models"))) {
      return Stream.concat(found, models.filter(file -> file.toString().endsWith(".onnx")))
          .sorted()
          .toList();
    }
  }

  /** No file takes a millisecond: a minute means that one hangs. */
  @ParameterizedTest
  @MethodSource("corpus")
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void keepsThePromises(Path file) throws IOException {
    OnnxFileFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
  }

  @Test
  void theCorpusHoldsModelsAndWhatIsRefused() throws IOException {
    int models = 0;
    int others = 0;
    for (Path file : corpus()) {
      try {
        OnnxModel.read(file).network();
        models++;
      } catch (ModelFormatException e) {
        others++;
      }
    }
    assertTrue(models >= 30 && others >= 80, models + " models, " + others + " others");
  }
}
