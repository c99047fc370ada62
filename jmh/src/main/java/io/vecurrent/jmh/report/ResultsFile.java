package io.vecurrent.jmh.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads and writes {@code results.json}. What it reads may come from anywhere. */
public final class ResultsFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ResultsFile() {}

  /** Writes all of it, or leaves what was there before. */
  public static void write(Path file, Results results) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(written, MAPPER.writeValueAsString(results) + "\n");
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws ResultsFormatException if it is anything else; the message says what is wrong with it
   */
  public static Results read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ResultsFormatException(file + ": is a directory, needs a results.json");
    }
    try {
      JsonNode tree = MAPPER.readTree(Files.readAllBytes(file));
      checkVersion(file, tree);
      Results results = MAPPER.treeToValue(tree, Results.class);
      check(file, results);
      return results;
    } catch (NoSuchFileException e) {
      throw new ResultsFormatException(file + ": there is no such file");
    } catch (JsonProcessingException e) {
      throw new ResultsFormatException(file + ": not readable: " + e.getOriginalMessage());
    }
  }

  private static void checkVersion(Path file, JsonNode tree) {
    if (!Results.FORMAT.equals(tree.path("format").asText())) {
      throw new ResultsFormatException(
          file
              + ": no results of Vecurrent's benchmarks (its \"format\" would be \""
              + Results.FORMAT
              + "\")");
    }
    if (tree.path("version").asInt() != Results.VERSION) {
      throw new ResultsFormatException(
          file
              + ": written in version "
              + tree.path("version").asText()
              + " of the format, this program reads version "
              + Results.VERSION);
    }
  }

  private static void check(Path file, Results results) {
    if (results.environment() == null) {
      throw new ResultsFormatException(file + ": has no \"environment\"");
    }
    Set<String> keys = new HashSet<>();
    for (Benchmark benchmark : results.benchmarks()) {
      if (!keys.add(benchmark.key())) {
        throw new ResultsFormatException(file + ": has " + benchmark.key() + " twice");
      }
      for (List<Double> fork : benchmark.forks()) {
        for (double score : fork) {
          if (!(score > 0 && score < Double.POSITIVE_INFINITY)) {
            throw new ResultsFormatException(
                file + ": " + benchmark.key() + " has the score " + score);
          }
        }
      }
    }
  }
}
