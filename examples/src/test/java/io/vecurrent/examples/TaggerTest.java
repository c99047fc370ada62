package io.vecurrent.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggerTest {
  private static final StateDict MODULES =
      new StateDict().embedding("emb").gru("lstm").linear("fc");

  @TempDir private Path folder;

  @Test
  void tagsWordsAndAgreesWithPyTorch() {
    ProgramRun run = ProgramRun.of("tagger", "Tag", "these");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().matches("(?s).*\n  Tag +(  [Tag] \\d +\\d+ %){3}\\R.*"), run.out());
    assertTrue(run.out().matches("(?s).*\n  these +(  [thes] \\d +\\d+ %){5}\\R.*"), run.out());
    assertTrue(run.out().contains("Agrees with PyTorch's outputs"), run.out());
  }

  @Test
  void aModelOfTheUsersIsNotCompared() throws IOException {
    Path file = folder.resolve("mine.safetensors");
    Network network = Network.embedding(27, 4).lstm(5).linear(3).seed(1).build();
    new StateDict().embedding("emb").lstm("lstm").linear("fc").save(network, file);
    ProgramRun run = ProgramRun.of("tagger", "--model=" + file, "word");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("from 0 to 2"), run.out());
    assertTrue(!run.out().contains("PyTorch's outputs"), run.out());
  }

  @Test
  void whatCannotBeUsedIsNamed() throws IOException {
    ProgramRun.assertRefused("'4you' has characters besides", "tagger", "4you");
    ProgramRun.assertRefused(
        "there is no such file", "tagger", "--model=" + folder.resolve("none"));
    Path file = Files.writeString(folder.resolve("text"), "no model");
    ProgramRun.assertRefused("text", "tagger", "--model=" + file);
    Network small = Network.embedding(5, 4).gru(5).linear(3).seed(1).build();
    MODULES.save(small, file);
    ProgramRun.assertRefused("lstm", "tagger", "--model=" + file);
    Network tokens = Network.embedding(5, 4).lstm(5).linear(3).seed(1).build();
    new StateDict().embedding("emb").lstm("lstm").linear("fc").save(tokens, file);
    ProgramRun.assertRefused("has 5 tokens, and must have 27", "tagger", "--model=" + file);
  }
}
