package io.vecurrent.rnn;

import io.vecurrent.kernels.internal.Checks;
import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsReader;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import io.vecurrent.rnn.safetensors.Tensor;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network as a safetensors file: PyTorch's names, sizes from the shapes, the rest as metadata.
 */
final class ModelFile {
  /** Metadata keys that begin so are this class's own. */
  static final String RESERVED = "vecurrent.";

  private ModelFile() {}

  static void save(Network network, FileNames names, Path path) throws IOException {
    Parameters parameters = network.parameters();
    SafetensorsWriter writer = new SafetensorsWriter();
    network.metadata().forEach(writer::metadata);
    StructureFile.write(network.structure(), writer);
    names.write(writer);
    for (ParameterSlice slice : parameters.slices().values()) {
      int bad = firstNotFinite(parameters.values(), slice.offset(), slice.length());
      if (bad >= 0) {
        throw new IllegalStateException(
            names.of(slice.name())
                + ": element "
                + bad
                + " is "
                + parameters.values()[slice.offset() + bad]
                + "; a model that is not finite is not saved, and "
                + path
                + " is left as it was");
      }
      writer.add(names.of(slice.name()), slice.shape(), parameters.values(), slice.offset());
    }
    writer.write(path);
  }

  static Network load(Path path) throws IOException {
    return load(SafetensorsReader.read(path));
  }

  static Network load(byte[] bytes, String sourceName) throws ModelFormatException {
    Checks.notNull(bytes, "bytes");
    Checks.notNull(sourceName, "sourceName");
    return load(SafetensorsReader.read(bytes, sourceName));
  }

  private static Network load(Safetensors file) throws ModelFormatException {
    StateDict dict = FileNames.read(file);
    if (dict != null) {
      return dict.read(file);
    }
    Structure structure = StructureFile.read(file).structure();
    Map<String, ParameterSlice> slices = slices(file, structure);
    requireOnly(file, slices);
    for (ParameterSlice slice : slices.values()) {
      requireShape(file, slice);
    }
    return load(file, structure, FileNames.OWN);
  }

  /** Reads the numbers of a structure whose names and shapes have been compared with the file's. */
  static Network load(Safetensors file, Structure structure, FileNames names)
      throws ModelFormatException {
    // Only now does the file's size, and not a number in it, say how much memory is taken.
    Parameters parameters = new Parameters(slices(file, structure));
    for (ParameterSlice slice : parameters.slices().values()) {
      read(file, names.of(slice.name()), slice, parameters);
    }
    parameters.markChanged();
    Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
    metadata.keySet().removeIf(key -> key.startsWith(RESERVED));
    return new Network(structure, metadata, parameters, names);
  }

  /** The parameters of a structure; the sizes may be too large for arrays. */
  static Map<String, ParameterSlice> slices(Safetensors file, Structure structure)
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

  private static void read(
      Safetensors file, String name, ParameterSlice slice, Parameters parameters)
      throws ModelFormatException {
    Tensor tensor = file.get(name);
    tensor.copyTo(parameters.values(), slice.offset());
    int bad = firstNotFinite(parameters.values(), slice.offset(), slice.length());
    if (bad >= 0) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + Text.quote(name)
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
