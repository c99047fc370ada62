package io.vecurrent.kernels.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code accuracy.md} says of all floats, on a million of them. */
@Tag("once")
class AccuracyTableTest {
  /** A prime: the sample of all bit patterns that it steps through has 1,047,810 floats. */
  private static final int STEP = 4_099;

  private static final int COUNT = 1_047_810;

  /** How far the figures of a sample may be from those of all floats, in per cent. */
  private static final double SAMPLING = 0.2;

  private static final double SHOWN_DIGITS = 1e-4;

  /** The claims of the Javadoc are rounded up to two decimals. */
  private static final double CLAIMED_DIGITS = 0.01;

  @BeforeEach
  void needsFma() {
    assumeTrue(Fma.HARDWARE, "without fma the errors are others");
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("basedir", ".")).resolve("accuracy.md"));
  }

  /** The cells of the subject's row in the first or second part of the table. */
  private static String[] row(Subject subject, int part) throws IOException {
    String start = "| " + subject + " |";
    List<String> rows = table().stream().filter(line -> line.startsWith(start)).toList();
    assertEquals(2, rows.size(), "accuracy.md: rows of " + subject + "; mvn -Paccuracy renews it");
    return rows.get(part).split(" *\\| *", -1);
  }

  @ParameterizedTest
  @EnumSource
  void theErrorsAreThoseOfTheTable(Subject subject) throws IOException {
    String[] row = row(subject, 0);
    double largest = Double.parseDouble(row[2]);
    float where = Float.parseFloat(row[3]);
    Survey sample = Survey.of(subject, 0, COUNT, STEP);
    assertEquals(largest, subject.errorInUlp(where), SHOWN_DIGITS, "at " + row[3]);
    assertTrue(sample.ulp() <= largest + SHOWN_DIGITS, sample + " of " + subject);
    double share = Double.parseDouble(row[4].replace(" %", ""));
    assertEquals(share, 100.0 * sample.correctlyRounded() / COUNT, SAMPLING, "correctly rounded");
    boolean monotonic = row[5].equals("0");
    assertTrue(!monotonic || sample.descents() == 0, sample + " of " + subject);
    assertEquals(row[6], sample.notOdd() == 0 ? "always" : "no");
    double claim = subject.claimedUlp;
    assertTrue(largest <= claim && claim < largest + CLAIMED_DIGITS, claim + " is claimed");
  }

  @ParameterizedTest
  @EnumSource
  void theSpecialValuesAreThoseOfTheTable(Subject subject) throws IOException {
    String[] cells = row(subject, 1);
    String row = String.join(" | ", cells).trim();
    assertEquals(AccuracyTable.specials(subject), row);
  }

  /** The goals of the functions that networks use. */
  @ParameterizedTest
  @CsvSource({"TANH, 2.5", "SIGMOID, 2", "EXP, 2"})
  void theGoalsAreReached(Subject subject, double goal) {
    assertTrue(subject.claimedUlp <= goal);
  }

  /** The reference itself: known values, and double where double is right. */
  @Test
  void theExactFunctionsAreExact() {
    String e = "2.71828182845904523536028747135266249775724709369995957496696763";
    BigDecimal one = BigDecimal.ONE;
    assertNear(new BigDecimal(e), ExactMath.exp(one));
    assertNear(one, ExactMath.log(ExactMath.exp(one)));
    String ln2 = "0.693147180559945309417232121458176568075500134360255254120680009";
    assertNear(new BigDecimal(ln2), ExactMath.log(BigDecimal.valueOf(2)));
    assertNear(new BigDecimal(ln2), ExactMath.logOfOnePlusExp(BigDecimal.ZERO));
    for (double x : new double[] {-80, -3.25, -1e-3, 0.1, 5, 17}) {
      BigDecimal exact = new BigDecimal(x);
      assertEquals(
          StrictMath.exp(x), ExactMath.exp(exact).doubleValue(), Math.ulp(StrictMath.exp(x)));
      double tanh = StrictMath.tanh(x);
      assertEquals(tanh, ExactMath.tanh(exact).doubleValue(), Math.ulp(tanh));
      double sigmoid = Subject.SIGMOID.exact((float) x);
      double same = ExactMath.sigmoid(new BigDecimal((float) x)).doubleValue();
      assertEquals(sigmoid, same, 2 * Math.ulp(sigmoid));
    }
  }

  /**
   * Where double sees a tie and there is none: just above the middle between 1 and its neighbour.
   */
  @Test
  void tiesOfDoubleAreDecidedExactly() {
    float x = 0x1p-24f;
    assertEquals(1f, (float) (1 + (double) x));
    assertEquals(Math.nextUp(1f), Subject.EXP.nearest(x, 1 + (double) x));
  }

  private static void assertNear(BigDecimal expected, BigDecimal actual) {
    BigDecimal error = expected.subtract(actual).abs();
    assertTrue(error.compareTo(BigDecimal.ONE.movePointLeft(58)) < 0, "off by " + error);
  }
}
