/** Networks trained to recognise pictures, whose activations tell how alike two pictures look. */
package org.perdura.metrics.features;
