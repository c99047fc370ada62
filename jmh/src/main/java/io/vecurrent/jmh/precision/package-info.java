/** What weights of less precision change in the outputs of a trained model. */
package io.vecurrent.jmh.precision;
