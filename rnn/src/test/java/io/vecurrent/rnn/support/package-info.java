/** What the tests of several packages share. */
package io.vecurrent.rnn.support;
