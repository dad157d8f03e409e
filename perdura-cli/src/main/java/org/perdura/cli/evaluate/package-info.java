/** What {@code perdura evaluate} compares with what, and how it tells the figures. */
package org.perdura.cli.evaluate;
