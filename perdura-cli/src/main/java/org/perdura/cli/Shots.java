package org.perdura.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.perdura.cli.render.Shot;
import org.perdura.grid.GridSize;
import org.perdura.grid.picture.Moments;
import org.perdura.grid.picture.SmokeView;

/** What is drawn one after the other, and how each is looked at. */
final class Shots {

  private Shots() {}

  /**
   * Of a film or of pictures.
   *
   * @param numbers of the frames, at least one
   * @param finest of the sequences' grids
   */
  static List<Shot> film(List<Integer> numbers, ViewOptions viewing, GridSize finest) {
    FullTurn turn = viewing.turn();
    if (turn == null) {
      SmokeView view = viewing.view(finest, 0);
      return numbers.stream().map(number -> new Shot(number, view)).toList();
    }
    var shots = new ArrayList<Shot>();
    int frames = numbers.size();
    for (int i = 0; i < turn.film(frames); i++) {
      double degrees = turn.degrees(i, frames);
      shots.add(new Shot(numbers.get(i % frames), viewing.view(finest, degrees)));
    }
    return shots;
  }

  /**
   * Of a sheet: moments spread over the frames, and over the turn if there is one.
   *
   * @param most moments that are shown
   */
  static List<Shot> sheet(List<Integer> numbers, int most, ViewOptions viewing, GridSize finest) {
    FullTurn turn = viewing.turn();
    List<Integer> moments =
        turn != null && numbers.size() == 1
            ? Collections.nCopies(most, numbers.get(0))
            : Moments.spread(numbers.size(), most).stream().map(numbers::get).toList();
    var shots = new ArrayList<Shot>();
    for (int i = 0; i < moments.size(); i++) {
      double degrees = turn == null ? 0 : 360.0 * i / moments.size();
      shots.add(new Shot(moments.get(i), viewing.view(finest, degrees)));
    }
    return shots;
  }

  /** What stands beside a sheet's rows: the frames, or how far the camera has gone around one. */
  static List<String> names(List<Shot> rows) {
    var names = new ArrayList<String>();
    for (int i = 0; i < rows.size(); i++) {
      names.add(
          aroundOne(rows)
              ? "%.0f degrees".formatted(360.0 * i / rows.size())
              : "frame " + rows.get(i).number());
    }
    return names;
  }

  /** What pictures are numbered by: their frames, or from 0 around a single one. */
  static long[] numbers(List<Shot> shots) {
    return aroundOne(shots)
        ? LongStream.range(0, shots.size()).toArray()
        : shots.stream().mapToLong(Shot::number).toArray();
  }

  private static boolean aroundOne(List<Shot> shots) {
    return shots.size() > 1 && shots.get(0).number() == shots.get(1).number();
  }
}
