package io.vecurrent.examples.text;

/**
 * What can be predicted by counting: the probability of a character after the {@code order} ones
 * before it, {@code (count + 0.1) / (sum of counts + 0.1 * alphabet)}.
 */
public final class MarkovModel {
  private static final double SMOOTHING = 0.1;

  private final Corpus corpus;
  private final int order;
  private final LongCounts contexts = new LongCounts();
  private final LongCounts characters = new LongCounts();

  /**
   * Counts the training part.
   *
   * @param order characters of context, 0 to 6; contexts reach over line ends
   */
  public MarkovModel(Corpus corpus, int order) {
    if (order < 0 || order > 6) {
      throw new IllegalArgumentException("order: must be from 0 to 6, was " + order);
    }
    this.corpus = corpus;
    this.order = order;
    for (int i = order; i < corpus.trainLength(); i++) {
      long context = context(i);
      contexts.add(context);
      characters.add(withCharacter(context, i));
    }
  }

  /** Bits per character of the held-out part. */
  public double heldOutBits() {
    double nats = 0;
    for (int i = corpus.trainLength(); i < corpus.length(); i++) {
      long context = context(i);
      double count = characters.get(withCharacter(context, i)) + SMOOTHING;
      double sum = contexts.get(context) + SMOOTHING * corpus.alphabet().size();
      nats -= Math.log(count / sum);
    }
    return nats / Math.log(2) / corpus.heldOutLength();
  }

  /** The characters before position i, a byte each. */
  private long context(int i) {
    long context = 0;
    for (int j = i - order; j < i; j++) {
      context = context << 8 | corpus.number(j);
    }
    return context;
  }

  private long withCharacter(long context, int i) {
    return context << 8 | corpus.number(i);
  }
}
