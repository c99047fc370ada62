/** The scalar back end, and the float32 functions that define the bits of both. */
package io.vecurrent.kernels.scalar;
