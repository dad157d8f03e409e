package org.perdura.grid.io;

import org.perdura.grid.GridSize;

/**
 * What a file's header tells.
 *
 * @param format with its variant: {@code uni MNT3}, {@code npz float64}
 * @param note who wrote it, in free words; empty if unknown. At most some 250 characters
 * @param time when it was written, in milliseconds since 1970; 0 if unknown
 */
public record GridInfo(String format, GridType type, GridSize size, String note, long time) {}
