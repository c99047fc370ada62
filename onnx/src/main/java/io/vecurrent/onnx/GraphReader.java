package io.vecurrent.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import io.vecurrent.rnn.ModelFormatException;
import io.vecurrent.rnn.safetensors.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the few messages of onnx.proto that constant weights and attributes take; everything else
 * is skipped. The numbers are those of the fields in onnx.proto.
 */
final class GraphReader {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_OUTPUT = 12;
  private static final int VALUE_NAME = 1;

  private final Wire wire;
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new HashMap<>();
  private boolean hasGraph;

  private GraphReader(Wire wire) {
    this.wire = wire;
  }

  /**
   * Reads a ModelProto.
   *
   * @throws ModelFormatException if the bytes are none
   */
  static Graph read(byte[] file, String source) throws ModelFormatException {
    GraphReader reader = new GraphReader(new Wire(file, source));
    try {
      reader.wire.fields(reader::modelField);
    } catch (ModelFormatException e) {
      throw e;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          source + ": is no ONNX model" + guess(file) + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelFormatException(source + ": cannot be read: " + e.getMessage(), e);
    }
    if (!reader.hasGraph) {
      throw new ModelFormatException(source + ": is no ONNX model: it has no graph");
    }
    return new Graph(source, reader.nodes, reader.outputs, reader.initializers);
  }

  /** What else the bytes may be. */
  private static String guess(byte[] file) {
    boolean isSafetensors = file.length > Long.BYTES && file[Long.BYTES] == '{';
    boolean isZip = file.length > 1 && file[0] == 'P' && file[1] == 'K';
    String torch = ", it looks like torch.save's format; torch.onnx.export writes one";
    return isSafetensors
        ? ", it looks like safetensors, which Network.load and StateDict read"
        : isZip ? torch : "";
  }

  private void modelField(int field) throws IOException {
    if (field != MODEL_GRAPH) {
      wire.skip();
      return;
    }
    if (hasGraph) {
      throw new ModelFormatException(wire.source() + ": is no ONNX model: it has two graphs");
    }
    hasGraph = true;
    wire.message(this::graphField);
  }

  private void graphField(int field) throws IOException {
    switch (field) {
      case GRAPH_NODE -> nodes.add(new NodeFields().read());
      case GRAPH_INITIALIZER -> {
        OnnxTensor tensor = TensorReader.read(wire);
        if (initializers.put(tensor.name(), tensor) != null) {
          throw new ModelFormatException(
              wire.source() + ": has two initializers " + Text.quote(tensor.name()));
        }
      }
      case GRAPH_OUTPUT -> wire.message(this::outputField);
      default -> wire.skip();
    }
  }

  private void outputField(int field) throws IOException {
    if (field == VALUE_NAME) {
      outputs.add(wire.text());
    } else {
      wire.skip();
    }
  }

  /** A NodeProto on its way. */
  private final class NodeFields {
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private String name = "";
    private String operator = "";
    private String domain = "";

    Node read() throws IOException {
      wire.message(this::field);
      boolean own = domain.isEmpty() || domain.equals("ai.onnx");
      return new Node(name, own ? operator : domain + "." + operator, inputs, outputs, attributes);
    }

    private void field(int field) throws IOException {
      switch (field) {
        case 1 -> inputs.add(wire.text());
        case 2 -> outputs.add(wire.text());
        case 3 -> name = wire.text();
        case 4 -> operator = wire.text();
        case 5 -> {
          Attribute attribute = new AttributeFields().read();
          if (attributes.put(attribute.name(), attribute) != null) {
            throw new ModelFormatException(
                wire.source() + ": a node has two attributes " + Text.quote(attribute.name()));
          }
        }
        case 7 -> domain = wire.text();
        default -> wire.skip();
      }
    }
  }

  /** An AttributeProto on its way. */
  private final class AttributeFields {
    private final List<String> texts = new ArrayList<>();
    private final List<Long> integers = new ArrayList<>();
    private String name = "";
    private float number;
    private long integer;
    private String text = "";
    private OnnxTensor tensor;
    private int floats;

    Attribute read() throws IOException {
      wire.message(this::field);
      return new Attribute(name, number, integer, text, tensor, texts, integers, floats);
    }

    private void field(int field) throws IOException {
      switch (field) {
        case 1 -> name = wire.text();
        case 2 -> number = wire.floating();
        case 3 -> integer = wire.number();
        case 4 -> text = wire.looseText();
        case 5 -> tensor = TensorReader.read(wire);
        case 7 -> floats += wire.fixed(Float.BYTES).length / Float.BYTES;
        case 8 ->
            wire.numbers(
                number -> {
                  wire.count();
                  integers.add(number);
                });
        case 9 -> texts.add(wire.looseText());
        default -> wire.skip();
      }
    }
  }
}
