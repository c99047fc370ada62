package io.vecurrent.jmh.coldstart;

import io.vecurrent.jmh.child.Answers;
import io.vecurrent.jmh.latency.StreamingNetwork;

/**
 * Main class of a fresh JVM that times its very first steps and those after them: n, seconds to go
 * on, whether to make the library's warm-up call before, milliseconds of the clock when the process
 * was started. Nothing else happens until the steps are done, since all of it would be a warm-up.
 */
final class ColdStartProbe {
  /** 32 MB; more steps than this are not kept, nor needed. */
  private static final int MOST_STEPS = 8_000_000;

  private ColdStartProbe() {}

  /** Prints the figures of {@link Answer}. */
  public static void main(String[] args) {
    long mainMillis = System.currentTimeMillis();
    double seconds = Double.parseDouble(args[1]);
    int[] nanos = new int[MOST_STEPS];
    StreamingNetwork network = new StreamingNetwork(Integer.parseInt(args[0]));
    double warmUpMillis = Boolean.parseBoolean(args[2]) ? warmUp(network) : 0;
    Steps steps = new Steps(nanos, run(network, nanos, (long) (seconds * 1e9)));
    Answers.print(Answer.JDK, System.getProperty("java.version"));
    Answers.print(Answer.MAIN_AFTER_MS, mainMillis - Long.parseLong(args[3]));
    Answers.print(Answer.WARM_UP_MS, warmUpMillis);
    Answers.print(Answer.FIRST_NS, steps.firstNanos(1));
    Answers.print(Answer.THOUSAND_NS, steps.firstNanos(1000));
    if (steps.isSteady()) {
      Answers.print(Answer.STEADY_AFTER_MS, steps.steadyAfterNanos() / 1e6);
      Answers.print(Answer.STEADY_NS, steps.steadyNanos());
    }
  }

  private static double warmUp(StreamingNetwork network) {
    long start = System.nanoTime();
    network.stepper().warmUp();
    return (System.nanoTime() - start) / 1e6;
  }

  /** Returns how many steps there were. */
  private static int run(StreamingNetwork network, int[] nanos, long limit) {
    int count = 0;
    long start = System.nanoTime();
    long last = start;
    while (count < nanos.length && last - start < limit) {
      network.step();
      long now = System.nanoTime();
      nanos[count++] = (int) Math.min(now - last, Integer.MAX_VALUE);
      last = now;
    }
    return count;
  }
}
