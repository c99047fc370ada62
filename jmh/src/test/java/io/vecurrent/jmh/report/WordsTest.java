package io.vecurrent.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void namesBecomeWords() {
    assertEquals("outer product", Words.of("OuterProduct"));
    assertEquals("forward + backward", Words.of("ForwardBackwardPeers"));
    assertEquals("ONNX Runtime", Words.of("onnxruntime"));
  }

  @Test
  void cellsKeepTheirNames() {
    assertEquals("LSTM forward + backward", Words.of("LstmForwardBackwardPeers"));
    assertEquals("GRU step", Words.of("GruStep"));
  }
}
