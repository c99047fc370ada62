/**
 * Benchmarks of the kernels and of the recurrent network, in pairs: the library's vector form, the
 * plain loop that a Java programmer would write, the fastest loop that the JIT vectorises by
 * itself, and the library forced to its scalar back end. {@link io.vecurrent.jmh.BenchmarkRunner}
 * runs them in the order of the plan and writes the report; what else is measured are {@code
 * Measurements}.
 */
package io.vecurrent.jmh;
