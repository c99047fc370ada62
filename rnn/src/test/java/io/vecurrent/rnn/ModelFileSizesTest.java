package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files whose shapes ask for far more memory than the files hold. */
@Tag("once")
class ModelFileSizesTest {
  @TempDir private Path folder;

  private String refusal(SafetensorsWriter writer) throws IOException {
    Path path = folder.resolve("model.safetensors");
    writer.write(path);
    return assertThrows(ModelFormatException.class, () -> Network.load(path)).getMessage();
  }

  private static SafetensorsWriter layer(int hidden, int[] ih, int[] hh) {
    return new SafetensorsWriter()
        .add("weight_ih_l0", ih, new float[hidden], 0)
        .add("weight_hh_l0", hh, new float[hidden], 0);
  }

  @Test
  void aRowInsteadOfASquareIsRefusedBeforeMemoryIsTaken() throws IOException {
    // 40,000 x 40,000 floats would be 6.4 GB; 70,000 x 70,000 fit no array.
    for (int hidden : new int[] {40_000, 70_000}) {
      String message = refusal(layer(hidden, new int[] {hidden, 1}, new int[] {1, hidden}));
      assertTrue(message.contains("do not make a recurrent layer"), message);
    }
  }

  @Test
  void aThinHeadIsRefusedBeforeMemoryIsTaken() throws IOException {
    // 1,100,000 x 512 floats would be 2.2 GB; 1,100,000 x 2,048 fit no array.
    for (int hidden : new int[] {512, 2048}) {
      int classes = 1_100_000;
      SafetensorsWriter writer =
          new SafetensorsWriter()
              .add("weight_ih_l0", new int[] {hidden, 1}, new float[hidden], 0)
              .add("weight_hh_l0", new int[] {hidden, hidden}, new float[hidden * hidden], 0)
              .add("head.weight", new int[] {classes, 1}, new float[classes], 0)
              .add("head.bias", new int[] {1}, new float[1], 0);
      String message = refusal(writer);
      String reason =
          hidden == 512 ? "head.weight must have shape [1100000, 512]" : "the sizes do not fit";
      assertTrue(message.contains(reason), message);
    }
  }

  @Test
  void textOfTheFileIsEscapedInMessages() throws IOException {
    SafetensorsWriter extra =
        layer(1, new int[] {1, 1}, new int[] {1, 1})
            .add("evil\n\u001b[2J", new int[] {1}, new float[1], 0);
    SafetensorsWriter odd =
        layer(1, new int[] {1, 1}, new int[] {1, 1})
            .metadata("vecurrent.nonlinearity", "tanh\n\u001b[2J");
    for (SafetensorsWriter writer : new SafetensorsWriter[] {extra, odd}) {
      String message = refusal(writer);
      assertFalse(message.contains("\n") || message.contains("\u001b"), message);
      assertTrue(message.contains("\\u000a\\u001b"), message);
    }
  }
}
