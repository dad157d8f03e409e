package org.perdura.adversarial.example;

import java.util.List;
import org.perdura.adversarial.judge.JudgeSettings;
import org.perdura.adversarial.train.TrainerSettings;
import org.perdura.recipe.Default;

/**
 * One experiment: a YAML file is read into it.
 *
 * @param width channels of the generator
 * @param sequences in a batch
 * @param frames of a sequence
 * @param content weight of the content loss
 * @param judges none, one or several
 */
record FoamRecipe(
    TrainerSettings training,
    @Default("16") int width,
    @Default("4") int sequences,
    @Default("6") int frames,
    @Default("0.1") double content,
    @Default("[]") List<JudgeSettings> judges) {}
