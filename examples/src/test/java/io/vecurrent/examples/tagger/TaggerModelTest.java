package io.vecurrent.examples.tagger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaggerModelTest {
  @Test
  void computesWhatPyTorchComputes() throws IOException {
    TorchOutputs torch = TorchOutputs.load();
    assertEquals(3, torch.sequences().size());
    torch.sequences().forEach(sequence -> assertEquals(8, sequence.length));
    float[][] logits = TaggerModel.load().logits(torch.sequences());
    double difference = torch.largestDifference(logits);
    assertTrue(difference <= TorchOutputs.TOLERANCE, "difference " + difference);
    logits[2][39] += 3e-6f;
    assertFalse(torch.largestDifference(logits) <= TorchOutputs.TOLERANCE);
    logits[0][0] = Float.NaN;
    assertTrue(Double.isNaN(torch.largestDifference(logits)));
  }

  @Test
  void sequencesOfDifferentLengthsGiveTheBitsOfEachAlone() throws IOException {
    TaggerModel tagger = TaggerModel.load();
    List<int[]> sequences = List.of(new int[] {3, 1, 4, 1, 5}, new int[] {26}, new int[] {9, 0, 2});
    float[][] together = tagger.logits(sequences);
    for (int i = 0; i < together.length; i++) {
      assertArrayEquals(tagger.logits(List.of(sequences.get(i)))[0], together[i]);
      assertEquals(5 * sequences.get(i).length, together[i].length);
    }
  }
}
