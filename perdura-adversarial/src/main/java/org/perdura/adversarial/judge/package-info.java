/** Discriminators: what they are shown, their networks, their losses, how they learn. */
package org.perdura.adversarial.judge;
