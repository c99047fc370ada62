package io.vecurrent.rnn.layer;

/**
 * Where a recurrent layer's weights stand in the flat parameters.
 *
 * @param weightIh offset of {@code weight_ih}, {@code [gates * hidden][input]}
 * @param weightHh offset of {@code weight_hh}, {@code [gates * hidden][hidden]}
 * @param biasIh offset of {@code bias_ih}, {@code [gates * hidden]}; negative for no bias
 * @param biasHh offset of {@code bias_hh}, {@code [gates * hidden]}; negative for no bias
 */
public record RecurrentSlices(int weightIh, int weightHh, int biasIh, int biasHh) {
  boolean hasBias() {
    return biasIh >= 0;
  }
}
