package io.vecurrent.kernels.randomcalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.kernels.Activations;
import io.vecurrent.kernels.support.Facade;
import io.vecurrent.kernels.support.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random shapes, offsets, strides, nulls, overflowing sizes and shared arrays, thrown at every
 * public method: the call is right, or it is refused by name and number and has changed nothing.
 */
class RandomCallsTest {
  private static final int ROUNDS = 300;
  private static final int SPOILT_AT_MOST = 2;

  /** Those that need no matrix. */
  private static final List<Operation> STATIC =
      Stream.of(LevelOne.all(), Gating.all(), Matrices.statics()).flatMap(s -> s).toList();

  private static List<Operation> operations(Rng rng) {
    return Stream.concat(STATIC.stream(), Matrices.methods(rng).stream()).toList();
  }

  @Test
  void everyMethodWithAnArrayIsCalled() {
    Set<String> called = new TreeSet<>();
    operations(new Rng(1)).forEach(operation -> called.add(operation.toString()));
    Set<String> methods =
        Facade.methods().stream()
            .filter(method -> Arrays.asList(method.getParameterTypes()).contains(float[].class))
            .map(Facade::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(methods, called);
  }

  @Test
  void aCallIsRightOrRefused() {
    int count = operations(new Rng(0)).size();
    int[][] outcomes = new int[2][count];
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Operation> operations = operations(new Rng(seed));
      for (int i = 0; i < count; i++) {
        boolean right = isRight(operations.get(i), new Rng(seed), "seed " + seed);
        outcomes[right ? 0 : 1][i]++;
      }
    }
    // Neither outcome is so rare that it would prove nothing.
    for (int i = 0; i < count; i++) {
      int rarer = Math.min(outcomes[0][i], outcomes[1][i]);
      assertTrue(rarer > ROUNDS / 20, operations(new Rng(0)).get(i) + ": only " + rarer);
    }
  }

  /** False if it was refused, rightly. */
  private static boolean isRight(Operation operation, Rng rng, String seed) {
    Arguments arguments = new Arguments(rng);
    operation.draw().accept(arguments);
    for (int spoilt = rng.between(0, SPOILT_AT_MOST); spoilt > 0; spoilt--) {
      arguments.spoil();
    }
    operation.readWeights();
    Contract contract = new Contract();
    operation.contract().accept(contract, arguments);
    float[][] arrays = arrays(arguments);
    float[][] before = Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
    String context = operation + " " + arguments + ", " + seed;
    try {
      Object result = operation.call(arguments);
      assertTrue(contract.isValid(), context + ": not refused");
      contract.assertResult(result, context);
    } catch (NullPointerException | IllegalArgumentException e) {
      assertTrue(!contract.isValid(), context + ": refused, " + e);
      contract.assertRefusal(e, context);
    } catch (Throwable e) {
      throw new AssertionError(context, e);
    }
    Contract changes = contract.isValid() ? contract : new Contract();
    for (int k = 0; k < arrays.length; k++) {
      changes.assertContents(arrays[k], arrays[k], before[k], context);
    }
    float[] weights = operation.weights();
    changes.assertContents(weights, operation.weightsNow(), weights, context);
    return contract.isValid();
  }

  private static float[][] arrays(Arguments arguments) {
    return Arrays.stream(arguments.toArray())
        .filter(float[].class::isInstance)
        .map(float[].class::cast)
        .toArray(float[][]::new);
  }

  /** The canaries: a wrong value, a stray write and a wrong refusal are found. */
  @Test
  void whatIsWrongIsFound() {
    Contract contract = new Contract();
    float[] array = {1, 2, 3};
    contract.expect(array, 1, 5, 0.01);
    contract.assertContents(array, new float[] {1, 5, 3}, array, "right");
    for (float[] wrong : new float[][] {{1, 2, 3}, {1, 5, 4}, {-1, 5, 3}, {1, Float.NaN, 3}}) {
      assertThrows(
          AssertionError.class, () -> contract.assertContents(array, wrong, array, "wrong"));
    }
    Contract refusing = new Contract();
    refusing.range("dst", array, 2, 2);
    refusing.assertRefusal(new IllegalArgumentException("dst: needs 2, has 1"), "right");
    for (RuntimeException wrong :
        List.of(
            new IllegalArgumentException("src: needs 2"),
            new IllegalArgumentException("dst: too short"),
            new ArrayIndexOutOfBoundsException("dst 2"),
            new NullPointerException("dst"))) {
      assertThrows(AssertionError.class, () -> refusing.assertRefusal(wrong, "wrong"));
    }
    assertNull(
        assertThrows(NullPointerException.class, () -> Activations.exp(null, 0, array, 0, 1))
            .getCause());
  }
}
