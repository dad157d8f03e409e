#!/usr/bin/env python3
"""Writes small densities and what scipy counts of them, for the tests of org.perdura.metrics.smoke.

Run it with any Python that has numpy and scipy (made with numpy 2.4 and scipy 1.17), from this folder:
    python3 make_smoke_fixtures.py ../resources/org/perdura/metrics/smoke

For a flat and a solid grid: KIND_truth_N.npz and KIND_result_N.npz, frames 0 and 1; KIND_velocity_0.npz, staggered and
low-res; in figures.properties the figures of frame 1.
"""

import os
import sys

import numpy as np
from scipy.fft import dctn
from scipy.ndimage import gaussian_filter, map_coordinates, uniform_filter

OUT = sys.argv[1]
FACTOR = 4
RANDOM = np.random.default_rng(7)


def fields(shape):
    """Two frames of truth and of result, and a low-res velocity, [z, y, x(, 3)]."""
    sigma = [0 if n == 1 else 1.2 for n in shape]
    frames = []
    for _ in range(4):
        noise = gaussian_filter(RANDOM.standard_normal(shape), sigma, mode="nearest")
        frames.append(np.clip(0.4 + 0.8 * noise / noise.std() * 0.5, 0, 1.1))
    frames[1] = 0.7 * frames[0] + 0.3 * frames[1]
    frames[2] = 0.8 * frames[0] + 0.2 * frames[2]
    frames[3] = 0.8 * frames[1] + 0.2 * frames[3]
    for frame in frames:
        frame[..., : shape[2] // 2 - 2] = 0  # without any smoke
    low = tuple(max(1, n // FACTOR) for n in shape)
    velocity = 0.4 * RANDOM.standard_normal(low + (3,))
    if shape[0] == 1:
        velocity[..., 2] = 0
    return [f.astype(np.float32) for f in frames], velocity.astype(np.float32)


def axes(x):
    return [a for a in range(3) if x.shape[a] > 1]


def look_up(values, places, order=1):
    """At places among the samples, one array for each axis."""
    return map_coordinates(values, places, order=order, mode="nearest", prefilter=False)


def down(x):
    sigma = [FACTOR / 3.5449 if n > 1 else 0 for n in x.shape]
    blurred = gaussian_filter(x, sigma, mode="nearest", radius=[4 if n > 1 else 0 for n in x.shape])
    lines = [np.arange(n // FACTOR) * FACTOR + 1.5 if n > 1 else np.zeros(1) for n in x.shape]
    return look_up(blurred, np.meshgrid(*lines, indexing="ij"))


def cubic_along(x, axis):
    """Keys' kernel with a = -0.5, written as its two pieces."""
    n = x.shape[axis]
    out = []
    for o in range(n * FACTOR):
        place = (o + 0.5) / FACTOR - 0.5
        total = 0
        for i in range(int(np.floor(place)) - 1, int(np.floor(place)) + 3):
            d = abs(place - i)
            w = 1.5 * d**3 - 2.5 * d**2 + 1 if d <= 1 else -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
            total = total + w * np.take(x, min(max(i, 0), n - 1), axis)
        out.append(total)
    return np.stack(out, axis)


def fine(x):
    low = down(x)
    for axis in axes(x):
        low = cubic_along(low, axis)
    return x - low


def at_centres(low, shape):
    """Components x, y, z of a low-res staggered velocity at high-res centres, high-res cells per step."""
    out = []
    for c in range(3):
        axis = 2 - c
        lines = []
        for a, n in enumerate(shape):
            if n == 1:
                lines.append(np.zeros(1))
            elif a == axis:
                lines.append(np.arange(n) / FACTOR)
            else:
                lines.append((np.arange(n) + 0.5) / FACTOR - 0.5)
        faces = FACTOR * look_up(low[..., c], np.meshgrid(*lines, indexing="ij"))
        if shape[axis] > 1:
            above = np.take(faces, np.minimum(np.arange(shape[axis]) + 1, shape[axis] - 1), axis)
            faces = (faces + above) / 2
        out.append(faces)
    return out


def advect(x, velocity):
    k, j, i = np.meshgrid(*[np.arange(n, dtype=float) for n in x.shape], indexing="ij")
    return look_up(x, [k - velocity[2], j - velocity[1], i - velocity[0]])


def ssim(a, b):
    size = [7 if n > 1 else 1 for n in a.shape]
    n = np.prod(size)
    mean = lambda v: uniform_filter(v, size)
    ma, mb = mean(a), mean(b)
    va, vb, cov = (n / (n - 1) * v for v in (mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb))
    s = (2 * ma * mb + 1e-4) * (2 * cov + 9e-4) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))
    inside = tuple(slice(3, -3) if m > 1 else slice(None) for m in a.shape)
    occupied = (np.maximum(a, b) > 0.01)[inside]
    return s[inside].mean(), s[inside][occupied].mean()


def gradient(x):
    inside = tuple(slice(1, -1) if n > 1 else slice(None) for n in x.shape)
    return np.sqrt(sum(np.gradient(x, axis=a) ** 2 for a in axes(x)))[inside].mean()


def spectrum(x):
    power = dctn(x, type=2, norm="ortho") ** 2 / x.size
    waves = [np.arange(n) / (2 * n) for n in x.shape]
    k, j, i = np.meshgrid(*waves, indexing="ij")
    bins = np.floor(max(x.shape) * np.sqrt(i**2 + j**2 + k**2) + 0.5).astype(int)
    return np.bincount(bins.ravel(), power.ravel()) / np.bincount(bins.ravel())


def save(name, x):
    np.savez_compressed(os.path.join(OUT, name), x.astype(np.float32))


lines = []
for kind, shape in (("flat", (1, 24, 32)), ("solid", (12, 16, 20))):
    (t0, t1, r0, r1), low = fields(shape)
    for name, x in (("truth_0", t0), ("truth_1", t1), ("result_0", r0), ("result_1", r1)):
        save(f"{kind}_{name}", x[..., None])
    save(f"{kind}_velocity_0", low)
    t0, t1, r0, r1, low = (x.astype(np.float64) for x in (t0, t1, r0, r1, low))
    u = at_centres(low, shape)
    fr0, fr1, ft0, ft1 = fine(r0), fine(r1), fine(t0), fine(t1)
    all_cells, occupied = ssim(r1, t1)
    sr, st = spectrum(r1), spectrum(t1)
    last, first = max(shape) // 2, max(shape) // 8 + 1
    ratio = np.abs(np.log10(sr / st))
    figures = {
        "psnr": -10 * np.log10(((r1 - t1) ** 2).mean()),
        "ssim": all_cells,
        "ssim-occupied": occupied,
        "fine-error": ((fr1 - ft1) ** 2).sum() / (ft1**2).sum(),
        "temporal-error": 100 * np.abs((r1 - r0) - (t1 - t0)).mean(),
        "temporal-error-advected": 100 * np.abs((r1 - advect(r0, u)) - (t1 - advect(t0, u))).mean(),
        "coherence-fine": np.abs(fr1 - advect(fr0, u)).mean() / np.abs(fr1).mean(),
        "mass-error": abs(r1.sum() - t1.sum()) / t1.sum(),
        "gradient-ratio": gradient(r1) / gradient(t1),
        "spectrum-error": ratio[1:last + 1].mean(),
        "spectrum-error-fine": ratio[first:last + 1].mean(),
    }
    lines += [f"{kind}.{name} = {value:.9g}" for name, value in figures.items()]
with open(os.path.join(OUT, "figures.properties"), "w") as f:
    f.write("# Written by make_smoke_fixtures.py\n" + "\n".join(lines) + "\n")
