/** A network together with its alphabet: as a file, and as a source of new text. */
package io.vecurrent.examples.model;
