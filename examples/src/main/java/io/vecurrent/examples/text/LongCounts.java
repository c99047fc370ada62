package io.vecurrent.examples.text;

/** How often each of many {@code long} keys was added: a hash table of primitives. */
final class LongCounts {
  private static final int EMPTY = 0;
  private long[] keys = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private int size;

  void add(long key) {
    int slot = slot(key);
    if (counts[slot]++ == EMPTY) {
      keys[slot] = key;
      if (++size > keys.length / 2) {
        grow();
      }
    }
  }

  int get(long key) {
    return counts[slot(key)];
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    long hash = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & mask;
    while (counts[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
