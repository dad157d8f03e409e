/** What can be wrong with a roll-out, each as a formula with its source. */
package org.perdura.adversarial.loss;
