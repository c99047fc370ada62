package io.vecurrent.jmh.report.page;

import io.vecurrent.jmh.report.ActivationError;
import io.vecurrent.jmh.report.Bfloat16Error;
import io.vecurrent.jmh.report.Results;
import io.vecurrent.jmh.report.page.Document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How exact the results are. */
final class AccuracySection {
  private static final String TEXT =
      "fp32 results have the same bits on every back end and width. What is approximate, and by how"
          + " much:";

  private AccuracySection() {}

  static Section of(Results results) {
    List<Table> tables = new ArrayList<>();
    if (!results.activationError().isEmpty()) {
      tables.add(activations(results.activationError()));
    }
    if (!results.bfloat16Error().isEmpty()) {
      tables.add(bfloat16(results.bfloat16Error()));
    }
    return new Section("accuracy", "Accuracy", ReportPage.blocks(TEXT, List.of(), tables));
  }

  private static Table activations(List<ActivationError> rows) {
    Table.Builder table =
        new Table.Builder("Activations").texts("function").numbers("largest error", "floats tried");
    for (ActivationError row : rows) {
      table.row(
          row.function(),
          String.format(Locale.ROOT, "%.2f ulp", row.largestUlp()),
          String.format(Locale.ROOT, "%,d", row.inputs()));
    }
    return table.build();
  }

  private static Table bfloat16(List<Bfloat16Error> rows) {
    Table.Builder table =
        new Table.Builder("What bf16 weights change in a trained model")
            .texts("model")
            .numbers(
                "largest error of an output",
                "of a logit",
                "of a probability",
                "bits a character, fp32",
                "bits a character, bf16");
    for (Bfloat16Error row : rows) {
      table.row(
          row.model(),
          String.format(Locale.ROOT, "%.2g", row.largestOutputError()),
          String.format(Locale.ROOT, "%.2g", row.largestLogitError()),
          String.format(Locale.ROOT, "%.2g", row.largestProbabilityError()),
          bits(row.bitsFloat32()),
          bits(row.bitsBfloat16()));
    }
    return table.build();
  }

  private static String bits(Double value) {
    return value == null ? Table.NONE : String.format(Locale.ROOT, "%.4f", value);
  }
}
