#!/usr/bin/env python3
"""Writes the figures of two made-up films as numpy, OpenCV and PyTorch count them, for the tests of org.perdura.metrics.

Run it with any Python that has them (made with numpy 1.24, OpenCV 4.6, PyTorch 1.13), from this folder:
    python3 make_film_fixtures.py ../resources/org/perdura/metrics/films.properties

The films are drawn with whole numbers only, so that the tests draw the same ones (MadeUpFilm).
"""

import sys

import cv2
import numpy as np
import torch
import torch.nn.functional as F

WIDTH, HEIGHT, FRAMES = 100, 84, 3
WORD = 0xFFFFFFFF


def mixed(x, y, c):
    v = (x * 374761393 + y * 668265263 + c * 2246822519) & WORD
    v = ((v ^ (v >> 13)) * 1274126177) & WORD
    return (v ^ (v >> 16)) & 0xFF


def texture(x, y, c):
    """Bilinear between random numbers 8 pixels apart; x and y in eighths of a pixel."""
    cx, cy, fx, fy = x >> 6, y >> 6, x & 63, y & 63
    top = mixed(cx, cy, c) * (64 - fx) + mixed(cx + 1, cy, c) * fx
    bottom = mixed(cx, cy + 1, c) * (64 - fx) + mixed(cx + 1, cy + 1, c) * fx
    return (top * (64 - fy) + bottom * fy) >> 12


def frame(shift_x, shift_y, noise):
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            for c in range(3):
                v = texture(8 * x + shift_x + 8000, 8 * y + shift_y + 8000, c)
                v += (mixed(x, y, 7 + c + shift_x) % (2 * noise + 1)) - noise
                pixels[y, x, c] = min(max(v, 0), 255)
    return pixels


def crop(a):
    h, w = (a.shape[0] - 16) // 32 * 32, (a.shape[1] - 16) // 32 * 32
    y, x = (a.shape[0] - h) // 2, (a.shape[1] - w) // 2
    return a[y:y + h, x:x + w]


def luma(a):
    rgb = a.astype(np.float64) / 255
    return 16 + 65.481 * rgb[..., 0] + 128.553 * rgb[..., 1] + 24.966 * rgb[..., 2]


def psnr(result, truth):
    return 20 * np.log10(255 / np.sqrt(np.mean((luma(result) - luma(truth)) ** 2)))


def ssim(result, truth):
    """Each window by itself."""
    a, b = luma(result), luma(truth)
    span = a.max() - a.min()
    c1, c2 = (0.01 * span) ** 2, (0.03 * span) ** 2
    values = []
    for y in range(a.shape[0] - 6):
        for x in range(a.shape[1] - 6):
            p, q = a[y:y + 7, x:x + 7].ravel(), b[y:y + 7, x:x + 7].ravel()
            cov = np.cov(p, q, ddof=1)
            values.append((2 * p.mean() * q.mean() + c1) * (2 * cov[0, 1] + c2)
                          / ((p.mean() ** 2 + q.mean() ** 2 + c1) * (cov[0, 0] + cov[1, 1] + c2)))
    return np.mean(values)


def grey(a):
    return cv2.cvtColor(a, cv2.COLOR_RGB2GRAY)


def flow(a, b):
    return cv2.calcOpticalFlowFarneback(grey(a), grey(b), None, 0.5, 3, 15, 3, 5, 1.2, 0)


def tof(result_flow, truth_flow):
    return np.sqrt(np.sum((crop(result_flow) - crop(truth_flow)) ** 2, axis=-1)).mean()


def low(a):
    return np.ascontiguousarray(cv2.GaussianBlur(a, (13, 13), 1.5)[::4, ::4])


def sample(picture, x, y):
    """picture [h, w, c] at positions in pixels."""
    h, w, _ = picture.shape
    grid = torch.stack([torch.from_numpy(x) * 2 / (w - 1) - 1, torch.from_numpy(y) * 2 / (h - 1) - 1], -1)[None]
    source = torch.from_numpy(picture.astype(np.float64)).permute(2, 0, 1)[None]
    return F.grid_sample(source, grid, "bilinear", "border", align_corners=True)[0].permute(1, 2, 0).numpy()


def t_diff(result_before, result, truth_before, truth):
    backward = flow(low(truth), low(truth_before))
    y, x = np.meshgrid(np.arange(HEIGHT, dtype=np.float64), np.arange(WIDTH, dtype=np.float64), indexing="ij")
    high = 4 * sample(backward, x / 4, y / 4)
    moved = sample(result_before, x + high[..., 0], y + high[..., 1])
    return 100 * np.abs(crop(result.astype(np.float64)) - crop(moved)).mean() / 255


truth = [frame(11 * t, 5 * t, 0) for t in range(FRAMES)]
result = [frame(11 * t + (6 if t % 2 else 0), 5 * t, 12) for t in range(FRAMES)]
with open(sys.argv[1], "w") as out:
    out.write("# Written by make_film_fixtures.py.\n")

    def put(name, value):
        out.write("%s=%.9g\n" % (name, value))

    put("grey.sum", grey(result[1]).astype(np.int64).sum())
    put("flow.x", crop(flow(truth[0], truth[1]))[..., 0].mean())
    put("flow.y", crop(flow(truth[0], truth[1]))[..., 1].mean())
    for t in range(FRAMES):
        put("psnr.%d" % t, psnr(crop(result[t]), crop(truth[t])))
        put("ssim.%d" % t, ssim(crop(result[t]), crop(truth[t])))
        if t:
            put("tof.%d" % t, tof(flow(result[t - 1], result[t]), flow(truth[t - 1], truth[t])))
            put("tdiff.%d" % t, t_diff(result[t - 1], result[t], truth[t - 1], truth[t]))
            put("tdiff.truth.%d" % t, t_diff(truth[t - 1], truth[t], truth[t - 1], truth[t]))
