/** What the tests of the kernels share. */
package io.vecurrent.kernels.support;
