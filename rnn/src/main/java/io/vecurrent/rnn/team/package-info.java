/** Threads of the caller's that compute one thing together. */
package io.vecurrent.rnn.team;
