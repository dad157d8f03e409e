package org.perdura.cli.render;

import org.perdura.grid.picture.SmokeView;

/**
 * A frame, and how it is looked at.
 *
 * @param number the frame's
 */
public record Shot(int number, SmokeView view) {}
