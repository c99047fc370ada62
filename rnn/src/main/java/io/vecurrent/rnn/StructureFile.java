package io.vecurrent.rnn;

import io.vecurrent.rnn.layer.Cell;
import io.vecurrent.rnn.layer.Cells;
import io.vecurrent.rnn.layer.ElmanCell;
import io.vecurrent.rnn.safetensors.Safetensors;
import io.vecurrent.rnn.safetensors.SafetensorsWriter;
import io.vecurrent.rnn.safetensors.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a file says of a network's structure: names and shapes of tensors tell layers, directions,
 * sizes and cells; metadata the rest. Files of others need none.
 */
final class StructureFile {
  /** The activations of the vanilla layers, bottom up, or one for all; tanh without. */
  private static final String NONLINEARITY = ModelFile.RESERVED + "nonlinearity";

  /** The cells, bottom up; without, gates tell which one a layer has. */
  private static final String CELLS = ModelFile.RESERVED + "cells";

  private static final String DROPOUT = ModelFile.RESERVED + "dropout";

  /** Whether the head has a bias; true without. */
  private static final String HEAD_BIAS = ModelFile.RESERVED + "head.bias";

  private StructureFile() {}

  /** Writes what shapes do not tell. */
  static void write(Structure structure, SafetensorsWriter writer) {
    String activations =
        structure.layers().stream()
            .filter(LayerSpec::isVanilla)
            .map(layer -> text(layer.nonlinearity()))
            .collect(Collectors.joining(","));
    if (!activations.isEmpty()) {
      writer.metadata(NONLINEARITY, activations);
    }
    List<Cell> cells = structure.layers().stream().map(LayerSpec::cell).toList();
    if (!cells.stream().allMatch(Cells::isToldByGates)) {
      writer.metadata(CELLS, cells.stream().map(Cell::kind).collect(Collectors.joining(",")));
    }
    if (structure.classes() > 0 && !structure.headBias()) {
      writer.metadata(HEAD_BIAS, "false");
    }
    if (structure.dropout() > 0) {
      writer.metadata(DROPOUT, Float.toString(structure.dropout()));
    }
  }

  /** The description; whether all shapes fit together is checked when the tensors are read. */
  static NetworkBuilder read(Safetensors file) throws ModelFormatException {
    String first = Structure.name(Structure.WEIGHT_IH, 0, 0);
    requireNoPrefix(file, first);
    NetworkBuilder builder = new NetworkBuilder(vocabulary(file), matrix(file, first)[1]);
    List<Cell> cells = cells(file);
    boolean bias = false;
    for (int k = 0; k < cells.size(); k++) {
      int hiddenSize = matrix(file, Structure.name(Structure.WEIGHT_HH, k, 0))[1];
      builder.add(cells.get(k), hiddenSize, 1);
      if (has(file, Structure.WEIGHT_IH, k, 1)) {
        builder.bidirectional();
      }
      bias |= has(file, Structure.BIAS_IH, k, 0) || has(file, Structure.BIAS_HH, k, 0);
    }
    if (file.contains(Structure.HEAD_WEIGHT) || file.contains(Structure.HEAD_BIAS)) {
      boolean headBias = !"false".equals(file.metadata().get(HEAD_BIAS));
      builder.linear(matrix(file, Structure.HEAD_WEIGHT)[0], headBias);
    }
    return builder.bias(bias).dropout(dropout(file));
  }

  /** A state_dict of a PyTorch module that has the recurrent layers as an attribute. */
  private static void requireNoPrefix(Safetensors file, String first) throws ModelFormatException {
    if (file.contains(first)) {
      return; // others are left over
    }
    String found =
        file.names().stream().filter(n -> n.endsWith("." + first)).findFirst().orElse(first);
    if (!found.equals(first)) {
      throw new ModelFormatException(
          file.source()
              + ": has "
              + Text.quote(found)
              + ", needs '"
              + first
              + "'; StateDict reads the weights of PyTorch's modules under such names");
    }
  }

  /** 0 without an embedding. */
  private static int vocabulary(Safetensors file) throws ModelFormatException {
    String name = Structure.EMBEDDING_WEIGHT;
    return file.contains(name) ? matrix(file, name)[0] : 0;
  }

  private static boolean has(Safetensors file, String parameter, int layer, int direction) {
    return file.contains(Structure.name(parameter, layer, direction));
  }

  private static List<Cell> cells(Safetensors file) throws ModelFormatException {
    int layers = 1; // what a first one lacks is said where it is read
    while (has(file, Structure.WEIGHT_IH, layers, 0)) {
      layers++;
    }
    List<Cell> named = namedCells(file, layers);
    List<Cell> cells = new ArrayList<>();
    for (int k = 0; k < layers; k++) {
      cells.add(cell(file, k, named.isEmpty() ? Cells.all() : List.of(named.get(k))));
    }
    int vanilla = Collections.frequency(cells, ElmanCell.TANH);
    Iterator<Nonlinearity> activations = activations(file, vanilla).iterator();
    cells.replaceAll(cell -> cell == ElmanCell.TANH ? LayerSpec.vanilla(activations.next()) : cell);
    return cells;
  }

  /** Empty where the file names none. */
  private static List<Cell> namedCells(Safetensors file, int layers) throws ModelFormatException {
    String text = file.metadata().get(CELLS);
    if (text == null) {
      return List.of();
    }
    List<Optional<Cell>> cells = Arrays.stream(text.split(",", -1)).map(Cells::named).toList();
    if (cells.size() != layers || cells.contains(Optional.<Cell>empty())) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + CELLS
              + " must name one of "
              + Cells.names()
              + " for each of the "
              + layers
              + " layers, was "
              + Text.quote(text));
    }
    return cells.stream().map(Optional::orElseThrow).toList();
  }

  /**
   * The one of the candidates that has as many gates as the layer's weights have blocks of rows.
   */
  private static Cell cell(Safetensors file, int layer, List<Cell> candidates)
      throws ModelFormatException {
    String ih = Structure.name(Structure.WEIGHT_IH, layer, 0);
    String hh = Structure.name(Structure.WEIGHT_HH, layer, 0);
    int[] input = matrix(file, ih);
    int[] recurrent = matrix(file, hh);
    for (Cell cell : candidates) {
      if ((long) cell.gates() * recurrent[1] == recurrent[0] && input[0] == recurrent[0]) {
        return cell;
      }
    }
    throw new ModelFormatException(
        file.source()
            + ": "
            + ih
            + " "
            + Arrays.toString(input)
            + " and "
            + hh
            + " "
            + Arrays.toString(recurrent)
            + " do not make a recurrent layer, [gates * hidden, input] and [gates * hidden,"
            + " hidden] with "
            + candidates.stream()
                .map(cell -> cell.gates() + " (" + cell.kind() + ")")
                .collect(Collectors.joining(", "))
            + " gates");
  }

  private static List<Nonlinearity> activations(Safetensors file, int layers)
      throws ModelFormatException {
    String text = file.metadata().getOrDefault(NONLINEARITY, text(Nonlinearity.TANH));
    List<Nonlinearity> activations = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      activations.add(activation(file, name));
    }
    if (activations.size() == 1) {
      return Collections.nCopies(layers, activations.get(0));
    }
    if (activations.size() != layers) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + NONLINEARITY
              + " must name one activation or one for each of the "
              + layers
              + " vanilla layers, was "
              + Text.quote(text));
    }
    return activations;
  }

  /** Where the file tells the activations, layers that were described otherwise must have them. */
  static void requireActivations(Safetensors file, List<LayerSpec> layers)
      throws ModelFormatException {
    List<Nonlinearity> vanilla =
        layers.stream().filter(LayerSpec::isVanilla).map(LayerSpec::nonlinearity).toList();
    boolean isSilent = !file.metadata().containsKey(NONLINEARITY) || vanilla.isEmpty();
    if (!isSilent && !activations(file, vanilla.size()).equals(vanilla)) {
      throw new ModelFormatException(
          file.source()
              + ": "
              + NONLINEARITY
              + " is "
              + Text.quote(file.metadata().get(NONLINEARITY))
              + ", but the modules have "
              + vanilla
              + ": say it with rnn(name, nonlinearity)");
    }
  }

  private static Nonlinearity activation(Safetensors file, String name)
      throws ModelFormatException {
    for (Nonlinearity candidate : Nonlinearity.values()) {
      if (text(candidate).equals(name)) {
        return candidate;
      }
    }
    throw new ModelFormatException(
        file.source() + ": " + NONLINEARITY + " must be tanh or relu, was " + Text.quote(name));
  }

  private static String text(Nonlinearity nonlinearity) {
    return nonlinearity.name().toLowerCase(Locale.ROOT);
  }

  static float dropout(Safetensors file) throws ModelFormatException {
    String text = file.metadata().getOrDefault(DROPOUT, "0");
    try {
      float p = Float.parseFloat(text);
      if (p >= 0 && p < 1) {
        return p;
      }
    } catch (NumberFormatException e) {
      // Reported below, as numbers out of range are.
    }
    throw new ModelFormatException(
        file.source() + ": " + DROPOUT + " must be in [0, 1), was " + Text.quote(text));
  }

  private static int[] matrix(Safetensors file, String name) throws ModelFormatException {
    int[] shape = file.get(name).shape();
    if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
      throw new ModelFormatException(
          file.source() + ": " + name + " must be a matrix, has shape " + Text.shape(shape));
    }
    return shape;
  }
}
