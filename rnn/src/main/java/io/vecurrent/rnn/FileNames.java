package io.vecurrent.rnn;

import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;

/** What a network's parameters are called in its file. Immutable. */
final class FileNames {
  /** The names of {@link Parameters}. */
  static final FileNames OWN = new FileNames(List.of(), Map.of());

  /** A line for each module: kind and name. */
  private static final String MODULES = ModelFile.RESERVED + "modules";

  private final List<TorchModule> modules;

  /** By the parameter's own name. */
  private final Map<String, String> names;

  private FileNames(List<TorchModule> modules, Map<String, String> names) {
    this.modules = modules;
    this.names = names;
  }

  /**
   * The names that modules give to the parameters of a structure.
   *
   * @param layers how many layers each module has, 0 where it is not recurrent
   */
  static FileNames of(List<TorchModule> modules, List<Integer> layers, Structure structure) {
    Map<String, String> names = new HashMap<>();
    int layer = 0;
    for (int i = 0; i < modules.size(); i++) {
      TorchModule module = modules.get(i);
      for (int local = 0; local < layers.get(i); local++) {
        for (int d = 0; d < structure.layers().get(layer).directions(); d++) {
          for (String parameter : Structure.RECURRENT) {
            String name = module.parameter(Structure.name(parameter, local, d));
            names.put(Structure.name(parameter, layer, d), name);
          }
        }
        layer++;
      }
      if (module.kind() == TorchModule.Kind.EMBEDDING) {
        names.put(Structure.EMBEDDING_WEIGHT, module.parameter("weight"));
      } else if (module.kind().isLinear()) {
        names.put(Structure.HEAD_WEIGHT, module.parameter("weight"));
        names.put(Structure.HEAD_BIAS, module.parameter("bias"));
      }
    }
    return new FileNames(modules, names);
  }

  /**
   * The names that modules give to the parameters of a network that was not made from them.
   *
   * @throws IllegalArgumentException if it has other modules
   */
  static FileNames fit(List<TorchModule> modules, Structure structure) {
    List<TorchModule> recurrent =
        modules.stream().filter(module -> module.kind().isRecurrent()).toList();
    List<Integer> counts = counts(recurrent.size(), structure);
    List<Integer> layers = new ArrayList<>();
    int first = 0;
    int next = 0;
    boolean embedding = false;
    boolean linear = false;
    boolean bias = false;
    for (TorchModule module : modules) {
      embedding |= module.kind() == TorchModule.Kind.EMBEDDING;
      linear |= module.kind().isLinear();
      bias |= module.kind() == TorchModule.Kind.LINEAR;
      int count = module.kind().isRecurrent() ? counts.get(next++) : 0;
      layers.add(count);
      requireLike(module, structure.layers().subList(first, first + count));
      first += count;
    }
    if (embedding != structure.vocabulary() > 0
        || linear != structure.classes() > 0
        || (linear && bias != structure.headBias())) {
      throw new IllegalArgumentException(
          "network: " + structure + " has other modules than " + modules);
    }
    return of(modules, layers, structure);
  }

  /**
   * How the layers are divided among so many modules: all to one, one to each, as they were when
   * the network was made, or each run of like ones to one.
   */
  private static List<Integer> counts(int modules, Structure structure) {
    List<LayerSpec> layers = structure.layers();
    List<List<Integer>> divisions =
        List.of(
            List.of(layers.size()),
            Collections.nCopies(layers.size(), 1),
            runs(layers, (below, layer) -> !layer.first()),
            runs(layers, LayerSpec::isLike));
    for (List<Integer> counts : divisions) {
      if (counts.size() == modules) {
        return counts;
      }
    }
    throw new IllegalArgumentException(
        "network: " + structure + " does not divide into " + modules + " recurrent modules");
  }

  /** Lengths of runs of layers, each of which goes on from the one below. */
  private static List<Integer> runs(
      List<LayerSpec> layers, BiPredicate<LayerSpec, LayerSpec> goesOn) {
    List<Integer> runs = new ArrayList<>(List.of(1));
    for (int i = 1; i < layers.size(); i++) {
      if (goesOn.test(layers.get(i - 1), layers.get(i))) {
        runs.set(runs.size() - 1, runs.get(runs.size() - 1) + 1);
      } else {
        runs.add(1);
      }
    }
    return runs;
  }

  /** A module has layers of one kind and size. */
  private static void requireLike(TorchModule module, List<LayerSpec> layers) {
    for (LayerSpec layer : layers) {
      if (layer.cell() != module.kind().cell() || !layer.isLike(layers.get(0))) {
        throw new IllegalArgumentException("network: " + module + " does not fit " + layers);
      }
    }
  }

  /** The name of a parameter in the file. */
  String of(String parameter) {
    return names.getOrDefault(parameter, parameter);
  }

  /** Says in the file which modules it holds, so that {@link Network#load} needs no more. */
  void write(SafetensorsWriter writer) {
    if (modules.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (TorchModule module : modules) {
      lines.add(module.kind().name().toLowerCase(Locale.ROOT) + " " + module.name());
    }
    writer.metadata(MODULES, String.join("\n", lines));
  }

  /** The modules that {@link #write} has noted in a file, or null. */
  static StateDict read(Safetensors file) throws ModelFormatException {
    String text = file.metadata().get(MODULES);
    if (text == null) {
      return null;
    }
    try {
      StateDict dict = new StateDict();
      for (String line : text.split("\n", -1)) {
        int space = line.indexOf(' ');
        String kind = line.substring(0, Math.max(0, space)).toUpperCase(Locale.ROOT);
        dict = dict.with(TorchModule.Kind.valueOf(kind), line.substring(space + 1));
      }
      dict.requireRecurrent();
      return dict;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ModelFormatException(
          file.source() + ": " + MODULES + " is not understood: " + Text.quote(text), e);
    }
  }
}
