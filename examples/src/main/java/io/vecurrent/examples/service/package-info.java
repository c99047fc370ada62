/** Many streams through one model, as a service steps them, and how long they wait. */
package io.vecurrent.examples.service;
