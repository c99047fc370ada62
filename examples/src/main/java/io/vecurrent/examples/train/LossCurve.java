package io.vecurrent.examples.train;

import java.util.ArrayList;
import java.util.List;

/** How the loss went down: points of the smoothed training loss and of the held-out loss. */
public final class LossCurve {
  /** Characters read so far and bits per character. */
  public record Point(long characters, double bits) {}

  private final List<Point> training = new ArrayList<>();
  private final List<Point> heldOut = new ArrayList<>();

  void addTraining(long characters, double bits) {
    training.add(new Point(characters, bits));
  }

  void addHeldOut(long characters, double bits) {
    heldOut.add(new Point(characters, bits));
  }

  /** The training loss, averaged over the last steps. */
  public List<Point> training() {
    return List.copyOf(training);
  }

  /** The held-out loss of the averaged weights. */
  public List<Point> heldOut() {
    return List.copyOf(heldOut);
  }

  /** The last held-out loss. */
  public double lastHeldOut() {
    return heldOut.get(heldOut.size() - 1).bits();
  }
}
