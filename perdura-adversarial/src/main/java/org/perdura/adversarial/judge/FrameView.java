package org.perdura.adversarial.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.perdura.adversarial.Rollout;
import org.perdura.nn.Tensor;

/**
 * Single frames: {@code [frame | condition]}. It looks at the frames that a {@link TripletView}
 * with the same settings has in the middle, so that the two can be compared.
 */
record FrameView(ViewSettings settings, UnaryOperator<Tensor> enlarge) implements View {

  @Override
  public Tensor of(Rollout rollout, List<Tensor> frames) {
    var exhibit = new Exhibit(settings, enlarge, rollout, frames);
    var looks = new ArrayList<Tensor>();
    int first = Math.min(1, frames.size() - 1);
    int last = Math.max(first, frames.size() - 2); // a triplet has no middle beyond
    for (int t = first; t <= last; t += settings.every()) {
      Tensor frame = exhibit.still(exhibit.frame(t));
      looks.add(
          settings.conditional()
              ? Tensor.cat(1, frame, exhibit.still(exhibit.condition(t)))
              : frame);
      exhibit.nextLook();
    }
    return Tensor.cat(0, looks);
  }

  @Override
  public int inputs(int channels, int conditionChannels) {
    return channels + (settings.conditional() ? conditionChannels : 0);
  }
}
