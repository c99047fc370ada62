package io.vecurrent.jmh.coldstart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A class path of jar files only, as a deployed service has: the JDK archives no others. */
final class Jars {
  private Jars() {}

  /** Packs the folders of a class path. */
  static List<Path> pack(List<Path> classPath, Path target) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        Path jar = target.resolve(jars.size() + ".jar");
        packFolder(entry, jar);
        jars.add(jar);
      } else {
        jars.add(entry);
      }
    }
    return jars;
  }

  private static void packFolder(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(folder)) {
      for (Path source : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
        String name = folder.relativize(source).toString();
        out.putNextEntry(new JarEntry(name.replace(source.getFileSystem().getSeparator(), "/")));
        Files.copy(source, out);
      }
    }
  }
}
