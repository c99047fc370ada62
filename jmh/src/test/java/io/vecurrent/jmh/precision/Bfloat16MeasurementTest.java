package io.vecurrent.jmh.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.jmh.report.Bfloat16Error;
import org.junit.jupiter.api.Test;

class Bfloat16MeasurementTest {
  @Test
  void roundedWeightsPredictAlmostAsWell() {
    NameText text = new NameText();
    CharTraining training = new CharTraining(text.training(), text.alphabet(), 24);
    for (int i = 0; i < 40; i++) {
      training.step();
    }
    Bfloat16Error row = Bfloat16Measurement.row(training, 40, text);
    assertTrue(row.model().contains("24 tanh units, 40 training steps"), row.model());
    assertTrue(row.largestOutputError() > 0 && row.largestOutputError() < 0.1, row.toString());
    assertTrue(row.largestLogitError() > 0 && row.largestLogitError() < 0.5, row.toString());
    assertTrue(row.largestProbabilityError() > 0, row.toString());
    assertTrue(row.largestProbabilityError() < row.largestLogitError(), row.toString());
    assertEquals(row.bitsFloat32(), row.bitsBfloat16(), 0.02, row.toString());
    assertTrue(row.bitsFloat32() < Math.log(text.alphabet()) / Math.log(2), row.toString());
  }
}
