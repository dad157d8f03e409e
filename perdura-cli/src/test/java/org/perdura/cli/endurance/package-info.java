/**
 * The program as its users run it, in processes of its own, on bad days: killed, interrupted, on
 * full disks, with input that is not whole.
 */
package org.perdura.cli.endurance;
