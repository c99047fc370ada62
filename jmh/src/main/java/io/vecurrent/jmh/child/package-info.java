/** JVMs of their own for what a used one cannot show: starts, pauses, garbage. */
package io.vecurrent.jmh.child;
