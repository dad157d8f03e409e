package org.perdura.cli.render;

import java.io.IOException;
import java.util.List;
import org.perdura.grid.ScalarField;
import org.perdura.grid.Slabs;
import org.perdura.media.FrameWriter;

/**
 * Sequences of smoke drawn beside each other: a film, pictures or a sheet.
 *
 * @param panels a column for each sequence; as many moments go onto one picture as there are rows
 */
public record SmokeDrawing(ComparedSmoke smoke, Panels panels) {

  /** Told how far it has come; what it throws ends the drawing. */
  @FunctionalInterface
  public interface Step {

    /**
     * So many moments are drawn.
     *
     * @param done 0 before the first
     */
    void at(int done) throws IOException;
  }

  /**
   * Draws all and finishes what is written.
   *
   * @param shots a multiple of the panels' rows
   * @throws IOException one line: a frame cannot be read, or the picture cannot be written
   */
  public void write(List<Shot> shots, FrameWriter writer, Slabs slabs, Step step)
      throws IOException {
    Canvas canvas = null;
    ScalarField density = null;
    for (int i = 0; i < shots.size(); i++) {
      Shot shot = shots.get(i);
      boolean again = i > 0 && smoke.count() == 1 && shot.number() == shots.get(i - 1).number();
      step.at(i);
      int row = i % panels.rows();
      canvas = row == 0 ? panels.blank() : canvas;
      for (int column = 0; column < smoke.count(); column++) {
        density = again ? density : smoke.read(column, shot.number());
        var picture =
            shot.view().draw(density, panels.pictureWidth(), panels.pictureHeight(), slabs);
        panels.draw(canvas, picture, row, column);
      }
      if (row == panels.rows() - 1) {
        writer.write(canvas.frame(i / panels.rows(), 1));
      }
    }
    step.at(shots.size());
    writer.finish();
  }
}
