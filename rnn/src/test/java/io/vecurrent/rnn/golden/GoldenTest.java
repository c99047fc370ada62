package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file of reference numbers: those in the test resources and those in the folder that {@code
 * -Dvecurrent.golden=DIR} names. A file that cannot be tested fails; only what the library does not
 * have yet is skipped, by name.
 */
class GoldenTest {
  @TestFactory
  Stream<DynamicTest> resources() throws IOException {
    return tests(GoldenFiles.ofResources());
  }

  @TestFactory
  Stream<DynamicTest> folderOfTheProperty() throws IOException {
    return tests(GoldenFiles.ofProperty());
  }

  private static Stream<DynamicTest> tests(List<GoldenFiles.Entry> entries) {
    return entries.stream()
        .map(entry -> DynamicTest.dynamicTest(entry.label(), () -> check(entry)));
  }

  static void check(GoldenFiles.Entry entry) throws IOException {
    if (entry.label().matches("(.*/)?state_dict/[^/]+")) {
      Assumptions.assumeFalse(
          entry.label().endsWith(".pt"), entry.label() + ": skipped, is not read; its twin is");
      StateDictGolden.check(entry);
      return;
    }
    if (!entry.label().endsWith(".safetensors")) {
      fail(entry.label() + ": no kind of file that can be tested");
    }
    GoldenFile file = new GoldenFile(entry.label(), entry.path());
    GoldenKind.of(file).check(file);
  }
}
