package io.vecurrent.rnn;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vecurrent.kernels.internal.AllocationMeter;
import io.vecurrent.kernels.internal.VmOptions;
import io.vecurrent.kernels.scalar.Fma;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No lock, no thread and no system call on the paths that run step by step: what the byte code of
 * both modules names. {@link RecordedEventsTest} watches the same at run time.
 */
@Tag("once")
class QuietPathsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.vecurrent.kernels", "io.vecurrent.rnn");

  /** All methods that lock, and when. */
  private static final Set<String> LOCKS =
      Set.of(
          // When a matrix is made.
          "io.vecurrent.kernels.Slab.allocate",
          // Once after a change of the parameters, and before the first backward pass.
          "io.vecurrent.rnn.PackedWeights.refresh",
          "io.vecurrent.rnn.PackedWeights.refreshForBackward",
          // When a computation has failed.
          "io.vecurrent.rnn.team.Team.fail");

  /** What runs once at the start, on files, or to keep a team's members together. */
  private static final DescribedPredicate<JavaClass> APART =
      belongToAnyOf(VmOptions.class, AllocationMeter.class, Fma.class)
          .or(describe("loads", c -> c.getName().equals("io.vecurrent.kernels.BackendLoader")))
          .or(belongToAnyOf(WarmUp.class, ModelFile.class))
          .or(resideInAnyPackage("io.vecurrent.rnn.safetensors", "io.vecurrent.rnn.team"));

  private static final DescribedPredicate<JavaClass> SYSTEM_TYPES =
      resideInAnyPackage("java.io..", "java.nio..", "java.net..", "sun..")
          .or(resideInAnyPackage("java.util.concurrent", "java.util.concurrent.locks"))
          .or(assignableTo(Thread.class))
          .or(belongToAnyOf(System.class, Runtime.class, ProcessBuilder.class, Process.class));

  /** Class initialisers, which run once, and exceptions do not count. */
  private static final DescribedPredicate<JavaAccess<?>> SYSTEM =
      describe(
          "threads, files or the system",
          access ->
              SYSTEM_TYPES.test(access.getTargetOwner())
                  && !access.getTargetOwner().isAssignableTo(Throwable.class)
                  && !access.getOrigin().getName().equals("<clinit>")
                  && !access.getTarget().getName().equals("arraycopy"));

  private static final Pattern METHOD = Pattern.compile("^  [a-z].*?([\\w$<>]+)\\(.*\\).*;$");
  private static final Pattern TYPE =
      Pattern.compile("^[a-z ]*(?:class|interface) ([\\w.$]+).*\\{$");

  @Test
  void nothingElseKnowsThreadsFilesOrTheSystem() {
    noClasses().that(not(APART)).should().accessTargetWhere(SYSTEM).check(CLASSES);
  }

  /** The canary: the rule finds what is set apart. */
  @Test
  void theRuleFindsSystemCalls() {
    ArchRule everywhere = noClasses().should().accessTargetWhere(SYSTEM);
    String found = assertThrows(AssertionError.class, () -> everywhere.check(CLASSES)).getMessage();
    for (String known : List.of("System.nanoTime", "Thread.onSpinWait", "FileChannel", "park(")) {
      assertTrue(found.contains(known), known);
    }
  }

  @Test
  void onlyTheseMethodsLock() {
    Set<String> locks = new TreeSet<>();
    String type = "";
    String method = "";
    for (String line : disassembled().split("\n", -1)) {
      Matcher declaration = TYPE.matcher(line);
      Matcher signature = METHOD.matcher(line);
      if (declaration.matches()) {
        type = declaration.group(1);
      } else if (signature.matches()) {
        method = signature.group(1);
      }
      if (line.contains(": monitorenter") || line.startsWith("  synchronized")) {
        locks.add(type + "." + method);
      }
    }
    assertEquals(new TreeSet<>(LOCKS), locks);
  }

  private static String disassembled() {
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    Stream<String> files =
        CLASSES.stream().map(c -> c.getSource().orElseThrow().getUri().toString());
    String[] arguments = Stream.concat(Stream.of("-p", "-c"), files).toArray(String[]::new);
    StringWriter text = new StringWriter();
    int status =
        javap.run(new PrintWriter(text, true), new PrintWriter(new StringWriter()), arguments);
    assertEquals(0, status);
    return text.toString();
  }
}
