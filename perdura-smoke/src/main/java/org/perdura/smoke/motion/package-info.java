/** Where smoke's motion comes from: its velocity. */
package org.perdura.smoke.motion;
