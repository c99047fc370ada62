/** How slow the first steps of a fresh JVM are, and what helps against it. */
package io.vecurrent.jmh.coldstart;
