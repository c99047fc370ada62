package io.vecurrent.rnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vecurrent.rnn.optim.Adam;
import io.vecurrent.rnn.optim.Clipping;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flight Recorder sees no thread wait, sleep, start another one, read or write while it steps. */
@Tag("once")
class RecordedEventsTest {
  private static final String[] EVENTS = {
    "jdk.JavaMonitorEnter",
    "jdk.JavaMonitorWait",
    "jdk.ThreadPark",
    "jdk.ThreadSleep",
    "jdk.ThreadStart",
    "jdk.FileRead",
    "jdk.FileWrite",
    "jdk.FileForce",
    "jdk.SocketRead",
    "jdk.SocketWrite"
  };

  private static final int ROUNDS = 300;
  private static final int TIME = 4;
  private static final int BATCH = 3;

  @TempDir private Path folder;

  private interface Work {
    void run() throws Exception;
  }

  /** The events of the calling thread while it works. */
  private Set<String> events(Work work) throws Exception {
    Set<String> names = new TreeSet<>();
    for (RecordedEvent event : recorded(work)) {
      String who = event.getEventType().getName().equals("jdk.ThreadStart") ? "parentThread" : null;
      RecordedThread thread = who == null ? event.getThread() : event.getThread(who);
      if (thread != null && thread.getJavaName().equals(Thread.currentThread().getName())) {
        names.add(event.getEventType().getName());
      }
    }
    return names;
  }

  private List<RecordedEvent> recorded(Work work) throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      for (String event : EVENTS) {
        recording.enable(event).withThreshold(Duration.ZERO);
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  /**
   * The new file before its rename, with its length; without, a power cut could leave the new name
   * and no content. Then the folder, which holds the name.
   */
  @Test
  void savingForcesTheNewFileAndItsFolderToTheDisk() throws Exception {
    Path model = folder.resolve("model.safetensors");
    Network network = Network.builder(2).rnn(3).seed(1).build();
    List<RecordedEvent> forced =
        recorded(() -> network.save(model)).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
            .filter(event -> String.valueOf(event.getString("path")).startsWith(folder.toString()))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    assertTrue(forced.get(0).getString("path").endsWith(".tmp"), forced.toString());
    assertTrue(forced.get(0).getBoolean("metaData"), forced.toString());
    boolean forcesFolders = !System.getProperty("os.name").startsWith("Windows");
    assertEquals(forcesFolders ? 2 : 1, forced.size(), forced.toString());
    if (forcesFolders) {
      assertEquals(folder.toString(), forced.get(1).getString("path"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stepsAndTrainingAreQuiet(Kind kind) throws Exception {
    Network network = kind.network(7, 20, 5);
    Workspace workspace = network.workspace(TIME, BATCH);
    Stepper stepper = kind.canStream() ? network.stepper() : null;
    State state = network.newState(BATCH);
    State one = network.newState();
    float[] x = Data.floats(1, TIME * BATCH * 7);
    int[] targets = Data.targets(2, TIME * BATCH, 5);
    float[] output = new float[5];
    float[] gradients = network.newGradients();
    Adam adam = new Adam(network.parameters(), 1e-3f);
    Work work =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            if (stepper != null) {
              stepper.step(x, one, output);
            }
            Sampling.draw(output, 0, output.length, 1f, 0.5);
            network.forward(x, TIME, BATCH, state, workspace);
            SoftmaxCrossEntropy.of(workspace, targets);
            network.backward(workspace, gradients);
            Clipping.byGlobalNorm(gradients, 1f);
            adam.step(network.parameters(), gradients);
          }
        };
    // Classes are loaded from files.
    work.run();
    assertEquals(Set.of(), events(work));
  }

  /** The canary. */
  @Test
  void whatIsNotQuietIsSeen() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Set<String> seen =
        events(
            () -> {
              LockSupport.parkNanos(1);
              Thread other = new Thread(() -> {});
              other.start();
              other.join();
              read(file);
            });
    for (String event : Set.of("jdk.ThreadPark", "jdk.ThreadStart", "jdk.FileRead")) {
      assertTrue(seen.contains(event), event + " is not in " + seen);
    }
  }

  private static void read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      assertEquals('t', in.read());
    }
  }
}
