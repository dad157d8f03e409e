/**
 * What makes an experiment repeatable: YAML files (recipes of trainings, scenes of simulations)
 * read strictly into records by {@link org.perdura.recipe.RecipeReader}, and {@link
 * org.perdura.recipe.Chance} that comes from a seed.
 */
package org.perdura.recipe;
