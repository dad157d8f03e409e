/**
 * The report of an evaluation: one HTML page that needs nothing but itself. {@link
 * org.perdura.metrics.report.EvaluationReport} is the door.
 */
package org.perdura.metrics.report;
