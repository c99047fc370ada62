package io.vecurrent.rnn.digests;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of the big-endian bits of numbers; every NaN counts as the same. */
final class Digest {
  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    for (float value : values) {
      bytes.putInt(Float.floatToIntBits(value));
    }
    sha.update(bytes.array());
  }

  void add(float[]... arrays) {
    for (float[] array : arrays) {
      add(array);
    }
  }

  void add(double value) {
    sha.update(ByteBuffer.allocate(Double.BYTES).putLong(Double.doubleToLongBits(value)).array());
  }

  void add(int value) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  /** The digest of all that was added; starts anew. */
  String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
