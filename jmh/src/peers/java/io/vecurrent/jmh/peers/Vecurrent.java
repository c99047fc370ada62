package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import io.vecurrent.kernels.Precision;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.State;
import io.vecurrent.rnn.Stepper;
import io.vecurrent.rnn.Workspace;
import io.vecurrent.rnn.team.Team;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** This library, through the calls that its users make. */
final class Vecurrent {
  private Vecurrent() {}

  /** The next state of a stream from the same input, again and again. */
  static final class Step implements Computation {
    private final float[] input;
    private final Stepper stepper;
    private final State state;
    private final float[] output;

    Step(RnnProblem problem) {
      this(problem, Precision.FLOAT32);
    }

    /** With weights rounded to {@code precision}. */
    Step(RnnProblem problem, Precision precision) {
      Network network = network(problem).withPrecision(precision);
      input = problem.inputs();
      stepper = network.stepper();
      state = network.newState();
      output = new float[problem.n()];
    }

    @Override
    public void run() {
      stepper.step(input, state, output);
    }

    @Override
    public Map<String, float[]> results() {
      return Map.of("output", output.clone());
    }
  }

  /** The outputs of all steps, in an array of the caller's. */
  static final class Forward implements Computation {
    private final RnnProblem problem;
    private final Network network;
    private final Workspace workspace;
    private final float[] inputs;
    private final float[] outputs;

    Forward(RnnProblem problem) {
      this(problem, Precision.FLOAT32);
    }

    /** With weights rounded to {@code precision}. */
    Forward(RnnProblem problem, Precision precision) {
      this(problem, network(problem).withPrecision(precision), null);
    }

    /** On the threads of {@code team}; null for the calling one alone. */
    private Forward(RnnProblem problem, Network network, Team team) {
      this.problem = problem;
      this.network = network;
      workspace =
          team == null
              ? network.workspace(problem.time(), problem.batch())
              : network.workspace(problem.time(), problem.batch(), team);
      inputs = problem.inputs();
      outputs = new float[problem.sequenceLength()];
    }

    @Override
    public void run() {
      network.forward(inputs, problem.time(), problem.batch(), null, workspace);
      workspace.copyOutputs(outputs, 0);
    }

    @Override
    public Map<String, float[]> results() {
      return Map.of("output", outputs.clone());
    }
  }

  /** {@link Forward}, computed by two threads. */
  static final class TeamForward implements Computation {
    private final ExecutorService threads = Executors.newFixedThreadPool(1);
    private final Team team = new Team(2, threads);
    private final Forward forward;

    TeamForward(RnnProblem problem) {
      forward = new Forward(problem, network(problem), team);
    }

    @Override
    public void run() {
      forward.run();
    }

    @Override
    public Map<String, float[]> results() {
      return forward.results();
    }

    @Override
    public void close() {
      team.close();
      threads.shutdown();
    }
  }

  /**
   * The outputs of all steps, and the gradients of parameters, inputs and initial state from given
   * ones, in arrays of the caller's.
   */
  static final class ForwardBackward implements Computation {
    private final RnnProblem problem;
    private final Network network;
    private final Workspace workspace;
    private final float[] inputs;
    private final float[] outputs;
    private final float[] outputGradients;
    private final float[] gradients;
    private final float[] inputGradients;
    private final State stateGradients;

    ForwardBackward(RnnProblem problem) {
      this.problem = problem;
      network = network(problem);
      workspace = network.workspace(problem.time(), problem.batch());
      inputs = problem.inputs();
      outputs = new float[problem.sequenceLength()];
      outputGradients = problem.outputGradients();
      gradients = network.newGradients();
      inputGradients = new float[problem.sequenceLength()];
      stateGradients = network.newState(problem.batch());
    }

    @Override
    public void run() {
      network.forward(inputs, problem.time(), problem.batch(), null, workspace);
      workspace.copyOutputs(outputs, 0);
      workspace.setOutputGradients(outputGradients, 0);
      stateGradients.reset();
      network.backward(workspace, gradients, inputGradients, stateGradients);
    }

    @Override
    public Map<String, float[]> results() {
      Map<String, float[]> results = new LinkedHashMap<>();
      results.put("output", outputs.clone());
      float[] states = stateGradients.toArray();
      results.put(
          "gradient of the initial state", Arrays.copyOf(states, problem.batch() * problem.n()));
      if (problem.cell() == CellKind.LSTM) {
        results.put(
            "gradient of the initial memory",
            Arrays.copyOfRange(states, states.length / 2, states.length));
      }
      results.put("gradient of the inputs", inputGradients.clone());
      results.put("gradient of the input weights", gradient("weight_ih_l0"));
      results.put("gradient of the recurrent weights", gradient("weight_hh_l0"));
      results.put("gradient of the input biases", gradient("bias_ih_l0"));
      results.put("gradient of the recurrent biases", gradient("bias_hh_l0"));
      return results;
    }

    private float[] gradient(String name) {
      return network.parameters().slice(name).copyFrom(gradients);
    }
  }

  private static Network network(RnnProblem problem) {
    int n = problem.n();
    Network network = problem.cell().layer(Network.builder(n), n).build();
    network.parameters().set("weight_ih_l0", problem.inputWeights());
    network.parameters().set("weight_hh_l0", problem.recurrentWeights());
    network.parameters().set("bias_ih_l0", problem.inputBiases());
    network.parameters().set("bias_hh_l0", problem.recurrentBiases());
    return network;
  }
}
