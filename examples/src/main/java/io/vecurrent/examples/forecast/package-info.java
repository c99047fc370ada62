/** A monthly series forecast by a two-layer LSTM, beside simpler ways. */
package io.vecurrent.examples.forecast;
