package io.vecurrent.jmh.peers;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** {@code y = W x} as {@code cblas_sgemv} on native memory. */
final class OpenBlasMatvec implements Computation {
  /** How the weights lie: either is as easy for a caller who keeps them. */
  enum Order {
    ROWS(CblasRowMajor),
    COLUMNS(CblasColMajor);

    static final List<Order> ALL = List.of(values());

    private final int code;

    Order(int code) {
      this.code = code;
    }
  }

  private final int order;
  private final int n;
  private final FloatPointer w;
  private final FloatPointer x;
  private final FloatPointer y;

  OpenBlasMatvec(int n, float[] w, float[] x, Order order) {
    Loader.load(openblas_nolapack.class);
    NativeThreads.openBlas(1);
    this.order = order.code;
    this.n = n;
    this.w = new FloatPointer(order == Order.ROWS ? w : transposed(w, n));
    this.x = new FloatPointer(x);
    this.y = new FloatPointer(n);
  }

  private static float[] transposed(float[] w, int n) {
    float[] t = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      t[i % n * n + i / n] = w[i];
    }
    return t;
  }

  @Override
  public void run() {
    cblas_sgemv(order, CblasNoTrans, n, n, 1f, w, n, x, 1, 0f, y, 1);
  }

  @Override
  public Map<String, float[]> results() {
    float[] values = new float[n];
    y.get(values);
    return Map.of("output", values);
  }
}
