package io.vecurrent.jmh.precision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Real text that every JDK brings along: the names of some 5,000 Unicode characters, the
 * quickstart's task. The same text on every JDK so far: only blocks to which Unicode has added
 * nothing between JDK 17 and 25.
 */
final class NameText {
  /** First and last code point of each block. */
  private static final int[][] BLOCKS = {
    {0x20, 0x24F},
    {0x370, 0x5FF},
    {0x1E00, 0x1FFF},
    {0x2190, 0x23FF},
    {0x2500, 0x2BFF},
    {0x10000, 0x103FF},
    {0x1F300, 0x1F5FF}
  };

  private static final int HELD_OUT_ONE_IN = 10;

  private final int[] symbols;
  private final int[] training;
  private final int[] heldOut;

  /** One name a line; every tenth is held out. */
  NameText() {
    List<String> names = names();
    Collections.shuffle(names, new Random(1));
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      (i % HELD_OUT_ONE_IN == 0 ? test : train).append(names.get(i)).append('\n');
    }
    this.symbols = train.chars().distinct().sorted().toArray();
    this.training = numbers(train);
    this.heldOut = numbers(test);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int[] block : BLOCKS) {
      for (int codePoint = block[0]; codePoint <= block[1]; codePoint++) {
        int type = Character.getType(codePoint);
        if (type != Character.UNASSIGNED && type != Character.CONTROL) {
          names.add(Character.getName(codePoint));
        }
      }
    }
    return names;
  }

  private int[] numbers(CharSequence text) {
    return text.chars().map(c -> Arrays.binarySearch(symbols, c)).filter(i -> i >= 0).toArray();
  }

  /** How many different characters there are. */
  int alphabet() {
    return symbols.length;
  }

  /** Numbers of characters, from 0 to the alphabet's size. */
  int[] training() {
    return training;
  }

  /** Text that training never sees. */
  int[] heldOut() {
    return heldOut;
  }
}
