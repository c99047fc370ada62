package io.vecurrent.examples.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.text.Corpus;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
  private static final Corpus LIST = new Corpus("list", "one\ntwo\nthree\n".repeat(100));
  private static final CharModel MODEL = CharModel.create(LIST, false, 12, 1);

  @TempDir private Path folder;

  @Test
  void theSeedRepeatsTheLines() {
    List<String> lines = new Sampler(MODEL, 0.8f, 5).lines(12, Set.of());
    assertEquals(12, lines.size());
    assertEquals(lines, new Sampler(MODEL, 0.8f, 5).lines(12, Set.of()));
    assertNotEquals(lines, new Sampler(MODEL, 0.8f, 6).lines(12, Set.of()));
  }

  @Test
  void knownLinesAreLeftOut() {
    List<String> lines = new Sampler(MODEL, 0.8f, 5).lines(12, Set.of());
    Set<String> known = Set.copyOf(lines.subList(0, 6));
    List<String> others = new Sampler(MODEL, 0.8f, 5).lines(12, known);
    assertTrue(others.stream().noneMatch(known::contains));
    assertEquals(lines.subList(6, 12), others.subList(0, 6));
    assertEquals(12, Set.copyOf(others).size());
  }

  @Test
  void aPassageGoesOnFromThePrompt() {
    Corpus prose = new Corpus("prose", "to be or not to be ".repeat(100));
    CharModel model = CharModel.create(prose, false, 12, 1);
    String passage = new Sampler(model, 1f, 1).passage(50);
    assertTrue(passage.startsWith(prose.prompt()));
    assertEquals(prose.prompt().length() + 50, passage.length());
  }

  @Test
  void aSavedModelWritesTheSame() throws IOException {
    Path file = folder.resolve("model.safetensors");
    MODEL.save(file);
    CharModel loaded = CharModel.load(file);
    assertTrue(loaded.isList());
    assertFalse(loaded.knowsUnicodeNames());
    assertEquals(
        new Sampler(MODEL, 0.8f, 5).lines(12, Set.of()),
        new Sampler(loaded, 0.8f, 5).lines(12, Set.of()));
  }

  @Test
  void foreignAndDamagedFilesAreRefused() throws IOException {
    Path foreign = folder.resolve("foreign.safetensors");
    Network.builder(3).rnn(4).linear(3).build().save(foreign);
    assertError("has no quickstart.alphabet", foreign);
    Network.builder(3)
        .rnn(4)
        .linear(3)
        .metadata("quickstart.alphabet", "ab")
        .metadata("quickstart.prompt", "a")
        .build()
        .save(foreign);
    assertError("do not fit its alphabet", foreign);
    assertError("not a model file", Files.writeString(folder.resolve("text"), "no model"));
    assertError("there is no such file", folder.resolve("missing"));
    assertError("is a directory", folder);
  }

  private static void assertError(String part, Path path) {
    String message = assertThrows(InputException.class, () -> CharModel.load(path)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
