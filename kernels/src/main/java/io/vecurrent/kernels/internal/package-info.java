/** Argument checks, shared with the other modules of the project. */
package io.vecurrent.kernels.internal;
