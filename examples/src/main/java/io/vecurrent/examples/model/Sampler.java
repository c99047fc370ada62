package io.vecurrent.examples.model;

import io.vecurrent.examples.text.Alphabet;
import io.vecurrent.rnn.Sampling;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Lets a model write: each character is drawn from its prediction, and fed back. */
public final class Sampler {
  private static final int LONGEST_LINE = 200;
  private static final int TRIES_A_LINE = 50;

  private final Alphabet alphabet;
  private final String prompt;
  private final float temperature;
  private final Random random;
  private final Stepper stepper;
  private final State state;
  private final float[] input;
  private final float[] output;

  /**
   * A sampler; the same seed gives the same text.
   *
   * @param temperature below 1 likely characters become likelier, above 1 less so
   */
  public Sampler(CharModel model, float temperature, long seed) {
    this.alphabet = model.alphabet();
    this.prompt = model.prompt();
    this.temperature = temperature;
    this.random = new Random(seed);
    this.stepper = model.network().stepper();
    this.state = model.network().newState();
    this.input = new float[alphabet.size()];
    this.output = new float[alphabet.size()];
  }

  /**
   * Different lines, none of them empty or known; fewer if the model only repeats known ones.
   *
   * @param known lines to leave out, those of the training text for instance
   */
  public List<String> lines(int count, Set<String> known) {
    Set<String> lines = new LinkedHashSet<>();
    for (int i = 0; i < TRIES_A_LINE * count && lines.size() < count; i++) {
      String line = line();
      if (!line.isBlank() && !known.contains(line)) {
        lines.add(line);
      }
    }
    return new ArrayList<>(lines);
  }

  /** Running text: the prompt and what the model makes of it. */
  public String passage(int characters) {
    begin();
    StringBuilder text = new StringBuilder(prompt);
    for (int i = 0; i < characters; i++) {
      int next = draw();
      text.appendCodePoint(alphabet.codePoint(next));
      feed(next);
    }
    return text.toString();
  }

  private String line() {
    begin();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LONGEST_LINE; i++) {
      int next = draw();
      if (alphabet.codePoint(next) == '\n') {
        break;
      }
      text.appendCodePoint(alphabet.codePoint(next));
      feed(next);
    }
    return text.toString();
  }

  private void begin() {
    state.reset();
    for (byte number : alphabet.encode(prompt)) {
      feed(number & 0xFF);
    }
  }

  private void feed(int number) {
    input[number] = 1f;
    stepper.step(input, state, output);
    input[number] = 0f;
  }

  private int draw() {
    return Sampling.draw(output, 0, output.length, temperature, random.nextDouble());
  }
}
