package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One call with arguments that may be bad: it must go through if none is, or else be refused for
 * one of the reasons given, with nothing of the caller's changed.
 */
final class Attempt {
  private final String what;
  private final List<String> nulls = new ArrayList<>();
  private final List<String> illegal = new ArrayList<>();
  private boolean outOfOrder;
  private final List<float[]> arrays = new ArrayList<>();
  private final List<float[]> copies = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private final List<State> stateCopies = new ArrayList<>();

  Attempt(String what) {
    this.what = what;
  }

  /** A {@link NullPointerException} that names the argument is right if it is null. */
  Attempt required(Object argument, String name) {
    if (argument == null) {
      nulls.add(name);
    }
    return this;
  }

  /** An {@link IllegalArgumentException} that names the argument is right unless it is legal. */
  Attempt legal(boolean condition, String name) {
    if (!condition) {
      illegal.add(name);
    }
    return this;
  }

  /** {@code count} elements from the offset must lie inside the array, if there is one. */
  Attempt range(float[] array, int offset, long count, String name) {
    holds(array);
    return legal(array == null || (offset >= 0 && offset + count <= array.length), name);
  }

  /** An {@link IllegalStateException} is right unless the call is in order. */
  Attempt inOrder(boolean condition) {
    outOfOrder |= !condition;
    return this;
  }

  /** The call must not change these when it is refused. */
  Attempt holds(float[]... held) {
    for (float[] array : held) {
      if (array != null) {
        arrays.add(array);
        copies.add(array.clone());
      }
    }
    return this;
  }

  /** The same of a state. */
  Attempt holds(State state) {
    if (state != null) {
      states.add(state);
      stateCopies.add(state.copy());
    }
    return this;
  }

  /** Whether the call went through, as it had to; fails if it should not have, or not so. */
  boolean run(Runnable call) {
    boolean valid = nulls.isEmpty() && illegal.isEmpty() && !outOfOrder;
    try {
      call.run();
    } catch (NullPointerException e) {
      requireNamed(nulls, e);
      return false;
    } catch (IllegalArgumentException e) {
      requireNamed(illegal, e);
      return false;
    } catch (IllegalStateException e) {
      assertTrue(outOfOrder && !e.getMessage().isEmpty(), what + ": is in order, but " + e);
      requireUnchanged();
      return false;
    }
    assertTrue(valid, what + ": not refused for " + nulls + illegal + outOfOrder);
    return true;
  }

  private void requireNamed(List<String> names, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    assertTrue(names.stream().anyMatch(message::contains), what + ": " + e + " names no " + names);
    boolean number = message.matches("(?s).*(\\d|NaN|Infinity).*");
    boolean needsNone = e instanceof NullPointerException || message.contains("another network");
    assertTrue(number || needsNone, what + ": no numbers in " + e);
    requireUnchanged();
  }

  private void requireUnchanged() {
    for (int i = 0; i < arrays.size(); i++) {
      assertTrue(
          Arrays.equals(copies.get(i), arrays.get(i)), what + ": refused, but changed #" + i);
    }
    for (int i = 0; i < states.size(); i++) {
      float[] before = stateCopies.get(i).toArray();
      assertTrue(Arrays.equals(before, states.get(i).toArray()), what + ": changed a state");
    }
  }
}
