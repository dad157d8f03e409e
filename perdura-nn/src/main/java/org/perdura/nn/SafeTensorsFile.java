package org.perdura.nn;

import java.util.Map;

/**
 * What a .safetensors file holds.
 *
 * @param tensors by name, in the order of the file's header
 * @param metadata what the writer said about them
 */
public record SafeTensorsFile(Map<String, Tensor> tensors, Map<String, String> metadata) {}
