package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;

/** The methods of steppers and states, for {@link AllocationTest}. */
final class StreamCalls {
  private StreamCalls() {}

  /** Under their signatures; {@code x} has inputs of {@code batch} streams and one float more. */
  static Map<String, Runnable> of(Network network, float[] x, int batch) {
    State state = network.newState(batch);
    State one = network.newState();
    Stepper stepper = network.stepper();
    Stepper together = network.stepper(batch);
    float[] output = new float[network.outputSize()];
    float[] outputs = new float[batch * network.outputSize()];
    float[] copy = new float[batch + state.size()];
    Map<String, Runnable> calls = new TreeMap<>();
    calls.put("Stepper.step(float[],State,float[])", () -> stepper.step(x, one, output));
    calls.put(
        "Stepper.step(float[],int,State,float[],int)",
        () -> {
          stepper.step(x, 1, one, outputs, 0);
          together.step(x, 0, state, outputs, 0);
        });
    calls.put("Stepper.batch()", () -> assertEquals(batch, together.batch()));
    calls.put("State.reset()", state::reset);
    calls.put("State.sequenceSize()", () -> assertEquals(one.size(), state.sequenceSize()));
    calls.put(
        "State.copySequenceTo(int,float[],int)",
        () -> state.copySequenceTo(batch - 1, copy, batch - 1));
    calls.put(
        "State.copySequenceFrom(int,float[],int)",
        () -> state.copySequenceFrom(batch - 1, copy, batch - 1));
    calls.put("State.copyTo(float[],int)", () -> state.copyTo(copy, 0));
    calls.put("State.copyFrom(float[],int)", () -> state.copyFrom(copy, 0));
    return calls;
  }
}
