/**
 * A domain of one's own, from outside: foam on a river. docs/own-domain.md tells the story; what it
 * quotes is compared with these files.
 */
package org.perdura.adversarial.example;
