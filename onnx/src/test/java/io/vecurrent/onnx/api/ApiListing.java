package io.vecurrent.onnx.api;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What other modules can name of a module: the public types of its exported packages, and their
 * public and protected members, one a line, in a stable order.
 */
final class ApiListing {
  /** What a caller cannot see: whether a method is synchronized, say. */
  private static final int VISIBLE =
      Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

  private ApiListing() {}

  /** The lines for the module that a class comes from. */
  static List<String> of(Class<?> anyClass) throws Exception {
    Path location = Path.of(anyClass.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleReference module = ModuleFinder.of(location).findAll().iterator().next();
    List<String> lines = new ArrayList<>();
    lines.add("module " + module.descriptor().name());
    for (Class<?> type : exportedTypes(module)) {
      lines.add("");
      lines.add(type(type));
      members(type).forEach(member -> lines.add("  " + member));
    }
    return lines;
  }

  private static List<Class<?>> exportedTypes(ModuleReference module) throws Exception {
    List<String> names;
    try (ModuleReader reader = module.open();
        Stream<String> entries = reader.list()) {
      names =
          entries
              .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .sorted()
              .toList();
    }
    List<Class<?>> types = new ArrayList<>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, ApiListing.class.getClassLoader());
      if (isExported(module.descriptor(), type.getPackageName()) && isVisible(type)) {
        types.add(type);
      }
    }
    return types;
  }

  private static boolean isExported(ModuleDescriptor descriptor, String packageName) {
    return descriptor.exports().stream()
        .anyMatch(exports -> !exports.isQualified() && exports.source().equals(packageName));
  }

  private static boolean isVisible(Class<?> type) {
    boolean reachable = type.getEnclosingClass() == null || isVisible(type.getEnclosingClass());
    return reachable && isVisible(type.getModifiers()) && !type.isSynthetic();
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String type(Class<?> type) {
    StringBuilder line = new StringBuilder(modifiers(type.getModifiers(), type));
    line.append(type.isSealed() ? "sealed " : "");
    line.append(kind(type)).append(' ').append(type.getName()).append(parameters(type));
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
      line.append(" extends ").append(name(parent));
    }
    Type[] interfaces = type.getGenericInterfaces();
    if (interfaces.length > 0) {
      line.append(type.isInterface() ? " extends " : " implements ").append(names(interfaces));
    }
    return line.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  /** Fields, constructors and methods, each sorted; those of invisible parents are inherited. */
  private static List<String> members(Class<?> type) {
    TreeSet<String> fields = new TreeSet<>();
    TreeSet<String> constructors = new TreeSet<>();
    TreeSet<String> methods = new TreeSet<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers()) && !constructor.isSynthetic()) {
        constructors.add(executable(constructor, type.getSimpleName()));
      }
    }
    Class<?> owner = type;
    do {
      for (Field field : owner.getDeclaredFields()) {
        if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
          fields.add(field(field));
        }
      }
      for (Method method : owner.getDeclaredMethods()) {
        boolean implied = isEnumTable(method);
        if (isVisible(method.getModifiers()) && !method.isSynthetic() && !implied) {
          methods.add(
              executable(method, name(method.getGenericReturnType()) + " " + method.getName()));
        }
      }
      owner = owner.getSuperclass();
    } while (owner != null && !isVisible(owner));
    return Stream.of(fields, constructors, methods).flatMap(TreeSet::stream).toList();
  }

  /** What every enum has. */
  private static boolean isEnumTable(Method method) {
    boolean table = method.getName().equals("values") || method.getName().equals("valueOf");
    return table && method.getDeclaringClass().isEnum();
  }

  private static String field(Field field) {
    String line = modifiers(field.getModifiers(), field.getDeclaringClass());
    line += name(field.getGenericType()) + " " + field.getName();
    boolean inlined = field.getType().isPrimitive() || field.getType() == String.class;
    boolean constant = Modifier.isStatic(field.getModifiers()) && inlined;
    return constant ? line + " = " + value(field) : line;
  }

  private static Object value(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String executable(Executable executable, String what) {
    StringBuilder line = new StringBuilder();
    line.append(executable.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "");
    line.append(modifiers(executable.getModifiers(), executable.getDeclaringClass()));
    String parameters = parameters(executable);
    line.append(parameters).append(parameters.isEmpty() ? "" : " ").append(what);
    line.append(
        Arrays.stream(executable.getParameters())
            .map(ApiListing::parameter)
            .collect(Collectors.joining(", ", "(", ")")));
    if (executable.getExceptionTypes().length > 0) {
      line.append(" throws ").append(names(executable.getGenericExceptionTypes()));
    }
    return line.toString();
  }

  private static String parameter(Parameter parameter) {
    String name = name(parameter.getParameterizedType());
    return parameter.isVarArgs() ? name.substring(0, name.length() - 2) + "..." : name;
  }

  /** Type parameters with their bounds. */
  private static String parameters(GenericDeclaration declaration) {
    if (declaration.getTypeParameters().length == 0) {
      return "";
    }
    return Arrays.stream(declaration.getTypeParameters())
        .map(parameter -> parameter.getName() + " extends " + names(parameter.getBounds()))
        .collect(Collectors.joining(", ", "<", ">"));
  }

  private static String modifiers(int modifiers, Class<?> owner) {
    // All that an interface has is public and most of it abstract; enums and records are final.
    boolean implied = owner.isInterface() || owner.isEnum() || owner.isRecord();
    int shown = modifiers & VISIBLE & ~(implied ? Modifier.ABSTRACT | Modifier.FINAL : 0);
    return Modifier.toString(shown) + (shown == 0 ? "" : " ");
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(ApiListing::name).collect(Collectors.joining(", "));
  }

  private static String name(Type type) {
    return type.getTypeName().replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
  }
}
