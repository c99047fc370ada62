/** A model that was made in PyTorch, at work in Java. */
package io.vecurrent.examples.tagger;
