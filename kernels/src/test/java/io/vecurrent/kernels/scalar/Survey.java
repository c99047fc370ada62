package io.vecurrent.kernels.scalar;

/**
 * What was found of a function on many floats.
 *
 * @param count how many
 * @param ulp the largest error
 * @param where the argument that has it
 * @param correctlyRounded how many results are the float nearest to the exact one
 * @param descents how often the next float's result is smaller
 * @param notOdd how often f(-x) is another number than -f(x)
 */
record Survey(
    long count, double ulp, float where, long correctlyRounded, long descents, long notOdd) {
  static final Survey NOTHING = new Survey(0, -1, Float.NaN, 0, 0, 0);

  /** Of every {@code step}-th of the floats whose bits are {@code first} and the following. */
  static Survey of(Subject subject, int first, int count, int step) {
    double ulp = -1;
    float where = Float.NaN;
    long correctlyRounded = 0;
    long descents = 0;
    long notOdd = 0;
    for (int i = 0; i < count; i++) {
      float x = Float.intBitsToFloat(first + i * step);
      float y = subject.function.apply(x);
      double exact = subject.exact(x);
      double error = subject.errorInUlp(y, exact);
      if (error > ulp) {
        ulp = error;
        where = x;
      }
      correctlyRounded += Float.compare(y, subject.nearest(x, exact)) == 0 ? 1 : 0;
      descents += subject.function.apply(Math.nextUp(x)) < y ? 1 : 0;
      notOdd += Float.compare(subject.function.apply(-x), -y) == 0 ? 0 : 1;
    }
    return new Survey(count, ulp, where, correctlyRounded, descents, notOdd);
  }

  /** This survey and another one, as one; of equal errors the smaller argument is kept. */
  Survey and(Survey other) {
    boolean here = ulp > other.ulp || (ulp == other.ulp && where <= other.where);
    return new Survey(
        count + other.count,
        here ? ulp : other.ulp,
        here ? where : other.where,
        correctlyRounded + other.correctlyRounded,
        descents + other.descents,
        notOdd + other.notOdd);
  }
}
