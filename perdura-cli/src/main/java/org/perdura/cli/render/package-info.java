/** Smoke drawn side by side, with labels: films, pictures and sheets of moments. */
package org.perdura.cli.render;
