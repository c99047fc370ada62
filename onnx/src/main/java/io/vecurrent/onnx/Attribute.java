package io.vecurrent.onnx;

import java.util.List;

/**
 * What an AttributeProto says, as far as recurrent operators have such attributes.
 *
 * @param name the attribute's name
 * @param number field {@code f}
 * @param integer field {@code i}
 * @param text field {@code s}
 * @param tensor field {@code t}, or null
 * @param texts field {@code strings}
 * @param integers field {@code ints}
 * @param floats how many {@code floats} there are
 */
record Attribute(
    String name,
    float number,
    long integer,
    String text,
    OnnxTensor tensor,
    List<String> texts,
    List<Long> integers,
    int floats) {}
