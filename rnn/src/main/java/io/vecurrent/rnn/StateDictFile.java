package io.vecurrent.rnn;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state_dict seen as the modules that it should hold: names say which layers, directions and
 * biases there are, shapes the sizes. Everything that does not fit is listed in one error.
 */
final class StateDictFile {
  private static final Pattern RECURRENT =
      Pattern.compile("(?:weight|bias)_(?:ih|hh)_l(0|[1-9]\\d{0,8})(_reverse)?");

  /** Names and problems that a message lists at most. */
  private static final int MOST = 64;

  private final Safetensors file;
  private final List<TorchModule> modules;
  private final Set<String> expected = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Integer> layerCounts = new ArrayList<>();
  private final List<LayerSpec> layers = new ArrayList<>();
  private final Structure structure;
  private final FileNames names;

  /**
   * Compares a file with modules.
   *
   * @param dropout negative for that of the file
   * @throws ModelFormatException if tensors are missing, left over or misshapen
   */
  StateDictFile(Safetensors file, List<TorchModule> modules, float dropout)
      throws ModelFormatException {
    this.file = file;
    this.modules = modules;
    List<Layout> layouts = new ArrayList<>();
    for (TorchModule module : modules) {
      Layout layout = layout(module);
      layouts.add(layout);
      layerCounts.add(layout.layers);
      expect(module, layout);
    }
    checkNames();
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i).kind().isRecurrent()) {
        addLayers(modules.get(i), layouts.get(i));
      }
    }
    StructureFile.requireActivations(file, layers);
    this.structure = buildStructure(dropout);
    this.names = FileNames.of(modules, layerCounts, structure);
    checkShapes();
  }

  Structure structure() {
    return structure;
  }

  FileNames names() {
    return names;
  }

  /** What the names of a module's tensors tell; no layers in a module that is not recurrent. */
  private record Layout(int layers, int directions, boolean bias) {}

  private Layout layout(TorchModule module) {
    String prefix = module.parameter("");
    if (!module.kind().isRecurrent()) {
      return new Layout(0, 0, false);
    }
    int layers = 1;
    boolean reverse = false;
    boolean bias = false;
    for (String name : file.names()) {
      Matcher matcher =
          RECURRENT.matcher(name).region(Math.min(prefix.length(), name.length()), name.length());
      if (name.startsWith(prefix) && matcher.matches()) {
        int layer = Integer.parseInt(matcher.group(1));
        // A number beyond all reason does not make an endless list: its tensor is left over.
        layers = layer < file.names().size() ? Math.max(layers, layer + 1) : layers;
        reverse |= matcher.group(2) != null;
        bias |= name.startsWith("bias", prefix.length());
      }
    }
    return new Layout(layers, reverse ? 2 : 1, bias);
  }

  private void expect(TorchModule module, Layout layout) {
    if (!module.kind().isRecurrent()) {
      expected.add(module.parameter("weight"));
      if (module.kind() == TorchModule.Kind.LINEAR) {
        expected.add(module.parameter("bias"));
      }
    }
    for (int layer = 0; layer < layout.layers; layer++) {
      for (int direction = 0; direction < layout.directions; direction++) {
        for (String parameter : Structure.RECURRENT) {
          if (layout.bias || !parameter.startsWith("bias")) {
            expected.add(module.parameter(Structure.name(parameter, layer, direction)));
          }
        }
      }
    }
  }

  private void checkNames() throws ModelFormatException {
    List<String> missing = expected.stream().filter(name -> !file.contains(name)).toList();
    List<String> left = file.names().stream().filter(name -> !expected.contains(name)).toList();
    if (missing.isEmpty() && left.isEmpty()) {
      return;
    }
    boolean projected = left.stream().anyMatch(name -> name.contains("weight_hr_l"));
    throw new ModelFormatException(
        file.source()
            + ": is not "
            + modules
            + ": "
            + (missing.isEmpty() ? "" : "missing " + Text.list(missing, MOST))
            + (missing.isEmpty() || left.isEmpty() ? "" : "; ")
            + (left.isEmpty() ? "" : "left over " + Text.list(left, MOST))
            + (projected ? " (an nn.LSTM with proj_size, which is not supported)" : "")
            + "; expected exactly "
            + Text.list(expected, MOST)
            + "; found "
            + found());
  }

  /** All tensors with types and shapes. */
  private String found() throws ModelFormatException {
    List<String> tensors = new ArrayList<>();
    for (String name : file.names().subList(0, Math.min(MOST, file.names().size()))) {
      tensors.add(file.get(name).toString());
    }
    int more = file.names().size() - tensors.size();
    return String.join(", ", tensors) + (more > 0 ? " and " + more + " more" : "");
  }

  private void addLayers(TorchModule module, Layout layout) throws ModelFormatException {
    int gates = module.kind().cell().gates();
    String name = module.parameter(Structure.name(Structure.WEIGHT_HH, 0, 0));
    int[] shape = file.get(name).shape();
    boolean fits = shape.length == 2 && shape[1] > 0 && shape[0] == (long) gates * shape[1];
    if (!fits) {
      String form = gates == 1 ? "[hidden, hidden]" : "[" + gates + " * hidden, hidden]";
      problems.add(
          Text.quote(name) + " needs " + form + ", has " + Text.shape(shape) + guess(shape));
      throw misshapen();
    }
    boolean both = layout.directions == 2;
    for (int layer = 0; layer < layout.layers; layer++) {
      layers.add(new LayerSpec(module.kind().cell(), shape[1], both, layout.bias, layer == 0));
    }
  }

  /** What else the shape of a {@code weight_hh} would be. */
  private static String guess(int[] shape) {
    if (shape.length != 2 || shape[1] < 1 || shape[0] % shape[1] != 0) {
      return "";
    }
    return switch (shape[0] / shape[1]) {
      case 1 -> ", which is an nn.RNN's";
      case 3 -> ", which is an nn.GRU's";
      case 4 -> ", which is an nn.LSTM's";
      default -> "";
    };
  }

  private Structure buildStructure(float wantedDropout) throws ModelFormatException {
    int vocabulary = 0;
    int inputSize = 0;
    int classes = 0;
    boolean headBias = false;
    for (TorchModule module : modules) {
      if (module.kind() == TorchModule.Kind.EMBEDDING) {
        int[] shape = matrix(module.parameter("weight"), "[vocabulary, dimension]");
        vocabulary = shape[0];
        inputSize = shape[1];
      } else if (module.kind().isLinear()) {
        classes = matrix(module.parameter("weight"), "[classes, inputs]")[0];
        headBias = module.kind() == TorchModule.Kind.LINEAR;
      } else if (inputSize == 0) {
        String name = module.parameter(Structure.name(Structure.WEIGHT_IH, 0, 0));
        inputSize = matrix(name, "[gates * hidden, input]")[1];
      }
    }
    float dropout = wantedDropout < 0 ? StructureFile.dropout(file) : wantedDropout;
    return new Structure(vocabulary, inputSize, List.copyOf(layers), dropout, classes, headBias);
  }

  private int[] matrix(String name, String form) throws ModelFormatException {
    int[] shape = file.get(name).shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      problems.add(Text.quote(name) + " needs " + form + ", has " + Text.shape(shape));
      throw misshapen();
    }
    return shape;
  }

  private void checkShapes() throws ModelFormatException {
    for (ParameterSlice slice : ModelFile.slices(file, structure).values()) {
      String name = names.of(slice.name());
      int[] shape = file.get(name).shape();
      if (!Arrays.equals(shape, slice.shape())) {
        String needed = Text.shape(slice.shape());
        problems.add(Text.quote(name) + " needs " + needed + ", has " + Text.shape(shape));
      }
    }
    if (!problems.isEmpty()) {
      throw misshapen();
    }
  }

  private ModelFormatException misshapen() throws ModelFormatException {
    int more = problems.size() - MOST;
    return new ModelFormatException(
        file.source()
            + ": is not "
            + modules
            + ": "
            + String.join("; ", problems.subList(0, Math.min(MOST, problems.size())))
            + (more > 0 ? " and " + more + " more" : "")
            + "; found "
            + found());
  }
}
