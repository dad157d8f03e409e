/** From a low-res film to a high-res one: models, memory, threads, scenes. */
package org.perdura.video.upscale;
