package io.vecurrent.rnn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a file holds. Files of {@code torch/} and {@code training/} say so in their metadata, {@code
 * kind} and {@code optimizer}; the others by the beginning of {@code fixture}, whatever follows an
 * underscore: a seed for instance.
 */
enum GoldenKind {
  TRAINING(null, TrainingGolden::check),
  TORCH(null, TorchGolden::check),
  CELL_FORWARD("rnn_cell_forward", PublishedGolden::checkCellForward),
  FORWARD("rnn_forward", PublishedGolden::checkForward),
  CELL_BACKWARD("rnn_cell_backward", PublishedGolden::checkCellBackward),
  BACKWARD("rnn_backward", PublishedGolden::checkBackward),
  CLIP_VALUE("clip_value", ClipGolden::check),
  OPTIMIZE("optimize", OptimizeGolden::check),
  SAMPLE("sample", SampleGolden::check),
  DINOS("dinos_train", DinosGolden::check),
  LSTM_FORWARD("lstm(_cell)?_forward", PublishedLstmGolden::checkForward),
  LSTM_BACKWARD("lstm(_cell)?_backward", PublishedLstmGolden::checkBackward),
  EXP("exp", KernelGolden::checkExp),
  LOG("log", KernelGolden::checkLog),
  TANH("tanh", KernelGolden::checkTanh),
  SIGMOID("sigmoid", KernelGolden::checkSigmoid),
  SOFTMAX("softmax", SoftmaxGolden::check),
  MATVEC("matvec", MatvecGolden::check);

  private final Pattern fixture;

  /** Method references, which hold no state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Consumer<GoldenFile> check;

  GoldenKind(String fixture, Consumer<GoldenFile> check) {
    this.fixture = fixture == null ? null : Pattern.compile(fixture + "(_.*)?");
    this.check = check;
  }

  /** The kind; fails if it is unknown, or if the file's name says another one. */
  static GoldenKind of(GoldenFile file) {
    if (file.metadata().containsKey("optimizer")) {
      return TRAINING;
    }
    if (file.metadata().containsKey("kind")) {
      return TORCH;
    }
    String base = file.label().replaceAll(".*/|\\.safetensors$", "");
    GoldenKind kind = ofFixture(file, file.text("fixture"));
    assertEquals(kind, ofFixture(file, base), file.at("file name and fixture differ"));
    return kind;
  }

  private static GoldenKind ofFixture(GoldenFile file, String name) {
    for (GoldenKind kind : values()) {
      if (kind.fixture != null && kind.fixture.matcher(name).matches()) {
        return kind;
      }
    }
    return fail(file.at(name + " is no kind that can be tested"));
  }

  void check(GoldenFile file) {
    check.accept(file);
  }
}
