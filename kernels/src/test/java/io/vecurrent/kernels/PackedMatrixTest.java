package io.vecurrent.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vecurrent.kernels.spi.Panels;
import io.vecurrent.kernels.support.Bits;
import io.vecurrent.kernels.support.Canvas;
import io.vecurrent.kernels.support.Reference;
import io.vecurrent.kernels.support.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing and unpacking; the products have a test of their own. */
class PackedMatrixTest {
  private static final int[] SIZES = {
    1, 2, 3, 15, 16, 17, 31, 33, 48, 49, 63, 64, 65, 113, 127, 130
  };

  @Test
  void unpackGivesBackWhatWasPacked() {
    Rng rng = new Rng(101);
    for (int rows : SIZES) {
      for (int cols : SIZES) {
        float[] values = rng.anything(rows * cols);
        Canvas source = Canvas.of(values, 5);
        String context = rows + " x " + cols + ", " + rng;
        PackedMatrix packed = PackedMatrix.pack(source.array(), 5, rows, cols);
        source.assertUnchanged(context);
        Canvas target = Canvas.blank(values.length, 3);
        packed.unpack(target.array(), 3);
        target.assertHolds(values, context);
        assertEquals(rows, packed.rows(), context);
        assertEquals(cols, packed.cols(), context);
      }
    }
  }

  @Test
  void packTransposedIsThePackedTranspose() {
    Rng rng = new Rng(102);
    for (int rows : SIZES) {
      for (int cols : SIZES) {
        float[] values = rng.anything(rows * cols);
        String context = rows + " x " + cols + ", " + rng;
        Canvas source = Canvas.of(values, 7);
        PackedMatrix packed = PackedMatrix.packTransposed(source.array(), 7, rows, cols);
        source.assertUnchanged(context);
        assertEquals(cols, packed.rows(), context);
        assertEquals(rows, packed.cols(), context);
        Bits.assertSame(Reference.transpose(values, rows, cols), unpacked(packed), context);
      }
    }
  }

  @Test
  void packWithoutOffsetStartsAtTheStart() {
    Rng rng = new Rng(103);
    float[] values = rng.floats(20 * 3 + 4);
    Bits.assertSame(
        unpacked(PackedMatrix.pack(values, 0, 20, 3)),
        unpacked(PackedMatrix.pack(values, 20, 3)),
        rng.toString());
  }

  @Test
  void packCopies() {
    float[] values = {1f, 2f, 3f, 4f};
    PackedMatrix packed = PackedMatrix.pack(values, 2, 2);
    values[0] = 99f;
    Bits.assertSame(new float[] {1f, 2f, 3f, 4f}, unpacked(packed), "after a change of the source");
  }

  @Test
  void zerosIsAllPositiveZero() {
    Bits.assertSame(new float[17 * 5], unpacked(PackedMatrix.zeros(17, 5)), "zeros");
  }

  /** Random blocks into random places, compared with the same done to a plain array. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 47, 64, 65, 100, 130, 200})
  void setBlockReplacesExactlyTheBlock(int rows) {
    Rng rng = new Rng(104 + rows);
    for (int cols : new int[] {1, 2, 9, 33}) {
      float[] plain = rng.floats(rows * cols);
      PackedMatrix packed = PackedMatrix.pack(plain, rows, cols);
      for (int round = 0; round < 20; round++) {
        int height = rng.between(0, rows);
        int width = rng.between(0, cols);
        int row = rng.between(0, rows - height);
        int col = rng.between(0, cols - width);
        float[] block = rng.floats(height * width);
        Canvas source = Canvas.rows(block, height, width, width + round % 3, 4);
        for (int i = 0; i < height; i++) {
          System.arraycopy(block, i * width, plain, (row + i) * cols + col, width);
        }
        packed.setBlock(row, col, source.array(), 4, source.stride(), height, width);
        String context = height + " x " + width + " at " + row + "," + col + ", " + rng;
        source.assertUnchanged(context);
        Bits.assertSame(plain, unpacked(packed), context);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 47, 64, 65, 100, 130, 200})
  void setTransposedBlockReplacesExactlyTheBlock(int rows) {
    Rng rng = new Rng(105 + rows);
    for (int cols : new int[] {1, 2, 9, 33}) {
      float[] plain = rng.floats(rows * cols);
      PackedMatrix packed = PackedMatrix.pack(plain, rows, cols);
      for (int round = 0; round < 20; round++) {
        int height = rng.between(0, rows);
        int width = rng.between(0, cols);
        int row = rng.between(0, rows - height);
        int col = rng.between(0, cols - width);
        float[] block = rng.floats(height * width);
        Canvas source = Canvas.rows(block, width, height, height + round % 3, 4);
        float[] turned = Reference.transpose(block, width, height);
        for (int i = 0; i < height; i++) {
          System.arraycopy(turned, i * width, plain, (row + i) * cols + col, width);
        }
        packed.setTransposedBlock(row, col, source.array(), 4, source.stride(), width, height);
        String context = height + " x " + width + " at " + row + "," + col + ", " + rng;
        source.assertUnchanged(context);
        Bits.assertSame(plain, unpacked(packed), context);
      }
    }
  }

  /** Two gates of an LSTM, say, written into one matrix, and both directions of packing. */
  @Test
  void blocksStackedEqualOnePacking() {
    Rng rng = new Rng(106);
    float[] upper = rng.floats(40 * 7);
    float[] lower = rng.floats(41 * 7);
    float[] both = new float[81 * 7];
    System.arraycopy(upper, 0, both, 0, upper.length);
    System.arraycopy(lower, 0, both, upper.length, lower.length);
    PackedMatrix stacked = PackedMatrix.zeros(81, 7);
    stacked.setBlock(0, 0, upper, 0, 7, 40, 7);
    stacked.setBlock(40, 0, lower, 0, 7, 41, 7);
    Bits.assertSame(both, unpacked(stacked), rng.toString());
    PackedMatrix turned = PackedMatrix.zeros(7, 81);
    turned.setTransposedBlock(0, 0, upper, 0, 7, 40, 7);
    turned.setTransposedBlock(0, 40, lower, 0, 7, 41, 7);
    Bits.assertSame(Reference.transpose(both, 81, 7), unpacked(turned), rng.toString());
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "15,1,0", "16,1,0", "17,2,15", "32,2,0", "65,5,15", "127,8,1", "129,9,15"})
  void panelsHaveSixteenRowsAndTheLastRepeats(int rows, int panels, int repeated) {
    assertEquals(panels, Panels.count(rows));
    assertEquals(repeated, Panels.repeated(rows));
  }

  @ParameterizedTest
  @CsvSource({"0,1,0", "0,127,0", "6,127,96", "7,127,111", "7,128,112", "1,17,1"})
  void theLastPanelHoldsTheLastSixteenRows(int panel, int rows, int start) {
    assertEquals(start, Panels.start(panel, rows));
  }

  @Test
  void textGivesTheSize() {
    assertEquals("PackedMatrix[3 x 20]", PackedMatrix.zeros(3, 20).toString());
  }

  private static float[] unpacked(PackedMatrix matrix) {
    float[] values = new float[matrix.rows() * matrix.cols()];
    matrix.unpack(values, 0);
    return values;
  }
}
