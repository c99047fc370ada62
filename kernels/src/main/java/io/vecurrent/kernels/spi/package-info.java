/** What a back end implements. Arguments arrive checked; nothing here is exported. */
package io.vecurrent.kernels.spi;
