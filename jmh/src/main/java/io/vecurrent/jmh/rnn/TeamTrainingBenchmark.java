package io.vecurrent.jmh.rnn;

import io.vecurrent.jmh.WarmUp;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.SoftmaxCrossEntropy;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import io.vecurrent.rnn.team.Team;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A training step (forward, loss, backward, clipping, Adam) of 32 sequences of 32 steps, on one
 * thread and on a team of two. Both must give the same bits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TeamTrainingBenchmark {
  private static final int TIME = 32;
  private static final int BATCH = 32;

  /** Inputs and units. */
  @Param({"64", "256"})
  public int n;

  private final ExecutorService threads = Executors.newFixedThreadPool(1);
  private float[] inputs;
  private Network network;
  private Team team;
  private Workspace alone;
  private Workspace shared;
  private int[] targets;
  private float[] gradients;
  private Adam adam;

  /** Allocates everything and compares one thread with two. */
  @Setup(Level.Trial)
  public void setUp(BenchmarkParams params) {
    Random random = new Random(20240917);
    network = Network.builder(n).rnn(n).linear(n).seed(1).build();
    inputs = new float[TIME * BATCH * n];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    targets = random.ints(TIME * BATCH, 0, n).toArray();
    gradients = network.newGradients();
    adam = new Adam(network.parameters(), 1e-4f);
    team = new Team(2, threads);
    alone = network.workspace(TIME, BATCH);
    shared = network.workspace(TIME, BATCH, team);
    if (!Arrays.equals(results(alone), results(shared))) {
      throw new IllegalStateException("two threads give other bits than one, n=" + n);
    }
    if (params.getForks() > 0) {
      boolean two = params.getBenchmark().endsWith("two");
      WarmUp.run(two ? this::two : this::one);
    }
  }

  private float[] results(Workspace workspace) {
    pass(workspace);
    return gradients.clone();
  }

  private void pass(Workspace workspace) {
    network.forward(inputs, TIME, BATCH, null, workspace);
    SoftmaxCrossEntropy.of(workspace, targets);
    network.backward(workspace, gradients);
  }

  private void step(Workspace workspace) {
    pass(workspace);
    Clipping.byGlobalNorm(gradients, 5f);
    adam.step(network.parameters(), gradients);
  }

  /** Ends the team's thread. */
  @TearDown
  public void tearDown() {
    team.close();
    threads.shutdown();
  }

  @Benchmark
  public void one() {
    step(alone);
  }

  @Benchmark
  public void two() {
    step(shared);
  }
}
