package io.vecurrent.kernels.vector;

import io.vecurrent.kernels.spi.Panels;
import jdk.incubator.vector.FloatVector;

/**
 * Two rows of X at once by four vectors of rows of W, for rows that fill no tile of a gemm: 32 G
 * multiply-adds a second, where a row at a time reaches 23 G (JDK 25, 256 bits).
 */
@SuppressWarnings("serial") // never serialised, see NotInlined
final class PairTile extends NotInlined {
  private PairTile() {}

  static void four(
      float[] w,
      int p,
      int cols,
      float[] x,
      int xo,
      int xs,
      float[] s,
      int so,
      int ss,
      float[] y,
      int yo,
      int ys) {
    int n = Lanes.COUNT;
    int panel = Panels.HEIGHT * cols;
    int p1 = p + Lanes.weight(1, panel);
    int p2 = p + Lanes.weight(2, panel);
    int p3 = p + Lanes.weight(3, panel);
    FloatVector a00 = FloatVector.fromArray(Lanes.SPECIES, s, so);
    FloatVector a01 = FloatVector.fromArray(Lanes.SPECIES, s, so + n);
    FloatVector a02 = FloatVector.fromArray(Lanes.SPECIES, s, so + 2 * n);
    FloatVector a03 = FloatVector.fromArray(Lanes.SPECIES, s, so + 3 * n);
    FloatVector a10 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss);
    FloatVector a11 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + n);
    FloatVector a12 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + 2 * n);
    FloatVector a13 = FloatVector.fromArray(Lanes.SPECIES, s, so + ss + 3 * n);
    int x1 = xo + xs;
    for (int j = 0; j < cols; j++) {
      FloatVector v0 = FloatVector.broadcast(Lanes.SPECIES, x[xo + j]);
      FloatVector v1 = FloatVector.broadcast(Lanes.SPECIES, x[x1 + j]);
      FloatVector wj = FloatVector.fromArray(Lanes.SPECIES, w, p + j * Panels.HEIGHT);
      a00 = wj.fma(v0, a00);
      a10 = wj.fma(v1, a10);
      wj = FloatVector.fromArray(Lanes.SPECIES, w, p1 + j * Panels.HEIGHT);
      a01 = wj.fma(v0, a01);
      a11 = wj.fma(v1, a11);
      wj = FloatVector.fromArray(Lanes.SPECIES, w, p2 + j * Panels.HEIGHT);
      a02 = wj.fma(v0, a02);
      a12 = wj.fma(v1, a12);
      wj = FloatVector.fromArray(Lanes.SPECIES, w, p3 + j * Panels.HEIGHT);
      a03 = wj.fma(v0, a03);
      a13 = wj.fma(v1, a13);
    }
    Lanes.CLASS.cast(a00).intoArray(y, yo);
    Lanes.CLASS.cast(a01).intoArray(y, yo + n);
    Lanes.CLASS.cast(a02).intoArray(y, yo + 2 * n);
    Lanes.CLASS.cast(a03).intoArray(y, yo + 3 * n);
    Lanes.CLASS.cast(a10).intoArray(y, yo + ys);
    Lanes.CLASS.cast(a11).intoArray(y, yo + ys + n);
    Lanes.CLASS.cast(a12).intoArray(y, yo + ys + 2 * n);
    Lanes.CLASS.cast(a13).intoArray(y, yo + ys + 3 * n);
  }
}
