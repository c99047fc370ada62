/** The vector back end: the only package that uses {@code jdk.incubator.vector}. */
package io.vecurrent.kernels.vector;
