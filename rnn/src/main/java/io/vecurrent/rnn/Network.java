package io.vecurrent.rnn;

import io.vecurrent.kernels.Backend;
import io.vecurrent.kernels.Precision;
import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.layer.StateLayout;
import io.vecurrent.rnn.team.Team;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A recurrent network: recurrent layers one above the other (vanilla, GRU, LSTM, in any mixture, in
 * one direction or both) and, if wanted, a linear head on every step. The model holds parameters
 * only; what a stream remembers is a {@link State}, what a computation needs a {@link Workspace} or
 * a {@link Stepper}.
 *
 * <p><b>Shapes.</b> Sequences are time-major flat arrays {@code [time][batch][features]}; row-major
 * weights carry PyTorch's names, see {@link Parameters}. Outputs are logits, or the hidden states
 * of the last layer in a network without a head, those of both directions side by side.
 *
 * <p><b>Threads.</b> Any number of threads may use one network at once, each with its own workspace
 * or stepper and its own states, as long as none changes the parameters meanwhile. After a change,
 * by an optimiser for instance, the first call packs the weights again, and the others wait for it.
 *
 * <p><b>Numerics.</b> Every output, state, input gradient and state gradient is a chain of fused
 * multiply-adds in a fixed order (bias, input, recurrent part) that depends neither on the back end
 * nor on the batch: a batch gives the bits of its single runs, whatever their lengths, chunks give
 * those of the whole sequence. Weight gradients are sums from 0 over time, then batch, both
 * ascending; of sequences of different lengths the longest comes first. States, and gradients of
 * pre-activations and states, are set to 0 below 2^-50 in size.
 *
 * <p><b>Allocation.</b> Passes and steps allocate nothing once the JIT has compiled them; the first
 * backward pass allocates the transposed weights.
 *
 * <p><b>Errors.</b> Arguments are checked before anything of the caller's is changed: {@link
 * NullPointerException} for null, {@link IllegalArgumentException} for sizes, {@link
 * IllegalStateException} for calls out of order.
 */
public final class Network {
  private final Structure structure;
  private final Map<String, String> metadata;
  private final Parameters parameters;
  private final Precision precision;
  private final PackedWeights weights;

  /** What a file calls the parameters. */
  private final FileNames names;

  Network(
      Structure structure, Map<String, String> metadata, Parameters parameters, FileNames names) {
    this.structure = structure;
    this.metadata = Map.copyOf(metadata);
    this.parameters = parameters;
    this.precision = Precision.FLOAT32;
    this.names = names;
    Backend.current(); // says why none runs, every time; a kernel's class fails once to initialise
    this.weights =
        new PackedWeights(
            parameters,
            structure.embedding(parameters),
            structure.stack(parameters),
            structure.head(parameters));
  }

  private Network(Network other, Precision precision) {
    this.structure = other.structure;
    this.metadata = other.metadata;
    this.parameters = other.parameters;
    this.precision = precision;
    this.names = other.names;
    this.weights = other.weights.withPrecision(precision);
  }

  /** Starts the description of a new network whose steps take {@code inputSize} floats. */
  public static NetworkBuilder builder(int inputSize) {
    return new NetworkBuilder(0, Checks.atLeast(inputSize, 1, "inputSize"));
  }

  /**
   * Starts the description of a new network of tokens, whose first layer is an embedding, PyTorch's
   * {@code nn.Embedding}: a token costs a copy of its row, backward the other rows' gradients are
   * 0.
   *
   * @param vocabulary how many tokens there are, from 0 to {@code vocabulary - 1}
   * @param dimension floats of a row, which the first recurrent layer reads
   */
  public static NetworkBuilder embedding(int vocabulary, int dimension) {
    Checks.atLeast(vocabulary, 1, "vocabulary");
    return new NetworkBuilder(vocabulary, Checks.atLeast(dimension, 1, "dimension"));
  }

  /**
   * Loads a network that {@link #save} wrote, or a safetensors file with PyTorch's names for an
   * {@code nn.RNN} (tanh unless the file says relu), {@code nn.GRU} or {@code nn.LSTM} and
   * optionally a linear head called {@code head}.
   *
   * @throws ModelFormatException if the file is no such model; its message names what was expected
   *     and what was found
   * @throws IOException if the file cannot be read
   */
  public static Network load(Path path) throws IOException {
    return ModelFile.load(Checks.notNull(path, "path"));
  }

  /** {@link #load(Path)} of a file in memory; the name is for messages. */
  public static Network load(byte[] bytes, String sourceName) throws ModelFormatException {
    return ModelFile.load(bytes, sourceName);
  }

  /**
   * Saves parameters and metadata as a safetensors file: beside the old one, then renamed over it.
   *
   * @throws IllegalStateException if a parameter is NaN or infinite; the old file stays
   * @throws IOException if the file cannot be written; the old file stays
   */
  public void save(Path path) throws IOException {
    ModelFile.save(this, names, Checks.notNull(path, "path"));
  }

  /** Floats of one input step; in a network of tokens the dimension of the embedding. */
  public int inputSize() {
    return structure.inputSize();
  }

  /** Tokens of the embedding that is the first layer; 0 in a network without one. */
  public int vocabulary() {
    return structure.vocabulary();
  }

  /** Units of the last recurrent layer, in one direction. */
  public int hiddenSize() {
    return structure.top().hiddenSize();
  }

  /** Recurrent layers; one that runs in both directions is one. */
  public int numLayers() {
    return structure.layers().size();
  }

  /** Whether a layer reads sequences from their ends too: such a network cannot stream. */
  public boolean isBidirectional() {
    return structure.isBidirectional();
  }

  /**
   * Floats of one output step: classes of the head, or without one {@link #hiddenSize()}, twice
   * that if the last layer is bidirectional.
   */
  public int outputSize() {
    return structure.outputSize();
  }

  /** Whether a linear head follows the recurrent layers. */
  public boolean hasHead() {
    return weights.head() != null;
  }

  /** The activation of the last recurrent layer's candidates: tanh in GRU and LSTM. */
  public Nonlinearity nonlinearity() {
    return structure.top().nonlinearity();
  }

  /** How this network's weights are stored. */
  public Precision precision() {
    return precision;
  }

  /**
   * A network on the same parameters, shared with this one, whose weights are packed with that
   * precision (biases and an embedding stay floats). Its outputs are those of a network whose
   * weights are the rounded ones, bit for bit. With {@link Precision#BFLOAT16} it reads half as
   * many bytes a step and is for inference only: {@code backward} throws.
   */
  public Network withPrecision(Precision wanted) {
    return new Network(this, Checks.notNull(wanted, "precision"));
  }

  /** Strings that are saved with the model; immutable. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The parameters: live, shared with this network. */
  public Parameters parameters() {
    return parameters;
  }

  /** A new array for gradients, in the layout of the parameters. */
  public float[] newGradients() {
    return new float[parameters.size()];
  }

  Structure structure() {
    return structure;
  }

  StateLayout stateLayout() {
    return weights.stack().layout();
  }

  /** A zero state of one stream. */
  public State newState() {
    return newState(1);
  }

  /** A zero state of {@code batch} sequences. */
  public State newState(int batch) {
    return new State(stateLayout(), batch);
  }

  /** {@link #stepper(int)} for one stream. */
  public Stepper stepper() {
    return stepper(1);
  }

  /**
   * Scratch for streaming steps: one for each thread. Streams that step together share every
   * product.
   *
   * @param batch streams of each step
   * @throws IllegalStateException if a layer is bidirectional: its reverse direction begins with a
   *     step that is yet to come
   */
  public Stepper stepper(int batch) {
    return new Stepper(this, weights, batch);
  }

  /** Buffers for passes of at most {@code maxTime} steps of {@code maxBatch} sequences. */
  public Workspace workspace(int maxTime, int maxBatch) {
    return workspace(maxTime, maxBatch, Outputs.ALL);
  }

  /** The same, for outputs of every step or of the last of each sequence alone. */
  public Workspace workspace(int maxTime, int maxBatch, Outputs outputs) {
    return Workspace.of(this, weights, maxTime, maxBatch, null, outputs);
  }

  /**
   * Buffers for passes that a team shares: several sequences are divided among its members; of a
   * single one each member computes some units of every step, forward, and the weight gradients
   * alone are shared backward. All results are the bits of one thread.
   */
  public Workspace workspace(int maxTime, int maxBatch, Team team) {
    return workspace(maxTime, maxBatch, team, Outputs.ALL);
  }

  /** {@link #workspace(int, int, Outputs)} for a team. */
  public Workspace workspace(int maxTime, int maxBatch, Team team, Outputs outputs) {
    return Workspace.of(this, weights, maxTime, maxBatch, Checks.notNull(team, "team"), outputs);
  }

  /**
   * One step forward for a batch, the exercise's {@code rnn_cell_forward}.
   *
   * @param inputs {@code [batch][inputSize]} (the exercise's {@code xt})
   * @param state {@code a_prev} before, {@code a_next} after; null for zero
   */
  public void cellForward(float[] inputs, int batch, State state, Workspace workspace) {
    forward(inputs, 0, 1, batch, state, workspace);
  }

  /** {@link #forward(float[], int, int, int, State, Workspace)} from offset 0. */
  public void forward(float[] inputs, int time, int batch, State state, Workspace workspace) {
    forward(inputs, 0, time, batch, state, workspace);
  }

  /**
   * The sequence forward, the exercise's {@code rnn_forward}: outputs of all steps go to the
   * workspace, with what the backward pass needs.
   *
   * @param inputs {@code [time][batch][inputSize]} floats from {@code inputOffset}, copied
   * @param time steps, 1 to the workspace's largest
   * @param batch sequences, 1 to the workspace's largest
   * @param state initial states before, states after the last step afterwards, so that the next
   *     chunk of a long sequence goes on from here (truncated back-propagation through time); of a
   *     reverse direction the initial one stands behind the last step, the one afterwards is that
   *     of step 0, as in PyTorch; null for zero initial states
   */
  public void forward(
      float[] inputs, int inputOffset, int time, int batch, State state, Workspace workspace) {
    forward(inputs, inputOffset, time, batch, null, state, workspace);
  }

  /** {@link #forward(float[], int, int, int, int[], State, Workspace)} from offset 0. */
  public void forward(
      float[] inputs, int time, int batch, int[] lengths, State state, Workspace workspace) {
    forward(inputs, 0, time, batch, lengths, state, workspace);
  }

  /**
   * Sequences of different lengths forward. Each gives the bits of running it alone; steps beyond
   * its length cost nothing: their inputs and targets are not looked at, their outputs and input
   * gradients are 0, they add no loss. A reverse direction begins with a sequence's last step.
   *
   * @param lengths steps of each sequence, {@code batch} ints or more, in any order, each from 1 to
   *     {@code time}; not kept; null if all have {@code time} steps
   * @param state initial states before, the states after each sequence's last step afterwards; null
   *     for zero initial states
   * @see #forward(float[], int, int, int, State, Workspace)
   */
  public void forward(
      float[] inputs,
      int inputOffset,
      int time,
      int batch,
      int[] lengths,
      State state,
      Workspace workspace) {
    PassChecks.sizes(this, time, batch, state, workspace);
    PassChecks.inputs(this, inputs, inputOffset, time * batch);
    PassChecks.lengths(lengths, time, batch);
    workspace.begin(time, batch, lengths).forward(inputs, inputOffset, state);
    workspace.forwardDone(parameters.version());
  }

  /** {@link #forward(int[], int, int, int, int[], State, Workspace)}: full length, offset 0. */
  public void forward(int[] tokens, int time, int batch, State state, Workspace workspace) {
    forward(tokens, 0, time, batch, null, state, workspace);
  }

  /** {@link #forward(int[], int, int, int, int[], State, Workspace)} from offset 0. */
  public void forward(
      int[] tokens, int time, int batch, int[] lengths, State state, Workspace workspace) {
    forward(tokens, 0, time, batch, lengths, state, workspace);
  }

  /**
   * Sequences of tokens forward, in a network that begins with an embedding.
   *
   * @param tokens {@code [time][batch]} from {@code tokenOffset}, each from 0 to {@code vocabulary
   *     - 1}, copied; those beyond the length of a sequence are not looked at
   * @param lengths as in {@link #forward(float[], int, int, int, int[], State, Workspace)}
   * @throws IllegalArgumentException if the network has no embedding, or a token is out of range
   */
  public void forward(
      int[] tokens,
      int tokenOffset,
      int time,
      int batch,
      int[] lengths,
      State state,
      Workspace workspace) {
    PassChecks.sizes(this, time, batch, state, workspace);
    PassChecks.lengths(lengths, time, batch);
    PassChecks.tokens(this, tokens, tokenOffset, time, batch, lengths);
    workspace.begin(time, batch, lengths).forward(tokens, tokenOffset, state);
    workspace.forwardDone(parameters.version());
  }

  /**
   * {@link #backward(Workspace, float[], float[], State)} of one step: {@code rnn_cell_backward}.
   */
  public void cellBackward(
      Workspace workspace, float[] gradients, float[] inputGradients, State stateGradients) {
    PassChecks.owner(this, workspace);
    PassChecks.oneStep(workspace);
    backward(workspace, gradients, inputGradients, stateGradients);
  }

  /** {@link #backward(Workspace, float[], float[], State)} for the parameters' gradients alone. */
  public void backward(Workspace workspace, float[] gradients) {
    backward(workspace, gradients, null, null);
  }

  /**
   * Back-propagation through time over the last forward pass, the exercise's {@code rnn_backward}.
   * The output gradients come from a loss ({@link SoftmaxCrossEntropy}, {@link MeanSquaredError})
   * or {@link Workspace#setOutputGradients} and its like. Uses the forward pass up: the next
   * backward pass needs another.
   *
   * @param gradients of all parameters, not in their array; overwritten ({@code dWax, dba, ...})
   * @param inputGradients {@code [time][batch][inputSize]} from 0, in an array of its own,
   *     overwritten ({@code dx}); null to save the work, and in a network of tokens
   * @param stateGradients before: gradient with respect to the states after the last step, zero if
   *     nothing follows ({@code da_next}); afterwards: with respect to the initial states ({@code
   *     da0}); null for zero, not returned
   * @throws IllegalStateException if no loss has followed the forward pass, it is used up, the
   *     parameters have changed since, or the weights have 16 bits
   */
  public void backward(
      Workspace workspace, float[] gradients, float[] inputGradients, State stateGradients) {
    PassChecks.owner(this, workspace);
    PassChecks.trains(precision);
    workspace.requireOutputGradients(parameters.version());
    int rows = workspace.time() * workspace.batch();
    PassChecks.gradients(this, gradients, inputGradients, rows);
    PassChecks.state(this, stateGradients, workspace.batch(), "stateGradients");
    workspace.passes.backward(gradients, inputGradients, stateGradients);
    workspace.backwardDone();
  }

  /** Layers, sizes and number of parameters. */
  @Override
  public String toString() {
    String halves = precision == Precision.FLOAT32 ? "" : ", weights of 16 bits";
    return "Network[" + structure + halves + ", " + parameters.size() + " parameters]";
  }
}
