package io.vecurrent.jmh.report.goals;

/**
 * What was tried for figures that were not reached, and what the profile says: of an AMD Zen 5 core
 * (48 KiB and 1 MiB of cache, 4.0 GHz) with vectors of 512 bits and JDK 25 in November 2026, and
 * where it says so of an Intel Xeon (Sapphire Rapids or later, 2 MiB). Profiles are shares of
 * samples by {@code perf record -e cpu-clock}; machine code is that of {@code
 * -XX:CompileCommand=print}.
 */
final class Tried {
  static final String MATVEC =
      """
      n = 64: with 512 bits 64 rows are four chains, one for each output as the contract \
      of equal bits has it; 64 columns times 4 cycles of latency are 64 of the 76 ns. 256 \
      comes from the second cache, eight panels of four columns each at a time, at 165 \
      GB/s; additions alone in that order get 184. Tried: 1, 2 and 8 columns a round (no \
      difference), four panels (2,100 ns instead of 1,600: too few chains), sixteen (the \
      read alone drops to 116 GB/s), panels of 64 rows and panels further apart (1,420 \
      instead of 1,490 ns), of 128 rows, one after the other as the memory has them (2,030), \
      transparent huge pages (no difference). 100 and 112 are tiles of three and four vectors \
      one after the other; all in one of eight, the last one repeated, were a tenth faster \
      at 100, but a tile that may do so is a fifth slower at 128. Intel Xeon: \
      panels at whole cache lines brought 256 from 3.2 to 1.9 us, four columns in a round \
      to 1.7. The inner loop has no instructions but loads, multiply-adds and a counter.""";

  static final String OPENBLAS =
      """
      n = 40, 64: a chain for each output takes 40 and 64 ns (4 cycles a column) of 47 and \
      77; a sum in any order may have more chains. n = 20: 20 of 26 ns. n = 8: half a \
      vector of 512 bits, which is left to scalar chains.""";

  static final String PRODUCTS =
      """
      Outer product of 32 steps: 98 to 106 G multiply-adds a second (77 to 83 % of the \
      peak) from one JVM to the next, 112 to 116 with 128 steps: each tile loads and \
      stores its part of C, which comes from the second cache, for 32 steps of work. \
      C at whole cache lines, which Java does not promise, would bring 3 to 5 %. Tried: to \
      touch the next tile's part of C early (94 to 97 G), to clear C row by row just before (no \
      difference), scratch at whole cache lines (no difference; Intel Xeon: 10 %). gemm: ten rows by two panels, 20 \
      accumulators of 32 registers, no spills: 115 to 121 G of 128. Intel Xeon: 12, 11 and \
      8 rows by two panels, 7 and 8 by three, 5 and 6 by four all ran at 80 to 87 G of \
      106.""";

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
      64 classes are four vectors of 512 bits, and the passes wait for one another: the \
      maximum, the exponentials, their sum with its tree of 16 lanes, whose order is \
      contract, a division, the scale. The maximum as integers brought 41.5 to 34.5 ns (JDK \
      17: 46 to 40.5), and 1,024 classes from 335 to 260 (480 to 305).""";

  static final String STEP =
      """
      n = 16: the product is a chain of 32 multiply-adds of 4 cycles (32 ns) and tanh one \
      of some 70 cycles (18 ns), together 50 of 66 ns. Steps on the caller's state in \
      place, and both products in one where a layer has at most 8,192 weights, brought 95 \
      to 80 ns on an Intel Xeon. n = 256: 512 KiB of weights from the second cache; rows \
      there and back, one step after the other, brought 3.05 to 2.65 us. All of it at the \
      read's 184 GB/s would be 2.85.""";

  static final String FORWARD_LIMIT =
      """
      The limit counts throughput, but a sequence is a chain: at n = 16 a step waits for \
      16 multiply-adds, a tanh and two stores that are read again at once, some 157 cycles \
      or 39 of its 54 ns; at n = 64 for 64 multiply-adds and a tanh, 85 of 150. Profile of \
      n = 64 (Intel Xeon): 45 % matvec, 28 % input gemm, 15 % tanh, the rest checks and \
      calls, which mostly run beside the chain. From 256 on it is what matvec and gemm \
      lack to their own limits.""";

  static final String FORWARD_PEERS =
      """
      See the row above for what a step waits for: at n = 16 8 x would be 22 ns a step. n \
      = 256: 18 us are the input gemm, at 91 % of the peak, and 51 us 32 reads of 256 KiB \
      at 165 GB/s; 1.45 x would be 247 GB/s, 62 bytes a cycle, where the read probe gets \
      46. oneDNN reads as fast as we do here.""";

  static final String BFLOAT16_FORWARD =
      """
      The input gemm is the same with weights of either size: 18 of 46 us at n = 256, 285 \
      of 990 at 1024, whose 2 MiB of 16-bit weights come from the third cache at 105 GB/s. \
      Rows there and back (n = 512: 216 to 190 us) gain nothing at 1024.""";

  static final String FORWARD_BACKWARD =
      """
      n = 256: gemm 18, matvecs there and back 102, outer products 42 of 175 to 195 us; \
      see their rows. Rows of large weights there and back brought n = 512 from 790 to 730 \
      us. n = 16: a chain of 32 steps there and another back.""";

  static final String BATCH =
      """
      Forward, n = 256: the gemms of both halves alone take 1,049 us at the peak of \
      registers, oneDNN takes 1,210 (87 %), so that 1.25 x is beyond the machine; n = 64: \
      66 us, oneDNN 117, ours 100. oneDNN generates its gemm for AVX-512 at run time; ours \
      runs at 79 % (n = 64) to 91 % of the peak with 32 rows. Of n = 256 82 % are tiles, 5 \
      % copies of rows, 5 % tanh; of n = 64 65 %, 8 %, 16 % (Intel Xeon). On a machine of \
      256 bits (AMD Zen 3, oneDNN with AVX2) forward was 1.9 x and 1.13 x.""";

  static final String TWO_THREADS =
      """
      1.80, 1.81 and 1.80 x in three JVMs of a loop of our own on a quiet machine (an hour \
      before 1.62, 1.62 and 1.80): forward 1.71 to 1.77, backward 1.90, loss 1.8. Packing \
      the changed weights (80 us), Adam (96) and clipping (17) run on one thread, 4 % of the \
      5.4 ms. Passes are cut by sequences; weight gradients, which sum over all rows in one \
      order by contract, by units, so that each thread reads rows that the other has just \
      written. Tried: rows of all products cut by sequences too, so that a thread goes on \
      with what it has written, and weights packed by both: neither made a difference. Two \
      processes with a gemm each are as fast as one.""";

  static final String ONE_STREAM =
      """
      n = 512: 33 of 145 us are the input gemm, halved; half the weights, 512 KiB, take \
      2.85 us a step at the read's 184 GB/s, so that 1.4 x is the most here. Every thread \
      owns a share of the units, and they meet once a step: 140 ns, and the lines with the \
      other's half of the state come after it: copied at once, not as the product gets to \
      them, they brought 256 from 66 to 63 us and 512 from 207 to 199 (Intel Xeon). To \
      write one's lines early, so that they are exclusive when the state comes, gained \
      nothing.""";

  static final String JDKS =
      """
      Loops of a few instructions that compare: JDK 17 keeps masks of 512 bits in vectors, \
      not in mask registers, which came later (JEP 417). relu, gradients, optimisers and \
      what becomes 0 below a threshold compare by integers, which brought Adam from 305 to \
      170 ns there (JDK 25: 190 to 150), RMSprop from 230 to 140, relu from 93 to 62; log \
      looks first whether anything needs a comparison (350 to 200; 205 to 135). tanh's bound by \
      integers: 180 instead of 256 ns in a loop of its own, but in a network C2 then allocated \
      a vector a round.""";

  static final String LSTM_STEP =
      """
      n = 8: chains of 16 multiply-adds and 180 cycles of gates are 60 of 92 ns, each vector \
      half empty. n = 32: 165 of 265 ns are the product; sigmoid, tanh of the candidate, cell and tanh of \
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
      n = 256: three quarters of the time are reads of 768 KiB and 1 MiB of weights a \
      step, by us as by the others; n = 512: 3 and 4 MiB. Rows there and back brought GRU \
      of 512 from 1,330 to 1,100 us and LSTM from 1,880 to 1,550. Weights of 16 bits take \
      half the time.""";

  static final String CELL_BFLOAT16 =
      """
      GRU, n = 256: of 168 us some 54 are the input gemm at 91 % of the peak, and 68 would \
      be 32 reads of 384 KiB at 184 GB/s.""";

  static final String CELL_STEPS =
      """
      n = 16: a chain of 32 multiply-adds, sigmoid and tanh are some 300 cycles, 75 of 100 \
      to 108 ns. n = 64: 96 and 128 KiB of weights come from the second cache in 520 and \
      700 ns of 780 and 1,000. n = 256: rows there and back brought GRU from 14.8 to 11.7 \
      us and LSTM from 21.0 to 17.4. See the vanilla step for what else was tried.""";

  static final String CELL_BACKWARD =
      """
      LSTM, n = 256: half of the samples of our own code are in matvec, whose weights, 1 \
      MiB there and 1 MiB back beside those of the input, fill the second cache; a fifth \
      in the outer product (see its row). Rows there and back brought 815 to 755 us, LSTM \
      of 512 from 4,450 to 4,130.""";

  static final String STREAMS =
      """
      64 single steps of a GRU take 50 us; the gemms of the same work take 12 at the peak \
      of registers. At n = 64 a gemm runs at 79 % of the peak: each of its tiles works for \
      64 columns only between its first loads and its last stores. The gates cost the same \
      either way.""";

  private Tried() {}
}
