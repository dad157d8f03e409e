package org.perdura.recipe;

import java.util.Map;

/**
 * A recipe read from YAML.
 *
 * @param name its file's name without ending
 * @param value the record it was bound to
 * @param flat every key, joined by dots, and its value as text; overrides and defaults included
 */
public record Recipe<T>(String name, T value, Map<String, String> flat) {}
