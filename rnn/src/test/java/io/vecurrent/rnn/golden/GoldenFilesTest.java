package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The golden tests fail where they could otherwise pass without having tested anything. */
@Tag("once")
class GoldenFilesTest {
  @TempDir Path folder;

  private GoldenFiles.Entry write(String name, String... metadata) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (int i = 0; i < metadata.length; i += 2) {
      writer.metadata(metadata[i], metadata[i + 1]);
    }
    Path path = folder.resolve(name);
    writer.add("in.x", new int[] {1}, new float[1], 0).write(path);
    return new GoldenFiles.Entry(name, path);
  }

  private static String failure(GoldenFiles.Entry entry) {
    return assertThrows(AssertionError.class, () -> GoldenTest.check(entry)).getMessage();
  }

  @Test
  void unknownKindsFail() throws IOException {
    String unknown = failure(write("rnn_swirl.safetensors", "fixture", "rnn_swirl"));
    assertTrue(unknown.contains("rnn_swirl is no kind"), unknown);
    String text = failure(new GoldenFiles.Entry("torch/notes.txt", folder));
    assertTrue(text.contains("torch/notes.txt"), text);
    String noFixture = failure(write("none.safetensors"));
    assertTrue(noFixture.contains("no metadata entry fixture"), noFixture);
    String other = failure(write("tanh.safetensors", "fixture", "exp"));
    assertTrue(other.contains("differ"), other);
  }

  @Test
  void unknownCellsFail() throws IOException {
    String[] metadata = {
      "kind",
      "rnn_sine",
      "dtype",
      "float32",
      "fixture",
      "f",
      "input",
      "1",
      "hidden",
      "1",
      "classes",
      "2",
      "time",
      "1",
      "batch",
      "1",
      "head",
      "logits = y head.weight^T + head.bias"
    };
    String message = failure(write("rnn_sine_i1.safetensors", metadata));
    assertTrue(message.contains("rnn_sine cannot be tested"), message);
  }

  @Test
  void stateDictsNeedTheirTwins() throws IOException {
    Path weights = write("f.safetensors").path();
    GoldenFiles.Entry alone = new GoldenFiles.Entry("state_dict/f.safetensors", weights);
    assertTrue(failure(alone).contains("needs a twin"), failure(alone));
    Path io = write("f_io.safetensors", "model", "x -> magic").path();
    for (Path path : new Path[] {weights, io}) {
      String message = failure(new GoldenFiles.Entry("state_dict/" + path.getFileName(), path));
      assertTrue(message.contains("not understood: x -> magic"), message);
    }
  }

  @Test
  void whatTheLibraryDoesNotReadIsSkippedByName() {
    GoldenFiles.Entry entry = new GoldenFiles.Entry("state_dict/f.pt", folder);
    String message =
        assertThrows(TestAbortedException.class, () -> GoldenTest.check(entry)).getMessage();
    assertTrue(message.contains("f.pt"), message);
  }

  @Test
  void missingAndEmptyFoldersFail() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> GoldenFiles.list("", folder));
    Files.writeString(folder.resolve("README.md"), "only a description");
    assertThrows(IllegalArgumentException.class, () -> GoldenFiles.list("", folder));
    assertThrows(
        IllegalArgumentException.class, () -> GoldenFiles.resolve("absent", folder, Map.of()));
    assertThrows(IllegalArgumentException.class, () -> GoldenFiles.resolve(" ", folder, Map.of()));
  }

  @Test
  void relativeFoldersAreSeenFromTheModuleTheProjectAndTheShell() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Path module = Files.createDirectories(project.resolve("rnn"));
    Files.createDirectories(project.resolve(".mvn"));
    Path data = Files.createDirectories(project.resolve("data"));
    assertEquals(data.toRealPath(), GoldenFiles.resolve("data", module, Map.of()));
    assertEquals(
        data.toRealPath(), GoldenFiles.resolve(data.toString(), module, Map.of("PWD", "/")));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/more"));
    Map<String, String> shell = Map.of("PWD", elsewhere.getParent().toString());
    assertEquals(elsewhere.toRealPath(), GoldenFiles.resolve("more", module, shell));
    Files.createDirectories(elsewhere.getParent().resolve("data"));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> GoldenFiles.resolve("data", module, shell))
            .getMessage();
    assertTrue(message.contains("several folders"), message);
  }
}
