package io.vecurrent.jmh.peers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** {@code y = W x} as {@code cblas_sgemv} on native memory. */
final class OpenBlasMatvec implements Computation {
  private final int n;
  private final FloatPointer w;
  private final FloatPointer x;
  private final FloatPointer y;

  OpenBlasMatvec(int n, float[] w, float[] x) {
    Loader.load(openblas_nolapack.class);
    NativeThreads.openBlas(1);
    this.n = n;
    this.w = new FloatPointer(w);
    this.x = new FloatPointer(x);
    this.y = new FloatPointer(n);
  }

  @Override
  public void run() {
    cblas_sgemv(CblasRowMajor, CblasNoTrans, n, n, 1f, w, n, x, 1, 0f, y, 1);
  }

  @Override
  public Map<String, float[]> results() {
    float[] values = new float[n];
    y.get(values);
    return Map.of("output", values);
  }
}
