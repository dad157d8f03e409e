/**
 * The trainer, written once for all domains: data made ahead, optimisers, averaged weights, logs,
 * curves, checkpoints, exact resume.
 *
 * <p>A directory of a run holds
 *
 * <pre>
 * model.safetensors            the averaged generator, ready to be used
 * log.jsonl                    one JSON object a line: losses, gradient norm, rates, times, validation
 * curves.png                   the same, drawn
 * events.out.tfevents.*        the same, for TensorBoard
 * validation/NAME-000500.png   pictures to look at
 * checkpoints/step-00000500.safetensors   the newest few, to resume from
 * lock                         keeps a second training out
 * </pre>
 */
package org.perdura.adversarial.train;
