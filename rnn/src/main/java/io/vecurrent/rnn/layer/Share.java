package io.vecurrent.rnn.layer;

import io.vecurrent.rnn.team.Team;

/** One member's part of a computation that a team shares; alone, it is the whole. */
public final class Share {
  /** Of a thread on its own. */
  public static final Share ALL = new Share(null, 0);

  private final Team team;
  private final int member;
  private final int size;

  /** The part of {@code member} of a team; of member 0 of one where the team is null. */
  public Share(Team team, int member) {
    this.team = team;
    this.member = member;
    this.size = team == null ? 1 : team.size();
  }

  /** Whether nobody else takes part. */
  public boolean isAlone() {
    return size == 1;
  }

  /** Waits for the others. */
  public void await() {
    if (team != null) {
      team.await(member);
    }
  }

  /** The place of this member's first sequence: parts have about as many steps. */
  public int firstSequence(Steps steps) {
    return steps.cut(member, size);
  }

  /** One behind the last. */
  public int endOfSequences(Steps steps) {
    return steps.cut(member + 1, size);
  }

  /** The first of {@code count} things that is this member's. */
  public int from(int count) {
    return from(count, 1);
  }

  /** One behind the last. */
  public int to(int count) {
    return to(count, 1);
  }

  /** As {@link #from(int)}, in blocks of {@code granule} that stay together. */
  public int from(int count, int granule) {
    int blocks = (count + granule - 1) / granule;
    return Math.min(count, (int) ((long) blocks * member / size) * granule);
  }

  /** One behind the last. */
  public int to(int count, int granule) {
    int blocks = (count + granule - 1) / granule;
    return Math.min(count, (int) ((long) blocks * (member + 1) / size) * granule);
  }
}
