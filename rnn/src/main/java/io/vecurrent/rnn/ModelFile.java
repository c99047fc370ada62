package io.vecurrent.rnn;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import io.vecurrent.rnn.safetensors.Tensor;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A network as a safetensors file: PyTorch's names, sizes from the shapes, the rest as metadata.
 */
final class ModelFile {
  /** Metadata keys that begin so are this class's own. */
  static final String RESERVED = "vecurrent.";

  private static final String NONLINEARITY = RESERVED + "nonlinearity";

  private ModelFile() {}

  static void save(Network network, Path path) throws IOException {
    Parameters parameters = network.parameters();
    SafetensorsWriter writer = new SafetensorsWriter();
    network.metadata().forEach(writer::metadata);
    writer.metadata(NONLINEARITY, network.nonlinearity().name().toLowerCase(Locale.ROOT));
    for (ParameterSlice slice : parameters.slices().values()) {
      int bad = firstNotFinite(parameters.values(), slice.offset(), slice.length());
      if (bad >= 0) {
        throw new IllegalStateException(
            slice.name()
                + ": element "
                + bad
                + " is "
                + parameters.values()[slice.offset() + bad]
                + "; a model that is not finite is not saved, and "
                + path
                + " is left as it was");
      }
      writer.add(slice.name(), slice.shape(), parameters.values(), slice.offset());
    }
    writer.write(path);
  }

  static Network load(Path path) throws IOException {
    Safetensors file = SafetensorsReader.read(path);
    NetworkBuilder builder = describe(file);
    Map<String, ParameterSlice> slices = slices(file, builder);
    requireOnly(file, slices);
    for (ParameterSlice slice : slices.values()) {
      requireShape(file, slice);
    }
    // Only now does the file's size, and not a number in it, say how much memory is taken.
    Parameters parameters = new Parameters(slices);
    for (ParameterSlice slice : slices.values()) {
      read(file, slice, parameters);
    }
    parameters.markChanged();
    return new Network(builder, parameters);
  }

  private static Map<String, ParameterSlice> slices(Safetensors file, NetworkBuilder builder)
      throws ModelFormatException {
    try {
      return builder.slices();
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(
          file.source() + ": the sizes do not fit: " + tooLarge.getMessage(), tooLarge);
    }
  }

  /** Sizes from the shapes; whether they fit together is checked when the tensors are read. */
  private static NetworkBuilder describe(Safetensors file) throws ModelFormatException {
    int[] input = matrix(file, NetworkBuilder.WEIGHT_IH);
    int[] recurrent = matrix(file, NetworkBuilder.WEIGHT_HH);
    if (input[0] != recurrent[1]) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + NetworkBuilder.WEIGHT_IH
              + " "
              + Arrays.toString(input)
              + " and "
              + NetworkBuilder.WEIGHT_HH
              + " "
              + Arrays.toString(recurrent)
              + " do not make a vanilla recurrent layer, [hidden, input] and [hidden, hidden]; a GRU"
              + " or LSTM is not read yet");
    }
    NetworkBuilder builder = new NetworkBuilder(input[1]);
    builder.rnn(recurrent[1], nonlinearity(file));
    builder.bias(file.contains(NetworkBuilder.BIAS_IH) || file.contains(NetworkBuilder.BIAS_HH));
    if (file.contains(NetworkBuilder.HEAD_WEIGHT) || file.contains(NetworkBuilder.HEAD_BIAS)) {
      builder.linear(matrix(file, NetworkBuilder.HEAD_WEIGHT)[0]);
    }
    for (Map.Entry<String, String> entry : file.metadata().entrySet()) {
      if (!entry.getKey().startsWith(RESERVED)) {
        builder.metadata(entry.getKey(), entry.getValue());
      }
    }
    return builder;
  }

  private static Nonlinearity nonlinearity(Safetensors file) throws ModelFormatException {
    String name = file.metadata().getOrDefault(NONLINEARITY, "tanh");
    for (Nonlinearity candidate : Nonlinearity.values()) {
      if (candidate.name().toLowerCase(Locale.ROOT).equals(name)) {
        return candidate;
      }
    }
    throw new ModelFormatException(
        file.source() + ": " + NONLINEARITY + " must be tanh or relu, was " + Text.quote(name));
  }

  private static int[] matrix(Safetensors file, String name) throws ModelFormatException {
    int[] shape = file.get(name).shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new ModelFormatException(
          file.source() + ": " + name + " must be a matrix, has shape " + Text.shape(shape));
    }
    return shape;
  }

  private static void requireOnly(Safetensors file, Map<String, ParameterSlice> slices)
      throws ModelFormatException {
    for (String name : file.names()) {
      if (!slices.containsKey(name)) {
        throw new ModelFormatException(
            file.source()
                + ": unexpected tensor "
                + Text.quote(name)
                + "; expected exactly "
                + slices.keySet());
      }
    }
  }

  private static void requireShape(Safetensors file, ParameterSlice slice)
      throws ModelFormatException {
    int[] shape = file.get(slice.name()).shape();
    if (!Arrays.equals(shape, slice.shape())) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + slice.name()
              + " must have shape "
              + Text.shape(slice.shape())
              + ", has "
              + Text.shape(shape));
    }
  }

  private static void read(Safetensors file, ParameterSlice slice, Parameters parameters)
      throws ModelFormatException {
    Tensor tensor = file.get(slice.name());
    tensor.copyTo(parameters.values(), slice.offset());
    int bad = firstNotFinite(parameters.values(), slice.offset(), slice.length());
    if (bad >= 0) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + slice.name()
              + " must be finite, element "
              + bad
              + " is "
              + parameters.values()[slice.offset() + bad]);
    }
  }

  private static int firstNotFinite(float[] values, int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (!Float.isFinite(values[offset + i])) {
        return i;
      }
    }
    return -1;
  }
}
