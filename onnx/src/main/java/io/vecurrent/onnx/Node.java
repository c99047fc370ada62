package io.vecurrent.onnx;

import io.vecurrent.rnn.safetensors.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a NodeProto says: one use of an operator.
 *
 * @param name the node's name; may be empty
 * @param operator the operator's name, with its domain where that is not ONNX's own
 * @param inputs names of values; empty for an optional input that is left out
 * @param outputs names of values; empty for an output that is left out
 * @param attributes by name
 */
record Node(
    String name,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {
  private static final Set<String> RECURRENT = Set.of("RNN", "GRU", "LSTM");

  boolean isRecurrent() {
    return RECURRENT.contains(operator);
  }

  boolean is(String wanted) {
    return operator.equals(wanted);
  }

  /** The name of input {@code index}; empty if it is left out. */
  String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /** The name of output {@code index}; empty if it is left out. */
  String output(int index) {
    return index < outputs.size() ? outputs.get(index) : "";
  }

  long integer(String attribute, long otherwise) {
    return attributes.containsKey(attribute) ? attributes.get(attribute).integer() : otherwise;
  }

  float number(String attribute, float otherwise) {
    return attributes.containsKey(attribute) ? attributes.get(attribute).number() : otherwise;
  }

  String text(String attribute, String otherwise) {
    return attributes.containsKey(attribute) ? attributes.get(attribute).text() : otherwise;
  }

  /** The node's own name, or that of its first output, which is unique. */
  String label() {
    return name.isEmpty() ? output(0) : name;
  }

  /** Operator and label, for messages. */
  String title() {
    return Text.visible(operator) + " " + Text.quote(label());
  }
}
