package io.vecurrent.jmh.report.goals;

/**
 * What was tried for figures that were not reached, and what the profile says: of an Intel Xeon
 * with vectors of 512 bits and JDK 25 in November 2026 unless it says otherwise. Profiles are
 * shares of samples by {@code perf record -e cpu-clock}; machine code is that of {@code
 * -XX:CompileCommand=print}.
 */
final class Tried {
  static final String MATVEC =
      """
      n = 64: with 512 bits 64 rows are four chains, one for each output as the contract of equal \
      bits has it; 64 columns times 4 cycles of latency are 66 to 78 ns of the 90. From 256 on the \
      weights come from the second cache. Panels at whole cache lines brought 256 from 3.2 to 1.9 \
      us, four columns in a round from 1.9 to 1.7; eight columns, prefetching and rows in another \
      order brought nothing. The inner loop has no instruction but loads, multiply-adds and a \
      counter.""";

  static final String OPENBLAS =
      """
      n = 8: half a vector of 512 bits is left to scalar chains; n = 64: the four chains of the row \
      above, while sgemv may add up in any order. Tiles of one, two, three, four and eight vectors, \
      in any mixture, are what gives 16 to 40 their 2 and more.""";

  static final String PRODUCTS =
      """
      gemm: ten rows by two panels, 20 accumulators of 32 registers, no spills; 12, 11, 8 rows by \
      two, 7 and 8 by three, 5 and 6 by four panels all ran at 80 to 87 G multiply-adds a second in \
      a loop of their own, ten at 85 to 93 (peak of registers alone: 106). Of the time of 32 x 256 x \
      256, 94 % are in the tiles (32 rows are two tiles of ten and two of six), 4 % copy rows. Tiles \
      read 12 times for 20 multiply-adds, and this machine's first cache gives 1.1 to 1.3 vectors a \
      cycle. Outer product: a is packed by tiles, 256 columns at a time (58 to 72 G); scratch at \
      whole cache lines would add 10 %, but takes half a region of G1 from every thread.""";

  static final String BFLOAT16_MATVEC =
      """
      Each weight needs a shift or a mask before its multiply-add, and both kinds share two ports: at \
      n = 256 and 512 the weights fit the second cache, and arithmetic is the limit (1,240 ns at \
      least for 256 x 256; a read of 32-bit weights takes 1,490). Where they come from memory, 1024, \
      16 bits are 3.9 x as fast. Four columns in a round took 1,270 ns instead of 1,480, but C2 \
      allocated for ever without a profile (116 calls of the Vector API in one loop), so it went. \
      Widening panels to scratch first was slower.""";

  static final String ACTIVATIONS =
      """
      lanewise(EXP) is Intel's SVML here, hand-written assembly with larger errors and other bits \
      than Java's. exp and sigmoid look first whether arguments need a clamp (500 to 310 ns on the \
      machine where that was found), a polynomial of the same degree either way; a degree less would \
      not be monotonic. Division is a fifth of sigmoid. Math.exp is an intrinsic, twice as fast as \
      Math.tanh.""";

  static final String SOFTMAX =
      """
      64 classes are four vectors of 512 bits, and the passes wait for one another: of 60 ns, 27 % \
      are the exponentials, 22 % the sum with its tree of 16 lanes, 16 % the maximum, 5 % the scale. \
      The order of the sum is contract. From 1,024 classes on it is 14 x and more.""";

  static final String STEP =
      """
      n = 16: the product is a chain of 32 multiply-adds (32 ns of some 80) and tanh one of 16 \
      operations and a division (18 ns). In November steps began to work on the caller's state in \
      place, and layers of at most 8,192 weights take both products in one: 95 to 80 ns, n = 64 245 \
      to 210. oneDNN takes 1.1 us for n = 16 here, and ONNX Runtime 2.3; on the machine of the goals \
      they took longer.""";

  static final String FORWARD_LIMIT =
      """
      The limit counts throughput, but a sequence is a chain: at n = 16 a step waits 16 \
      multiply-adds and a tanh, 34 of its 56 ns, at n = 64 64 multiply-adds and a tanh, 90 of 190. \
      Profile of n = 64: 46 % matvec, 28 % input gemm, 15 % tanh, the rest checks and calls. From \
      256 on the rest is what matvec lacks to the read.""";

  static final String FORWARD_PEERS =
      """
      See the row above for what a step waits for. oneDNN generates its code for AVX-512 at run time \
      and sums in several chains; ours are one for each output. 94 % of the samples at n = 256 are \
      in the tiles of matvec and gemm.""";

  static final String BFLOAT16_FORWARD =
      """
      Where the 16-bit matvec gains nothing (256, 512: second cache, see its row), the forward pass \
      can't; at 1024 it is reached.""";

  static final String FORWARD_BACKWARD =
      """
      n = 256: 48 % of the samples are in matvec, 24 % in the outer product, 10 % in gemm. n = 16: a \
      chain of 32 steps there and back, each with its calls; the native call that ours avoids costs \
      little on this machine.""";

  static final String BATCH =
      """
      oneDNN's generated AVX-512 gemm is near the peak, ours at 75 to 85 % of it (see its row): of \
      n = 256 75 % are tiles, 4 % copies of rows, 4 % tanh; of n = 64 65 %, 8 %, 16 %. On a machine \
      of 256 bits (AMD Zen 3) forward was 1.9 x and 1.13 x.""";

  static final String TWO_THREADS =
      """
      Weight gradients are cut by rows, passes by sequences, with five to seven meetings of both \
      threads a step. Two virtual CPUs of one host: two processes with a thread each, which share \
      nothing, reach 1.7 to 1.9 x together there.""";

  static final String ONE_STREAM =
      """
      Every thread owns a share of the units, and they meet once a step, by spinning on a counter: \
      0.2 to 0.4 us, of 1.7 at n = 256. n = 1024 with 4 MiB of weights fits two second caches of 2 MiB \
      just not. Fewer meetings would need the other thread's states a step later.""";

  static final String JDKS =
      """
      Loops of a few instructions that compare: JDK 17 has no registers for masks of 512 bits, and \
      makes a vector of each and back (relu, flush below, relu's gradient, log). With 256 bits all \
      four are within 1.3 x.""";

  static final String LSTM_STEP =
      """
      n = 32: 58 % of the step is the product, the rest gates: sigmoid and two tanh wait for one \
      another (55 ns of latency alone). One product instead of two, states in place, and tanh within \
      the passes of the gates brought 330 to 265 ns. Everything but the sigmoids in one pass is as \
      fast, but too long for C2 without a profile (it allocated).""";

  static final String CELL_LIMITS =
      """
      As for the vanilla network: a step waits for its product, sigmoid and tanh, which the limit \
      counts as if they overlapped. LSTM, n = 64: 54 % matvec, 22 % input gemm, 7 % sigmoid, 6 % \
      tanh and the rest of the gates.""";

  static final String CELL_FORWARD =
      """
      n = 512: 3 and 4 MiB of recurrent weights come from the third cache in every step, for us as \
      for the others: all three wait for the same memory. Weights of 16 bits take a third of the \
      time there.""";

  static final String CELL_BFLOAT16 =
      """
      n = 256: as for the 16-bit matvec, arithmetic is the limit while the weights fit the second \
      cache; n = 512 is reached twice over.""";

  static final String CELL_STEPS =
      """
      n = 16: chains of 32 multiply-adds, sigmoid and tanh are 90 ns by latency alone. See the \
      vanilla step for what was tried; oneDNN takes 1.1 to 1.4 us here.""";

  static final String CELL_BACKWARD =
      """
      LSTM: half of the samples at n = 256 are in matvec, whose 2 MiB of weights, there and back, \
      outgrow the second cache; a fifth in the outer product (see its row).""";

  static final String STREAMS =
      """
      Stepping one by one got faster too: weights of 64 units stay in the first caches, where a \
      matvec runs at 50 to 70 G multiply-adds a second, and a gemm at 75 to 85 can't be 3 x as fast. \
      On a machine whose first cache holds 32 KiB the ratio is higher.""";

  private Tried() {}
}
