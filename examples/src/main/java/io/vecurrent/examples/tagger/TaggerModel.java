package io.vecurrent.examples.tagger;

import io.vecurrent.examples.text.InputException;
import io.vecurrent.examples.text.Resource;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.Network;
import io.vecurrent.rnn.StateDict;
import io.vecurrent.rnn.Workspace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A tagger that was made in PyTorch. There it is
 *
 * <pre>{@code
 * class Tagger(nn.Module):
 *     def __init__(self):
 *         super().__init__()
 *         self.emb = nn.Embedding(27, 7)
 *         self.lstm = nn.LSTM(7, 13, num_layers=2, bidirectional=True, batch_first=True)
 *         self.fc = nn.Linear(26, 5)
 *
 *     def forward(self, ids):
 *         return self.fc(self.lstm(self.emb(ids))[0])
 *
 * safetensors.torch.save_file(model.state_dict(), "tagger_lstm.safetensors")
 * }</pre>
 */
final class TaggerModel {
  /** The names of the model's modules; all sizes come from the file. */
  private static final StateDict MODULES =
      new StateDict().embedding("emb").lstm("lstm").linear("fc");

  private static final String FILE = "tagger_lstm.safetensors";

  private final Network network;

  private TaggerModel(Network network) {
    this.network = network;
  }

  /** The model that comes with this program. */
  static TaggerModel load() throws IOException {
    return new TaggerModel(MODULES.load(Resource.bytes(TaggerModel.class, FILE), FILE));
  }

  /**
   * A state_dict of such a model, of any size.
   *
   * @throws InputException if the file is none
   */
  static TaggerModel load(Path file) {
    try {
      return new TaggerModel(MODULES.load(file));
    } catch (ModelFormatException e) {
      throw new InputException(e.getMessage());
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file");
    } catch (IOException e) {
      throw new InputException("cannot be read: " + e.getMessage());
    }
  }

  Network network() {
    return network;
  }

  /**
   * The logits of all steps of sequences of any lengths, which run as one batch; each has those of
   * running alone, to the bit.
   *
   * @param sequences tokens, one or more a sequence
   * @return {@code [sequence][step * tags]}
   */
  float[][] logits(List<int[]> sequences) {
    int batch = sequences.size();
    int[] lengths = sequences.stream().mapToInt(sequence -> sequence.length).toArray();
    int time = sequences.stream().mapToInt(sequence -> sequence.length).max().orElseThrow();
    int[] tokens = new int[time * batch]; // [time][batch]; what stands beyond a length is not read
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        tokens[t * batch + b] = sequences.get(b)[t];
      }
    }
    Workspace workspace = network.workspace(time, batch);
    network.forward(tokens, 0, time, batch, lengths, null, workspace);
    int tags = network.outputSize();
    float[] outputs = new float[time * batch * tags]; // [time][batch][tags]
    workspace.copyOutputs(outputs, 0);
    float[][] logits = new float[batch][];
    for (int b = 0; b < batch; b++) {
      logits[b] = new float[lengths[b] * tags];
      for (int t = 0; t < lengths[b]; t++) {
        System.arraycopy(outputs, (t * batch + b) * tags, logits[b], t * tags, tags);
      }
    }
    return logits;
  }
}
