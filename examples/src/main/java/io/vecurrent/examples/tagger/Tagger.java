package io.vecurrent.examples.tagger;

import io.vecurrent.examples.Examples;
import io.vecurrent.examples.show.Report;
import io.vecurrent.examples.text.InputException;
import io.vecurrent.kernels.Softmax;
import io.vecurrent.rnn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads a model that PyTorch saved, tags words with it, and compares it with PyTorch. */
@Command(
    name = "tagger",
    version = Examples.VERSION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Loads the state_dict of a PyTorch model (embedding, LSTM of two layers in both directions,"
          + " linear layer), gives each letter of some words a tag, all words in one batch, and"
          + " compares the outputs with PyTorch's. The model is a test model with random weights:"
          + " its tags mean nothing.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the outputs are not PyTorch's",
      "2:an option, a word or a file cannot be used"
    })
public final class Tagger implements Callable<Integer> {
  /** Token 0 is the space, the letters follow. */
  private static final int VOCABULARY = 27;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "A state_dict of yours in the safetensors format, with an nn.Embedding called emb of 27"
              + " tokens (space, a to z), an nn.LSTM called lstm and an nn.Linear called fc"
              + " (default: the one that comes with this program, which is compared with PyTorch).")
  private Path model;

  @Parameters(
      paramLabel = "WORD",
      defaultValue = "recurrent networks remember what they have read",
      split = " ",
      description = "What to tag, in letters from a to z (default: \"${DEFAULT-VALUE}\").")
  private List<String> words;

  @Override
  public Integer call() throws IOException {
    List<int[]> sequences = words.stream().map(Tagger::tokens).toList();
    Report report = new Report(System.out);
    report.print("Vecurrent tagger: a model made in PyTorch%n%n");
    report.printMachine();
    TaggerModel tagger = model == null ? TaggerModel.load() : TaggerModel.load(model);
    Network network = tagger.network();
    require(network);
    report.print(
        "  model     %s%n", model == null ? "tagger_lstm.safetensors, random weights" : model);
    report.print("  network   %s, %,d parameters%n%n", network, network.parameters().size());
    printTags(report, tagger.logits(sequences), network.outputSize());
    return model == null ? compare(report, tagger) : ExitCode.OK;
  }

  private void require(Network network) {
    if (network.vocabulary() != VOCABULARY) {
      throw new InputException(
          "--model: "
              + model
              + " has "
              + network.vocabulary()
              + " tokens, and must have 27: the space and the letters");
    }
  }

  private static int[] tokens(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (word.isEmpty() || !lower.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      throw new InputException(
          "'" + word + "' has characters besides the letters a to z; leave them out");
    }
    return lower.chars().map(c -> c - 'a' + 1).toArray();
  }

  private void printTags(Report report, float[][] logits, int tags) {
    report.print(
        "The likeliest tag of each letter, from 0 to %d, and its probability:%n", tags - 1);
    for (int i = 0; i < logits.length; i++) {
      report.print("  %-11s", words.get(i));
      for (int letter = 0; letter < words.get(i).length(); letter++) {
        int start = letter * tags;
        int best = best(logits[i], start, tags);
        Softmax.softmax(logits[i], start, logits[i], start, tags);
        float percent = 100 * logits[i][start + best];
        report.print("  %c %d %2.0f %%", words.get(i).charAt(letter), best, percent);
      }
      report.print("%n");
    }
    report.print("%n");
  }

  private static int best(float[] logits, int start, int tags) {
    int best = 0;
    for (int tag = 1; tag < tags; tag++) {
      best = logits[start + tag] > logits[start + best] ? tag : best;
    }
    return best;
  }

  private static int compare(Report report, TaggerModel tagger) {
    TorchOutputs torch = TorchOutputs.load();
    double difference = torch.largestDifference(tagger.logits(torch.sequences()));
    boolean agrees = difference <= TorchOutputs.TOLERANCE;
    report.print(
        "%s PyTorch's outputs for %d other sequences: the largest difference is %.1e, allowed are"
            + " %.0e%n",
        agrees ? "Agrees with" : "DIFFERS from",
        torch.sequences().size(),
        difference,
        TorchOutputs.TOLERANCE);
    return agrees ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
