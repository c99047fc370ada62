package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.team.Team;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No public method escapes the question whether it allocates: every public class is measured by
 * {@link AllocationTest}, which asks for each of its methods, or is named here.
 */
class AllocationListTest {
  private static final Set<String> EXPORTED =
      Set.of("io.vecurrent.rnn", "io.vecurrent.rnn.optim", "io.vecurrent.rnn.team");

  /** Classes whose methods describe a model or read its file. */
  private static final Set<String> NOT_MEASURED = Set.of("NetworkBuilder", "StateDict");

  /** Measured here, but for those that make something, and say so. */
  private static final Class<?>[] CLASSES = {
    Parameters.class, ParameterSlice.class, MeanSquaredError.class, Team.class
  };

  private static final Set<String> MAKERS =
      Set.of(
          "Parameters.get(String)",
          "ParameterSlice.copyFrom(float[])",
          "ParameterSlice.shape()",
          "ParameterSlice.toString()");

  /** At the end of a team: nothing is computed after it. */
  private static final Set<String> LAST = Set.of("Team.close()");

  private static volatile Object sink;

  private static Map<String, Runnable> calls(Team team) {
    Parameters p = Data.network(3, 5, 2, Nonlinearity.TANH).parameters();
    ParameterSlice slice = p.slice("head.bias");
    float[] bias = new float[2];
    Team.Task task = team::await;
    Map<String, Runnable> calls = new TreeMap<>();
    calls.put("Parameters.values()", () -> sink = p.values());
    calls.put("Parameters.size()", () -> assertTrue(p.size() > 0));
    calls.put("Parameters.slices()", () -> sink = p.slices());
    calls.put("Parameters.slice(String)", () -> sink = p.slice("weight_hh_l0"));
    calls.put("Parameters.set(String,float[])", () -> p.set("head.bias", bias));
    calls.put("Parameters.markChanged()", p::markChanged);
    calls.put("ParameterSlice.name()", () -> sink = slice.name());
    calls.put("ParameterSlice.offset()", () -> assertTrue(slice.offset() > 0));
    calls.put("ParameterSlice.length()", () -> assertTrue(slice.length() > 0));
    calls.put("Team.size()", () -> assertEquals(1, team.size()));
    calls.put("Team.run(Task)", () -> team.run(task));
    calls.put("Team.await(int)", () -> team.run(task));
    squaredErrors(calls);
    return calls;
  }

  /** Each after a forward pass. */
  private static void squaredErrors(Map<String, Runnable> calls) {
    Network network = Data.network(3, 5, 2, Nonlinearity.TANH);
    Workspace workspace = network.workspace(4, 2);
    float[] x = Data.floats(1, 4 * 2 * 3);
    float[] targets = Data.floats(2, 4 * 2 * 2);
    float[] lastTargets = Data.floats(3, 2 * 2);
    boolean[] scored = new boolean[4 * 2];
    scored[5] = true;
    calls.put(
        "MeanSquaredError.of(Workspace,float[])",
        () -> {
          network.forward(x, 4, 2, null, workspace);
          assertTrue(MeanSquaredError.of(workspace, targets) > 0);
        });
    calls.put(
        "MeanSquaredError.of(Workspace,float[],int,boolean[],Reduction)",
        () -> {
          network.forward(x, 4, 2, null, workspace);
          assertTrue(MeanSquaredError.of(workspace, targets, 0, scored, Reduction.SUM) > 0);
        });
    calls.put(
        "MeanSquaredError.ofLast(Workspace,float[])",
        () -> {
          network.forward(x, 4, 2, null, workspace);
          assertTrue(MeanSquaredError.ofLast(workspace, lastTargets) > 0);
        });
    calls.put(
        "MeanSquaredError.ofLast(Workspace,float[],int,Reduction)",
        () -> {
          network.forward(x, 4, 2, null, workspace);
          assertTrue(MeanSquaredError.ofLast(workspace, targets, 1, Reduction.SUM) > 0);
        });
  }

  @Test
  void parametersLossesAndTeamsAllocateNothing() {
    try (Team team = new Team(1, Runnable::run)) {
      AllocationTest.requireZero(calls(team), 20_000);
    }
  }

  @Test
  @Tag("once")
  void noMethodOfThemIsForgotten() {
    Set<String> methods = new TreeSet<>();
    for (Class<?> type : CLASSES) {
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
          .forEach(method -> methods.add(signature(method)));
    }
    try (Team team = new Team(1, Runnable::run)) {
      Set<String> known = new TreeSet<>(calls(team).keySet());
      known.addAll(MAKERS);
      known.addAll(LAST);
      assertEquals(methods, known);
    }
  }

  private static String signature(Method method) {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
    return method.getDeclaringClass().getSimpleName() + "." + method.getName() + parameters;
  }

  @Test
  @Tag("once")
  void noPublicClassIsForgotten() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.vecurrent.rnn")
                .stream()
                .filter(AllocationListTest::isPublicWithMethods)
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> known = new TreeSet<>(NOT_MEASURED);
    for (Class<?>[] measured : new Class<?>[][] {AllocationTest.CLASSES, CLASSES}) {
      Arrays.stream(measured).map(Class::getSimpleName).forEach(known::add);
    }
    assertEquals(known, classes);
  }

  /** Not enums and exceptions; optimisers have the methods of their base class. */
  private static boolean isPublicWithMethods(JavaClass type) {
    return EXPORTED.contains(type.getPackageName())
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.isNestedClass()
        && !type.isEnum()
        && !type.isAssignableTo(Throwable.class)
        && (type.isEquivalentTo(Optimizer.class) || !type.isAssignableTo(Optimizer.class))
        && !type.getName().endsWith("package-info");
  }

  @Test
  void oneAllocationInAThousandCallsIsDetected() {
    int[] calls = new int[1];
    Runnable rarely = () -> sink = ++calls[0] % 1000 == 0 ? new byte[1] : sink;
    assertThrows(
        AssertionError.class,
        () ->
            AllocationTest.requireZero(
                Map.of("rarely", rarely), 200, AllocationTest.MANY_ZERO_ROUNDS));
  }
}
