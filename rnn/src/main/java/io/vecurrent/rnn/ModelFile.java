package io.vecurrent.rnn;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import io.vecurrent.rnn.safetensors.Tensor;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A network as a safetensors file: PyTorch's names, sizes from the shapes, the rest as metadata.
 */
final class ModelFile {
  /** Metadata keys that begin so are this class's own. */
  static final String RESERVED = "vecurrent.";

  private ModelFile() {}

  static void save(Network network, Path path) throws IOException {
    Parameters parameters = network.parameters();
    SafetensorsWriter writer = new SafetensorsWriter();
    network.metadata().forEach(writer::metadata);
    StructureFile.write(network.structure(), writer);
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
    NetworkBuilder builder = StructureFile.read(file);
    file.metadata().forEach((key, value) -> keep(builder, key, value));
    Structure structure = builder.structure();
    Map<String, ParameterSlice> slices = slices(file, structure);
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
    return new Network(structure, builder.metadata(), parameters);
  }

  private static void keep(NetworkBuilder builder, String key, String value) {
    if (!key.startsWith(RESERVED)) {
      builder.metadata(key, value);
    }
  }

  private static Map<String, ParameterSlice> slices(Safetensors file, Structure structure)
      throws ModelFormatException {
    try {
      return structure.slices();
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(
          file.source() + ": the sizes do not fit: " + tooLarge.getMessage(), tooLarge);
    }
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
