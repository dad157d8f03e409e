/** {@code perdura doctor}: what this machine has, and whether Perdura works on it. */
package org.perdura.cli.doctor;
