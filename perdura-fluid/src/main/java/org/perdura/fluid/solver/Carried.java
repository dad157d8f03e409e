package org.perdura.fluid.solver;

/**
 * What is carried along.
 *
 * @param component of the velocity, or {@link Displacements#CENTRES} for density
 * @param old values before, at the source
 * @param once what looking up once gave
 * @param forLeast where the least source value is looked for; forMost likewise
 * @param out the result
 */
record Carried(
    int component, float[] old, float[] once, float[] forLeast, float[] forMost, float[] out) {}
