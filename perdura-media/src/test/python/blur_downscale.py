"""Writes the reference of BlurDownscaleTest: needs OpenCV (4.6 was used) and NumPy.

usage: blur_downscale.py FOLDER
"""

import sys

import cv2
import numpy as np

rng = np.random.default_rng(1)
for width, height in [(50, 37), (24, 16), (5, 3)]:
    high = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    # Black and white noise: where rounding and saturation show.
    left = width // 2
    high[:, :left] = rng.integers(0, 2, (height, left, 3)) * 255
    low = np.ascontiguousarray(cv2.GaussianBlur(high, (13, 13), 1.5)[::4, ::4])
    high.tofile(f"{sys.argv[1]}/blur_{width}x{height}_high.rgb")
    low.tofile(f"{sys.argv[1]}/blur_{width}x{height}_low.rgb")
