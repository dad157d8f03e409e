package org.perdura.metrics.report;

import java.util.List;
import org.perdura.media.Frame;

/**
 * One frame of all films of a scene, 8 bits a sample and of one size.
 *
 * @param number counted from 0 in the film
 * @param results in the order of the evaluation
 */
record Moment(int number, Frame truth, List<Frame> results) {}
