package io.vecurrent.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vecurrent.rnn.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Protobuf fields of a file that may be damaged or hostile. */
final class Wire {
  /** Messages and strings of a file, of which each takes a hundred bytes or two: 16 MB in all. */
  private static final int MOST_OBJECTS = 1 << 16;

  private final String source;
  private final CodedInputStream in;
  private int objects;
  private int tag;

  Wire(byte[] file, String source) {
    this.source = source;
    this.in = CodedInputStream.newInstance(file);
    in.enableAliasing(true);
  }

  /** What takes a field apart; called with the number of each field of a message. */
  interface Fields {
    /** Reads the field, or calls {@link Wire#skip}. */
    void read(int field) throws IOException;
  }

  String source() {
    return source;
  }

  /** Reads the fields of the whole file. */
  void fields(Fields fields) throws IOException {
    for (tag = in.readTag(); tag != 0; tag = in.readTag()) {
      fields.read(WireFormat.getTagFieldNumber(tag));
    }
  }

  /** Reads the fields of a message that is a field itself. */
  void message(Fields fields) throws IOException {
    count();
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int end = in.pushLimit(in.readRawVarint32());
    fields(fields);
    in.popLimit(end);
  }

  void skip() throws IOException {
    in.skipField(tag);
  }

  String text() throws IOException {
    count();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString();
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(
          source
              + ": is no ONNX model: a text before byte "
              + in.getTotalBytesRead()
              + " is no UTF-8",
          e);
    }
  }

  /** A text that the format does not require to be UTF-8: what is not is replaced. */
  String looseText() throws IOException {
    count();
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** A view of the file's bytes. */
  ByteBuffer bytes() throws IOException {
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readByteBuffer();
  }

  long number() throws IOException {
    require(WireFormat.WIRETYPE_VARINT);
    return in.readRawVarint64();
  }

  float floating() throws IOException {
    require(WireFormat.WIRETYPE_FIXED32);
    return in.readFloat();
  }

  /** Where a repeated number goes. */
  interface Numbers {
    /** Takes the next number. */
    void add(long number) throws IOException;
  }

  /** One number, or a packed block of them. */
  void numbers(Numbers target) throws IOException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      target.add(in.readRawVarint64());
      return;
    }
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int end = in.pushLimit(in.readRawVarint32());
    while (!in.isAtEnd()) {
      target.add(in.readRawVarint64());
    }
    in.popLimit(end);
  }

  /** One number of 4 or 8 bytes, or a packed block of them, as bytes. */
  byte[] fixed(int size) throws IOException {
    int single = size == 4 ? WireFormat.WIRETYPE_FIXED32 : WireFormat.WIRETYPE_FIXED64;
    if (WireFormat.getTagWireType(tag) == single) {
      return in.readRawBytes(size);
    }
    require(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readByteArray();
  }

  /** Counts an object that the file makes. */
  void count() throws ModelFormatException {
    objects++;
    if (objects > MOST_OBJECTS) {
      throw new ModelFormatException(
          source + ": has more than " + MOST_OBJECTS + " nodes, tensors, names and values");
    }
  }

  private void require(int wireType) throws ModelFormatException {
    if (WireFormat.getTagWireType(tag) != wireType) {
      throw new ModelFormatException(
          source
              + ": is no ONNX model: field "
              + WireFormat.getTagFieldNumber(tag)
              + " near byte "
              + in.getTotalBytesRead()
              + " has wire type "
              + WireFormat.getTagWireType(tag)
              + ", needs "
              + wireType);
    }
  }
}
