package io.vecurrent.jmh.roofline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Reads an array that fits one cache or the other, or none. */
public class FootprintBenchmark extends ReadProbe {
  private static final int FLOATS_PER_KILOBYTE = 1024 / Float.BYTES;

  /** Size of the array in units of 1,024 bytes. */
  @Param({"16", "128", "512", "1024", "4096", "16384", "32768", "131072"})
  public int kilobytes;

  @Override
  int length(String method) {
    return Math.multiplyExact(kilobytes, FLOATS_PER_KILOBYTE);
  }

  /** From the fastest place. */
  @Benchmark
  public float read() {
    return readFirst();
  }
}
