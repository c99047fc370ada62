package io.vecurrent.kernels.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** A valid call of a public method, and what is known of its parameters, so as to break them. */
public final class Call {
  /** What a parameter is; {@code number} means something else for each. */
  public enum Kind {
    /** {@code number} floats are needed. */
    ARRAY,
    /** Of the array of the same name. */
    OFFSET,
    /** {@code number} is the least that is allowed. */
    SIZE,
    /** Of the array of the same name; {@code number} is the least that is allowed. */
    STRIDE,
    /** Anything. */
    VALUE
  }

  /** How two arrays must relate. */
  public enum Relation {
    APART,
    SAME_OR_APART,
    DIFFERENT_ARRAYS
  }

  /** One parameter with a valid value. */
  public record Parameter(Kind kind, String name, Object value, int number) {}

  /** Two arrays, by name. */
  public record Pair(String first, String second, Relation relation) {}

  private final Class<?> owner;
  private final Object target;
  private final String name;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  private Call(Class<?> owner, Object target, String name) {
    this.owner = owner;
    this.target = target;
    this.name = name;
  }

  public static Call of(Class<?> owner, String name) {
    return new Call(owner, null, name);
  }

  public static Call on(Object target, String name) {
    return new Call(target.getClass(), target, name);
  }

  /** An array with room for exactly {@code needed} floats from {@code offset}, and its offset. */
  public Call array(String array, int needed, int offset) {
    return bare(array, needed, offset).add(Kind.OFFSET, array, offset, 0);
  }

  /** The same without an offset of its own. */
  public Call bare(String array, int needed, int offset) {
    float[] values = new Rng(parameters.size()).floats(offset + needed, 0.1f, 1f);
    return add(Kind.ARRAY, array, values, needed);
  }

  public Call offset(String array, int value) {
    return add(Kind.OFFSET, array, value, 0);
  }

  public Call size(String label, int value, int minimum) {
    return add(Kind.SIZE, label, value, minimum);
  }

  public Call stride(String array, int value, int width) {
    return add(Kind.STRIDE, array, value, width);
  }

  public Call value(Object value) {
    return add(Kind.VALUE, "", value, 0);
  }

  public Call pair(String first, String second, Relation relation) {
    pairs.add(new Pair(first, second, relation));
    return this;
  }

  private Call add(Kind kind, String parameter, Object value, int number) {
    parameters.add(new Parameter(kind, parameter, value, number));
    return this;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  public List<Pair> pairs() {
    return pairs;
  }

  public Object target() {
    return target;
  }

  public int indexOf(Kind kind, String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind() == kind && parameters.get(i).name().equals(parameter)) {
        return i;
      }
    }
    throw new IllegalArgumentException(kind + " " + parameter);
  }

  /** Fresh copies of the valid arguments. */
  public Object[] arguments() {
    return parameters.stream()
        .map(p -> p.value() instanceof float[] array ? array.clone() : p.value())
        .toArray();
  }

  public Method method() {
    Class<?>[] types =
        parameters.stream()
            .map(Parameter::value)
            .map(
                value ->
                    value instanceof Integer
                        ? int.class
                        : value instanceof Float ? float.class : value.getClass())
            .toArray(Class<?>[]::new);
    try {
      return owner.getMethod(name, types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the method throws; null if nothing. */
  public Throwable invoke(Object[] arguments) {
    try {
      method().invoke(target, arguments);
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return Facade.key(method());
  }
}
