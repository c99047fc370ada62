package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.vecurrent.rnn.Parameters;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.optim.Optimizer;
import io.vecurrent.rnn.optim.RmsProp;
import io.vecurrent.rnn.optim.Sgd;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a training file was made, read from the sentences of its metadata. A sentence in other words
 * than those known here fails.
 */
final class Recipe {
  private static final String NUMBER = "([-+0-9.eE]*[0-9])";
  private static final Pattern SGD = Pattern.compile("sgd, lr " + NUMBER + ": w -= lr\\*g");
  private static final Pattern MOMENTUM =
      Pattern.compile(
          "(?:sgd|momentum), lr "
              + NUMBER
              + ": v = "
              + NUMBER
              + "\\*v \\+ g(?: \\(v = g at the first step\\))?; w -= lr\\*v");
  private static final Pattern ADAM =
      Pattern.compile(
          "adam, lr "
              + NUMBER
              + ": betas "
              + NUMBER
              + ", "
              + NUMBER
              + ", eps "
              + NUMBER
              + ", no weight decay: m = .*; w -= lr/\\(1-[0-9.]+\\^k\\) \\* m"
              + " / \\(sqrt\\(v\\)/sqrt\\(1-[0-9.]+\\^k\\) \\+ [-0-9.e]+\\), k = 1, 2, \\.\\.\\.");
  private static final Pattern RMSPROP =
      Pattern.compile(
          "rmsprop, lr "
              + NUMBER
              + ": alpha "
              + NUMBER
              + ", eps "
              + NUMBER
              + "(?:, (?:no [a-z ]+|not centered))*: v = [^;]*; w -= lr\\s?\\*\\s?g"
              + " ?/ ?\\(sqrt\\(v\\) \\+ [-0-9.e]+\\)");
  private static final Pattern BY_NORM =
      Pattern.compile(
          "clip by global norm: n = sqrt of the sum of squares over all parameters \\(head too\\);"
              + " g \\*= min\\(1, max/\\(n \\+ 1e-6\\)\\), max = "
              + NUMBER
              + "(?:; steps at which it acted: (\\d+) of (\\d+))?");
  private static final Pattern BY_VALUE =
      Pattern.compile(
          "clip by value: each element of g to \\[-max, max\\], max = "
              + NUMBER
              + "(?:; steps at which it acted: (\\d+) of (\\d+))?");
  private static final Pattern WHOLE =
      Pattern.compile("(\\d+); each on the whole input, zero initial state");
  private static final Pattern CHUNKS =
      Pattern.compile(
          "(\\d+); step k on time steps (\\d+)\\*k to (\\d+)\\*k\\+(\\d+); the state at the end of a"
              + " step starts the next one, no gradient passes between steps \\(truncated"
              + " back-propagation\\)");

  /** Updates. */
  final int steps;

  /** Time steps of each update when the input is cut into chunks, else 0. */
  final int chunk;

  /** Updates at which the norm was clipped, or -1 if not said. */
  final int clipped;

  private final GoldenFile file;
  private final Float maxNorm;
  private final Float maxValue;

  Recipe(GoldenFile file) {
    this.file = file;
    Matcher whole = WHOLE.matcher(file.text("steps"));
    Matcher chunks = CHUNKS.matcher(file.text("steps"));
    if (whole.matches()) {
      steps = Integer.parseInt(whole.group(1));
      chunk = 0;
    } else if (chunks.matches()) {
      steps = Integer.parseInt(chunks.group(1));
      chunk = Integer.parseInt(chunks.group(2));
      assertEquals(chunk, Integer.parseInt(chunks.group(3)), file.at("steps"));
      assertEquals(chunk - 1, Integer.parseInt(chunks.group(4)), file.at("steps"));
    } else {
      throw unknown("steps");
    }
    Matcher byNorm = BY_NORM.matcher(file.text("clipping"));
    Matcher byValue = BY_VALUE.matcher(file.text("clipping"));
    maxNorm = byNorm.matches() ? Float.valueOf(byNorm.group(1)) : null;
    maxValue = byValue.matches() ? Float.valueOf(byValue.group(1)) : null;
    if (maxNorm == null && maxValue == null && !file.text("clipping").equals("no clipping")) {
      throw unknown("clipping");
    }
    boolean counted = maxNorm != null && byNorm.group(2) != null;
    clipped = counted ? Integer.parseInt(byNorm.group(2)) : -1;
  }

  private AssertionError unknown(String key) {
    return fail(file.at("metadata entry " + key + " is not understood: " + file.text(key)));
  }

  Optimizer optimizer(Parameters parameters) {
    String text = file.text("optimizer");
    Matcher sgd = SGD.matcher(text);
    if (sgd.matches()) {
      return new Sgd(parameters, number(sgd, 1));
    }
    Matcher momentum = MOMENTUM.matcher(text);
    if (momentum.matches()) {
      return new Sgd(parameters, number(momentum, 1), number(momentum, 2));
    }
    Matcher adam = ADAM.matcher(text);
    if (adam.matches()) {
      return new Adam(
          parameters, number(adam, 1), number(adam, 2), number(adam, 3), number(adam, 4));
    }
    Matcher rms = RMSPROP.matcher(text);
    if (rms.matches()) {
      return new RmsProp(parameters, number(rms, 1), number(rms, 2), number(rms, 3));
    }
    throw unknown("optimizer");
  }

  /** The optimiser's moments, under the names that files give them. */
  Moments moments(int size) {
    Moments moments = new Moments();
    String text = file.text("optimizer");
    Matcher momentum = MOMENTUM.matcher(text);
    if (momentum.matches()) {
      moments.with("momentum", size, Double.parseDouble(momentum.group(2)), 1, 1);
    }
    Matcher adam = ADAM.matcher(text);
    if (adam.matches()) {
      double beta1 = Double.parseDouble(adam.group(2));
      double beta2 = Double.parseDouble(adam.group(3));
      moments.with("adam_m", size, beta1, 1 - beta1, 1);
      moments.with("adam_v", size, beta2, 1 - beta2, 2);
    }
    Matcher rms = RMSPROP.matcher(text);
    if (rms.matches()) {
      double alpha = Double.parseDouble(rms.group(2));
      moments.with("rmsprop_v", size, alpha, 1 - alpha, 2);
    }
    return moments;
  }

  private static float number(Matcher matcher, int group) {
    return Float.parseFloat(matcher.group(group));
  }

  /** Clips, and returns whether a norm was too large. */
  boolean clip(float[] gradients) {
    if (maxValue != null) {
      Clipping.byValue(gradients, maxValue);
    }
    return maxNorm != null && Clipping.byGlobalNorm(gradients, maxNorm) > maxNorm;
  }
}
