/**
 * Random calls of every public method that takes an array: right against plain loops in double, or
 * refused as documented.
 */
package io.vecurrent.kernels.randomcalls;
