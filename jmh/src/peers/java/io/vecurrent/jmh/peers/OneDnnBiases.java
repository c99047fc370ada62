package io.vecurrent.jmh.peers;

import io.vecurrent.jmh.reference.CellKind;
import java.util.Arrays;

/**
 * The biases of a cell as oneDNN takes them: the sums of input and recurrent bias of each gate, in
 * oneDNN's order. The GRU's last gate needs both: the input's stands in its place, the recurrent
 * one behind all others.
 *
 * @param cell whose
 */
record OneDnnBiases(CellKind cell) {
  /** oneDNN's order of the gates is z, r, n for a GRU, and PyTorch's for an LSTM. */
  GateOrder order() {
    return switch (cell) {
      case RNN -> GateOrder.of(0);
      case GRU -> GateOrder.of(1, 0, 2);
      case LSTM -> GateOrder.of(0, 1, 2, 3);
    };
  }

  /** Biases of each unit. */
  int count() {
    return cell == CellKind.GRU ? cell.gates + 1 : cell.gates;
  }

  float[] of(RnnProblem problem) {
    float[] input = order().fromPyTorch(problem.inputBiases());
    float[] recurrent = order().fromPyTorch(problem.recurrentBiases());
    float[] biases = Arrays.copyOf(input, count() * problem.n());
    int summed = (2 * cell.gates - count()) * problem.n();
    for (int i = 0; i < summed; i++) {
      biases[i] += recurrent[i];
    }
    System.arraycopy(recurrent, summed, biases, input.length, biases.length - input.length);
    return biases;
  }

  /** The gradients of the input biases, in PyTorch's order. */
  float[] inputGradients(float[] gradients) {
    return order().toPyTorch(Arrays.copyOf(gradients, gradients.length / count() * cell.gates));
  }

  /** The gradients of the recurrent biases, in PyTorch's order. */
  float[] recurrentGradients(float[] gradients) {
    int n = gradients.length / count();
    float[] recurrent = Arrays.copyOf(gradients, cell.gates * n);
    int own = (count() - cell.gates) * n;
    System.arraycopy(gradients, cell.gates * n, recurrent, recurrent.length - own, own);
    return order().toPyTorch(recurrent);
  }
}
