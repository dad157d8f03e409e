package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Alignment;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * Three frames in a row, the outer two moved to the time of the middle one, so that detail that
 * stays where it belongs looks the same in all three (Xie et al. 2018, section 4.2; Chu et al.
 * 2020, section 3.1).
 *
 * <p>Temporal: {@code [3 aligned frames | condition of the middle]}. Spatio-temporal: {@code [3
 * frames | 3 aligned frames | 3 conditions]}.
 */
record TripletView(ViewSettings settings, UnaryOperator<Tensor> enlarge) implements View {

  @Override
  public Tensor of(Rollout rollout, List<Tensor> frames) {
    if (frames.size() < ViewSettings.TRIPLET) {
      throw new IllegalArgumentException(
          "temporal judge: a roll-out of " + frames.size() + " frames; must be three or more");
    }
    var exhibit = new Exhibit(settings, enlarge, rollout, frames);
    Alignment alignment = rollout.alignment().detached();
    var looks = new ArrayList<Tensor>();
    for (int t = 1; t + 1 < frames.size(); t += settings.every()) {
      looks.add(look(exhibit, alignment, t));
      exhibit.nextLook();
    }
    return Tensor.cat(0, looks);
  }

  private Tensor look(Exhibit exhibit, Alignment alignment, int middle) {
    var parts = new ArrayList<Tensor>();
    var aligned = new ArrayList<Tensor>();
    for (int t = middle - 1; t <= middle + 1; t++) {
      Tensor frame = exhibit.frame(t);
      parts.add(exhibit.still(frame));
      aligned.add(exhibit.aligned(alignment.align(frame, t, middle)));
    }
    boolean both = settings.kind() == ViewSettings.Kind.SPATIO_TEMPORAL;
    if (!both) {
      parts.clear();
    }
    if (settings.differences()) {
      aligned.set(0, aligned.get(0).sub(aligned.get(1)));
      aligned.set(2, aligned.get(2).sub(aligned.get(1)));
    }
    parts.addAll(aligned);
    if (settings.conditional()) {
      int reach = both ? 1 : 0;
      for (int t = middle - reach; t <= middle + reach; t++) {
        parts.add(exhibit.still(exhibit.condition(t)));
      }
    }
    return Tensor.cat(1, parts);
  }

  @Override
  public int inputs(int channels, int conditionChannels) {
    boolean both = settings.kind() == ViewSettings.Kind.SPATIO_TEMPORAL;
    int frames = ViewSettings.TRIPLET * channels * (both ? 2 : 1);
    return settings.conditional()
        ? frames + conditionChannels * (both ? ViewSettings.TRIPLET : 1)
        : frames;
  }
}
