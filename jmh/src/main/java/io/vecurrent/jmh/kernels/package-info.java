/** One benchmark class for each kernel. */
package io.vecurrent.jmh.kernels;
