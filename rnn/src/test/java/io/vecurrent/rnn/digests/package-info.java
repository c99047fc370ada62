/** A program that prints what every operation computes, as one SHA-256 each. */
package io.vecurrent.rnn.digests;
