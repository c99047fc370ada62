/**
 * What this machine can do at most: how fast it reads memory and how many multiply-adds it performs
 * a second. Every kernel's time is shown as a share of these limits, so nothing here uses the
 * library's own code.
 */
package io.vecurrent.jmh.roofline;
