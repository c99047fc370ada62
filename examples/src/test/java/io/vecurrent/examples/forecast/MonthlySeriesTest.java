package io.vecurrent.examples.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.examples.text.InputException;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthlySeriesTest {
  @Test
  void commentsNamesAndFurtherColumnsMayBeThere() {
    MonthlySeries series =
        MonthlySeries.parse("x", "# from\nmonth,cars,days\n1999-12, 1.5,31\n\n2000-01,-2,31\n");
    assertEquals("cars", series.name());
    assertEquals(YearMonth.of(1999, 12), series.first());
    assertEquals(YearMonth.of(2000, 1), series.month(1));
    assertArrayEquals(new double[] {1.5, -2}, series.values());
    assertArrayEquals(new double[] {1.5}, series.until(1).values());
    assertEquals(2, MonthlySeries.parse("x", "1999-12,1\n2000-01,2").months());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1999-12,1|2000-02,2; x, line 2: 2000-01 was expected, is 2000-02",
        "1999-12,1|1999-12,2; x, line 2: 2000-01 was expected, is 1999-12",
        "1999-13,1; x, line 1: '1999-13' is not a month",
        "1999-12,one; x, line 1: 'one' is not a number",
        "1999-12,NaN; x, line 1: 'NaN' is not a number",
        "1999-12; x, line 1: needs a month, a comma and a value",
        "month,value|# nothing; x: has no line",
      })
  void otherLinesAreRefused(String text, String message) {
    InputException e =
        assertThrows(InputException.class, () -> MonthlySeries.parse("x", text.replace('|', '\n')));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
