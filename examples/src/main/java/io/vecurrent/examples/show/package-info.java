/** What the user sees: progress, the loss curve, the machine. */
package io.vecurrent.examples.show;
