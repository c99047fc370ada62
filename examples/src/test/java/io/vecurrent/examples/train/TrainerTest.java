package io.vecurrent.examples.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.model.CharModel;
import io.vecurrent.examples.text.Corpus;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final Corpus CORPUS = new Corpus("list", "one\ntwo\nthree\n".repeat(150));

  @TempDir private Path folder;

  @Test
  void streamsReadOnWhereTheyStopped() {
    Streams streams = new Streams(CORPUS, 5, 3);
    StringBuilder read = new StringBuilder();
    for (int chunk = 0; chunk < 4; chunk++) {
      streams.next();
      for (int t = 0; t < 5; t++) {
        read.appendCodePoint(CORPUS.alphabet().codePoint(streams.targets()[t * 3]));
      }
    }
    assertEquals("ne\ntwo\nthree\none\ntwo", read.toString());
    float sum = 0;
    for (float x : streams.inputs()) {
      sum += x;
    }
    assertEquals(15, sum);
  }

  @Test
  void streamsBeginAgainAtTheEndOfTheTrainingPart() {
    Streams streams = new Streams(CORPUS, CORPUS.trainLength(), 1);
    streams.next();
    int[] first = streams.targets().clone();
    streams.next();
    assertEquals(Arrays.toString(first), Arrays.toString(streams.targets()));
    assertEquals(CORPUS.number(0), first[first.length - 1]);
  }

  @Test
  void aNetworkThatKnowsNothingNeedsTheBitsOfTheAlphabet() {
    int width = CORPUS.alphabet().size();
    Network network = Network.builder(width).rnn(4).linear(width).build();
    Arrays.fill(network.parameters().values(), 0f);
    network.parameters().markChanged();
    double bits = Math.log(width) / Math.log(2);
    assertEquals(bits, new HeldOut(CORPUS, network).bits(), 1e-6);
  }

  @Test
  void theAverageFollowsTheWeights() {
    Network source = Network.builder(2).rnn(3).linear(2).seed(1).build();
    Network target = Network.builder(2).rnn(3).linear(2).seed(2).build();
    WeightAverage average = new WeightAverage(source, target);
    assertEquals(source.parameters().values()[0], target.parameters().values()[0]);
    Arrays.fill(source.parameters().values(), 10f);
    for (int i = 0; i < 3000; i++) {
      average.update();
    }
    assertEquals(10f, target.parameters().values()[0], 1e-3);
  }

  @Test
  void theLossGoesDownAndTheModelIsSaved() throws IOException {
    CharModel model = CharModel.create(CORPUS, false, 16, 1);
    CharModel average = CharModel.create(CORPUS, false, 16, 1);
    Path file = folder.resolve("model");
    LossCurve curve =
        new Trainer(CORPUS, model, average)
            .run(Budget.ofSteps(200), file, () -> false, (fraction, message) -> {});
    assertEquals(12, curve.heldOut().size());
    assertTrue(curve.lastHeldOut() < 0.6 * curve.heldOut().get(0).bits(), "" + curve.heldOut());
    assertTrue(Files.size(file) > 0);
  }

  @Test
  void aStopEndsTheLoopAndSavesTheModel() throws IOException {
    CharModel model = CharModel.create(CORPUS, false, 16, 1);
    Path file = folder.resolve("model");
    Trainer trainer = new Trainer(CORPUS, model, CharModel.create(CORPUS, false, 16, 1));
    trainer.run(
        Budget.ofSteps(1_000_000), file, () -> trainer.steps() >= 3, (fraction, message) -> {});
    assertEquals(3, trainer.steps());
    assertEquals(16, CharModel.load(file).network().hiddenSize());
  }
}
