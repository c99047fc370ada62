package io.vecurrent.rnn.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Saves one version of a model after another until it kills itself, at any moment: {@link
 * KilledWhileSavingTest} looks at what is left.
 */
final class SavingProgram {
  /** Enough for a dozen writes of a file. */
  static final int FLOATS = 200_000;

  /** Within this time a few files are saved. */
  private static final int LONGEST_LIFE_NANOS = 20_000_000;

  private SavingProgram() {}

  /** Arguments: the file, the first version, a seed. Prints the versions that are saved. */
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    int version = Integer.parseInt(args[1]);
    long life = new Random(Long.parseLong(args[2])).nextInt(LONGEST_LIFE_NANOS);
    float[] values = new float[FLOATS];
    // One round before the clock starts: loading classes is not what is to be interrupted.
    save(path, version, values);
    System.out.println(version);
    Thread killer = new Thread(() -> haltAfter(life));
    killer.setDaemon(true);
    killer.start();
    while (true) {
      version++;
      save(path, version, values);
      System.out.println(version);
    }
  }

  private static void haltAfter(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(KilledWhileSavingTest.KILLED);
  }

  /** All elements are the version, and a note says which it is. */
  static void save(Path path, int version, float[] values) throws IOException {
    Arrays.fill(values, version);
    new SafetensorsWriter()
        .metadata("version", Integer.toString(version))
        .add("values", new int[] {values.length}, values, 0)
        .write(path);
  }
}
