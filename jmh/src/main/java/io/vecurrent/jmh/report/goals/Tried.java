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
      n = 64: with 512 bits 64 rows are four chains, one for each output as the contract of \
      equal bits has it; 64 columns times 4 cycles of latency are at least 66 of the 90 ns. \
      From 256 on the weights come from the second cache: panels at whole cache lines brought \
      256 from 3.2 to 1.9 us, four columns in a round from 1.9 to 1.7. The inner loop has no \
      instructions but loads, multiply-adds and a counter.""";

  static final String OPENBLAS =
      """
      n = 8: half a vector of 512 bits, which is left to scalar chains. n = 64: the four \
      chains of the row above; a sum in any order may have more. Tiles of one, two, three, \
      four and eight vectors are what gives 16 to 40 their 2 and more.""";

  static final String PRODUCTS =
      """
      gemm: ten rows by two panels, 20 accumulators of 32 registers, no spills, at 85 to 93 G \
      multiply-adds a second in a loop of their own (peak of registers alone: 106); 12, 11 and \
      8 rows by two panels, 7 and 8 by three, 5 and 6 by four all ran at 80 to 87. Of the time \
      of 32 x 256 x 256, 95 % are in the tiles (two of ten rows, two of six), 4 % copy rows. A \
      tile of ten loads 12 times for 20 multiply-adds, and the read probe gets 1.1 to 1.3 \
      vectors a cycle from the first cache. Outer product: packed by tiles, 256 columns at a \
      time (58 to 72 G in a loop of its own); scratch at whole cache lines would add 10 %, but \
      takes half a region of G1 from every thread.""";

  static final String BFLOAT16_MATVEC =
      """
      Each weight needs a shift or a mask beside its multiply-add, and these share two ports: \
      256 x 256 takes 1,240 ns at least, and a read of its 32-bit weights, which come from the \
      second cache, 1,490. From memory (1024) 16 bits are 3.9 x as fast. Four columns in a \
      round took 1,270 ns instead of 1,480, but C2 allocated for ever without a profile (116 \
      calls of the Vector API in one loop), so that went.""";

  static final String ACTIVATIONS =
      """
      tanh is reached. lanewise(EXP) is a native library here, SVML, with other bits than on \
      other machines. exp and sigmoid look first whether any argument needs a clamp, which \
      took a third of the time; a shorter polynomial was no longer monotonic. Sigmoid has a \
      division for each vector.""";

  static final String SOFTMAX =
      """
      64 classes are four vectors of 512 bits, and the passes wait for one another: of 60 ns, \
      27 % are the exponentials, 22 % the sum with its tree of 16 lanes, 16 % the maximum, 5 % \
      the scale, the rest checks and calls. The order of the sum is contract. From 1,024 \
      classes on it is 13 x and more.""";

  static final String STEP =
      """
      n = 16: the product is a chain of 32 multiply-adds (some 33 ns) and tanh a chain of some \
      70 cycles (18 ns). Steps on the caller's state in place, and both products in one where \
      a layer has at most 8,192 weights, brought 95 to 80 ns, of n = 64 245 to 210.""";

  static final String FORWARD_LIMIT =
      """
      The limit counts throughput, but a sequence is a chain: at n = 16 a step waits for 16 \
      multiply-adds and a tanh, 34 of its 56 ns; at n = 64 for 64 multiply-adds and a tanh, 85 \
      of 190. Profile of n = 64: 45 % matvec, 28 % input gemm, 15 % tanh, the rest checks and \
      calls. From 256 on it is what matvec and gemm lack to their own limits.""";

  static final String FORWARD_PEERS =
      """
      See the row above for what a step waits for. n = 256: of the samples of our own code 67 \
      % are in the tile of matvec, 28 % in those of gemm, 3 % in tanh.""";

  static final String BFLOAT16_FORWARD =
      """
      Where the 16-bit matvec gains nothing (256 and 512: second cache, see its row) the \
      forward pass gains nothing either; 1024 is reached.""";

  static final String FORWARD_BACKWARD =
      """
      n = 256: 48 % of the samples of our own code are in matvec, 24 % in the outer product, \
      10 % in gemm; see their rows. n = 16: a chain of 32 steps there and another back.""";

  static final String BATCH =
      """
      oneDNN generates its gemm for AVX-512 at run time; ours runs at 75 to 85 % of the peak \
      (see its row). Of n = 256 82 % are tiles, 5 % copies of rows, 5 % tanh; of n = 64 65 %, \
      8 %, 16 %. On a machine of 256 bits (AMD Zen 3, oneDNN with AVX2) forward was 1.9 x and \
      1.13 x.""";

  static final String TWO_THREADS =
      """
      Two processes of half the batch each take as long together as one alone, so the cores \
      are there. Passes are cut by sequences; weight gradients, which sum over all rows in one \
      order by contract, by units, so that each thread reads rows that the other has just \
      written; and Adam and clipping run on one thread.""";

  static final String ONE_STREAM =
      """
      Every thread owns a share of the units, and they meet once a step. A meeting of two \
      threads takes 140 ns, and the lines with the other's half of the state come after it: \
      copied at once, not as the product gets to them, they brought 256 from 66 to 63 us and \
      512 from 207 to 199. To write one's lines early, so that they are exclusive when the \
      state comes, gained nothing.""";

  static final String JDKS =
      """
      Loops of a few instructions that compare (relu, flush below, relu's gradient, log): JDK \
      17 keeps masks of 512 bits in vectors, not in mask registers, which came later (JEP \
      417). With -XX:UseAVX=2 all four are within 1.2 x.""";

  static final String LSTM_STEP =
      """
      n = 32: 165 of 265 ns are the product; sigmoid, tanh of the candidate, cell and tanh of \
      the cell wait for one another (some 180 cycles). One product instead of two, states in \
      place, and tanh within the passes of the gates brought 330 to 265 ns. All but the \
      sigmoids in one pass was no faster, and too long for C2 without a profile: it allocated.""";

  static final String CELL_LIMITS =
      """
      As for the vanilla network: a step waits for its product, sigmoid and tanh, which the \
      limit counts as if they overlapped. LSTM, n = 64: of our own code 55 % are matvec, 23 % \
      input gemm, 7 % sigmoid, 6 % tanh and the rest of the gates.""";

  static final String CELL_FORWARD =
      """
      n = 512: 3 and 4 MiB of recurrent weights outgrow the second cache and are read in every \
      step, by us as by the others. Weights of 16 bits take a third of the time there.""";

  static final String CELL_BFLOAT16 =
      """
      n = 256: as for the 16-bit matvec, arithmetic is the limit while the weights fit the \
      second cache; n = 512 is reached twice over.""";

  static final String CELL_STEPS =
      """
      n = 16: a chain of 32 multiply-adds, sigmoid and tanh are some 280 cycles, 70 of 130 ns. \
      See the vanilla step for what was tried.""";

  static final String CELL_BACKWARD =
      """
      LSTM, n = 256: half of the samples of our own code are in matvec, whose weights, 1 MiB \
      there and 1 MiB back beside those of the input, outgrow the second cache; a fifth in the \
      outer product (see its row).""";

  static final String STREAMS =
      """
      Products one by one run at 37 G multiply-adds a second (weights of 96 and 128 KiB), a \
      gemm at 75 to 85: 2.2 x at most, and the gates cost the same either way. Ten streams at \
      a time share each load of a weight; what limits the gemm stands in its row.""";

  private Tried() {}
}
