package io.vecurrent.rnn.safetensors;

import io.vecurrent.rnn.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the bytes of a header into a {@link Header}, checking all that the format demands. */
final class HeaderParser {
  private final String source;
  private final int dataLength;

  private HeaderParser(String source, int dataLength) {
    this.source = source;
    this.dataLength = dataLength;
  }

  /**
   * Parses a header.
   *
   * @param bytes the header, from its position to its limit; its position is moved
   * @param dataLength the bytes that follow the header
   * @param source names the file in messages
   * @throws ModelFormatException if the header is not valid or does not fit the data
   */
  static Header parse(ByteBuffer bytes, int dataLength, String source) throws ModelFormatException {
    return new HeaderParser(source, dataLength).parse(bytes);
  }

  private Header parse(ByteBuffer bytes) throws ModelFormatException {
    Map<String, Object> root = json(bytes);
    Map<String, String> metadata = Map.of();
    List<TensorInfo> tensors = new ArrayList<>();
    for (Map.Entry<String, Object> entry : root.entrySet()) {
      if (entry.getKey().equals(Header.METADATA)) {
        metadata = metadata(entry.getValue());
      } else {
        tensors.add(tensor(entry.getKey(), entry.getValue()));
      }
    }
    checkTiling(tensors);
    return new Header(metadata, Collections.unmodifiableList(tensors));
  }

  private Map<String, Object> json(ByteBuffer bytes) throws ModelFormatException {
    // The format demands it, and it keeps byte order marks and other formats out.
    if (!bytes.hasRemaining() || bytes.get(bytes.position()) != '{') {
      String found =
          bytes.hasRemaining()
              ? String.format(Locale.ROOT, "starts with byte 0x%02x", bytes.get(bytes.position()))
              : "is empty";
      throw error("the header " + found + ", needs '{'");
    }
    try {
      return object(JsonParser.parse(utf8(bytes)), "the header");
    } catch (JsonException e) {
      throw new ModelFormatException(source + ": the header is not valid JSON: " + e.getMessage());
    }
  }

  private String utf8(ByteBuffer bytes) throws ModelFormatException {
    int start = bytes.position();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      int at = bytes.position() - start;
      throw new ModelFormatException(
          source + ": the header is not valid UTF-8 at byte " + at + " of the header", e);
    }
  }

  private Map<String, String> metadata(Object value) throws ModelFormatException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object(value, Header.METADATA).entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        String key = Header.METADATA + " entry " + Text.quote(entry.getKey());
        throw error(key + " is " + JsonParser.kind(entry.getValue()) + ", needs a string");
      }
      metadata.put(entry.getKey(), text);
    }
    return Collections.unmodifiableMap(metadata);
  }

  private TensorInfo tensor(String name, Object value) throws ModelFormatException {
    String where = "tensor " + Text.quote(name);
    // Keys that the format does not know are ignored, as its reference implementation does.
    Map<String, Object> entry = object(value, where);
    DType dtype = dtype(member(entry, "dtype", where), where);
    int[] shape = shape(member(entry, "shape", where), where);
    int[] offsets = offsets(member(entry, "data_offsets", where), where);
    long needed = byteCount(shape, dtype, where);
    int found = offsets[1] - offsets[0];
    if (found != needed) {
      throw error(
          String.format(
              Locale.ROOT,
              "%s: data_offsets [%d, %d] hold %d bytes, %s %s needs %d",
              where,
              offsets[0],
              offsets[1],
              found,
              dtype,
              Text.shape(shape),
              needed));
    }
    return new TensorInfo(name, dtype, shape, offsets[0], offsets[1]);
  }

  private DType dtype(Object value, String where) throws ModelFormatException {
    if (!(value instanceof String name)) {
      throw error(where + ": dtype is " + JsonParser.kind(value) + ", needs a string");
    }
    DType dtype = DType.ofName(name);
    if (dtype == null) {
      throw error(
          where
              + ": unknown dtype "
              + Text.quote(name)
              + ", needs one of "
              + Arrays.toString(DType.values()));
    }
    return dtype;
  }

  private int[] shape(Object value, String where) throws ModelFormatException {
    List<?> items = array(value, where + ": shape");
    int[] shape = new int[items.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = number(items.get(i), Integer.MAX_VALUE, where + ": shape[" + i + "]");
    }
    return shape;
  }

  private int[] offsets(Object value, String where) throws ModelFormatException {
    String what = where + ": data_offsets";
    List<?> items = array(value, what);
    if (items.size() != 2) {
      throw error(what + " has " + items.size() + " numbers, needs 2 (begin and end)");
    }
    int begin = offset(items.get(0), what + "[0]");
    int end = offset(items.get(1), what + "[1]");
    if (begin > end) {
      throw error(what + " [" + begin + ", " + end + "] end before they begin");
    }
    return new int[] {begin, end};
  }

  private int offset(Object value, String what) throws ModelFormatException {
    if (value instanceof JsonNumber number && number.wholeNumber(Integer.MAX_VALUE) > dataLength) {
      String problem = outOfRange(number, dataLength, what);
      throw error(problem + ", the bytes behind the header; is the file cut off?");
    }
    return number(value, dataLength, what);
  }

  private static String outOfRange(JsonNumber number, int max, String what) {
    return what + " is " + Text.visible(number.text()) + ", needs a whole number from 0 to " + max;
  }

  private long byteCount(int[] shape, DType dtype, String where) throws ModelFormatException {
    long count = dtype.byteSize();
    for (int dimension : shape) {
      // Below 2^63 as the count is below 2^31 here. A dimension of 0 that follows does not excuse
      // an overflow: the format's reference implementation refuses it too.
      count *= dimension;
      if (count > Integer.MAX_VALUE) {
        throw error(
            where + ": " + dtype + " " + Text.shape(shape) + " needs more than 2147483647 bytes");
      }
    }
    return count;
  }

  private void checkTiling(List<TensorInfo> tensors) throws ModelFormatException {
    List<TensorInfo> sorted = new ArrayList<>(tensors);
    sorted.sort(Comparator.comparingInt(TensorInfo::begin).thenComparingInt(TensorInfo::end));
    String previous = "the start of the data";
    int end = 0;
    for (TensorInfo tensor : sorted) {
      String where = "tensor " + Text.quote(tensor.name());
      if (tensor.begin() != end) {
        String problem = tensor.begin() < end ? "overlaps " : "leaves a hole after ";
        String places = " (begins at byte " + tensor.begin() + ", needs " + end + ")";
        throw error(where + ": " + problem + previous + places);
      }
      previous = where;
      end = tensor.end();
    }
    if (end != dataLength) {
      int rest = dataLength - end;
      throw error(rest + " bytes after " + previous + " belong to no tensor, needs none");
    }
  }

  private Object member(Map<String, Object> entry, String key, String where)
      throws ModelFormatException {
    Object value = entry.get(key);
    if (value == null) {
      throw error(where + ": has no '" + key + "', needs dtype, shape and data_offsets");
    }
    return value;
  }

  @SuppressWarnings("unchecked") // JsonParser makes no other maps
  private Map<String, Object> object(Object value, String what) throws ModelFormatException {
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw error(what + " is " + JsonParser.kind(value) + ", needs an object");
  }

  private List<?> array(Object value, String what) throws ModelFormatException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw error(what + " is " + JsonParser.kind(value) + ", needs an array");
  }

  private int number(Object value, int max, String what) throws ModelFormatException {
    if (!(value instanceof JsonNumber number)) {
      throw error(what + " is " + JsonParser.kind(value) + ", needs a whole number");
    }
    long whole = number.wholeNumber(max);
    if (whole < 0) {
      throw error(outOfRange(number, max, what));
    }
    return (int) whole;
  }

  private ModelFormatException error(String problem) {
    return new ModelFormatException(source + ": " + problem);
  }
}
