package io.vecurrent.examples.tagger;

import io.vecurrent.examples.text.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * What PyTorch computes with the same model.
 *
 * @param sequences tokens
 * @param logits {@code [sequence][step * tags]}
 */
record TorchOutputs(List<int[]> sequences, float[][] logits) {
  /** How far two float32 implementations may differ: sums in another order, other activations. */
  static final double TOLERANCE = 2e-6;

  private static final String FILE = "tagger_lstm_io.csv";

  /** The file's lines hold a sequence, a step, its token and its logits. */
  static TorchOutputs load() {
    List<List<Integer>> tokens = new ArrayList<>();
    List<List<Float>> logits = new ArrayList<>();
    List<String> lines = Resource.text(TorchOutputs.class, FILE).lines().toList();
    for (String line : lines) {
      if (!Character.isDigit(line.charAt(0))) {
        continue; // comments and names
      }
      String[] cells = line.split(",", -1);
      int sequence = Integer.parseInt(cells[0]);
      if (sequence == tokens.size()) {
        tokens.add(new ArrayList<>());
        logits.add(new ArrayList<>());
      }
      tokens.get(sequence).add(Integer.parseInt(cells[2]));
      for (int i = 3; i < cells.length; i++) {
        logits.get(sequence).add(Float.parseFloat(cells[i]));
      }
    }
    return new TorchOutputs(
        tokens.stream().map(list -> list.stream().mapToInt(Integer::intValue).toArray()).toList(),
        logits.stream().map(TorchOutputs::toArray).toArray(float[][]::new));
  }

  private static float[] toArray(List<Float> list) {
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }

  /** The largest difference of a logit from PyTorch's; NaN if one is NaN. */
  double largestDifference(float[][] others) {
    double largest = 0;
    for (int s = 0; s < logits.length; s++) {
      for (int i = 0; i < logits[s].length; i++) {
        largest = Math.max(largest, Math.abs((double) others[s][i] - logits[s][i]));
      }
    }
    return largest;
  }
}
