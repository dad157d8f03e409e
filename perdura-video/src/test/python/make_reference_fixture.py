#!/usr/bin/env python3
"""Writes what the generators of perdura-video should compute, as an implementation of its own in PyTorch computes it.

Run it with any Python that has PyTorch and numpy (made with PyTorch 1.13 and numpy 1.24):
    python3 make_reference_fixture.py ../resources/org/perdura/video/model

The weights are not stored: both sides draw them (FNet alone has 7 MB of them). Tensor number i of the network, its
names in alphabetical order, takes the numbers of splitmix64 with seed i (Java's SplittableRandom): the upper 24 bits
as a number from -1 to 1, times the bound of He's uniform initialisation, for biases times 0.1.

Upsampling is written out from the formulas, sample by sample; everything else is PyTorch's own. Pictures are in
[0, 1] and low-res sample i lies at high-res position 4i.
"""

import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

OUT = sys.argv[1]
torch.manual_seed(7)
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def write_safetensors(name, tensors):
    """The format by hand: length of the header, header, data."""
    header, data, offset = {}, [], 0
    for key, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.numpy().astype(np.float32))
        header[key] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + array.nbytes]}
        data.append(array.tobytes())
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(OUT, name + ".safetensors"), "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(data))


# ---------------------------------------------------------------- weights


def splitmix64(seed, count):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def draw(shapes):
    weights = {}
    for seed, name in enumerate(sorted(shapes)):
        shape = shapes[name]
        unit = (splitmix64(seed, int(np.prod(shape))) >> np.uint64(40)).astype(np.float64) / 2**23 - 1
        bound = 0.1 if len(shape) == 1 else (6 / np.prod(shape[1:])) ** 0.5
        weights[name] = torch.tensor((unit * bound).astype(np.float32)).reshape(shape)
    return weights


def conv(shapes, name, fan_in, fan_out):
    shapes[name + ".weight"] = (fan_out, fan_in, 3, 3)
    shapes[name + ".bias"] = (fan_out,)


def trunk_shapes(channels, blocks):
    shapes = {}
    conv(shapes, "first", 51, channels)
    for i in range(blocks):
        conv(shapes, "blocks.%d.first" % i, channels, channels)
        conv(shapes, "blocks.%d.second" % i, channels, channels)
    return shapes


FNET = [("encoder", [32, 64, 128]), ("decoder", [256, 128, 64])]


def reference_shapes(channels, blocks):
    shapes = trunk_shapes(channels, blocks)
    conv(shapes, "up1", channels, channels)
    conv(shapes, "up2", channels, channels)
    conv(shapes, "last", channels, 3)
    width = 6
    for part, widths in FNET:
        for level, out in enumerate(widths):
            conv(shapes, "flow.%s.%d" % (part, 2 * level), width, out)
            conv(shapes, "flow.%s.%d" % (part, 2 * level + 1), out, out)
            width = out
    conv(shapes, "flow.head", 64, 32)
    conv(shapes, "flow.last", 32, 2)
    return shapes


# ---------------------------------------------------------------- the pieces


def keys(x):
    """Keys 1981, with a = -1/2."""
    x = abs(x)
    if x < 1:
        return 1.5 * x**3 - 2.5 * x**2 + 1
    if x < 2:
        return -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return 0.0


def tent(x):
    return max(0.0, 1 - abs(x))


def matrix(n, kernel):
    """[4n, n]: what each high-res sample takes of each low-res one; beyond the border the last one repeats."""
    m = np.zeros((4 * n, n))
    for out in range(4 * n):
        for tap in range(out // 4 - 2, out // 4 + 4):
            m[out, min(max(tap, 0), n - 1)] += kernel(out / 4 - tap)
    return torch.tensor(m.astype(np.float32))


def upsample(x, kernel):
    return matrix(x.shape[2], kernel) @ x @ matrix(x.shape[3], kernel).T


def space_to_depth(x):
    n, c, h, w = x.shape
    return x.reshape(n, c, h // 4, 4, w // 4, 4).permute(0, 1, 3, 5, 2, 4).reshape(n, 16 * c, h // 4, w // 4)


def depth_to_space(x):
    n, c, h, w = x.shape
    return x.reshape(n, c // 16, 4, 4, h, w).permute(0, 1, 4, 2, 5, 3).reshape(n, c // 16, 4 * h, 4 * w)


def warp(high, low_flow):
    flow = 4 * upsample(low_flow, tent)
    n, _, h, w = high.shape
    y, x = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
    grid = torch.stack([2 * (x + flow[:, 0]) / (w - 1) - 1, 2 * (y + flow[:, 1]) / (h - 1) - 1], dim=3)
    return F.grid_sample(high, grid, mode="bilinear", padding_mode="border", align_corners=True)


def apply(p, name, x):
    return F.conv2d(x, p[name + ".weight"], p[name + ".bias"], padding=1)


def trunk(p, blocks, x):
    x = F.relu(apply(p, "first", x))
    for i in range(blocks):
        x = x + apply(p, "blocks.%d.second" % i, F.relu(apply(p, "blocks.%d.first" % i, x)))
    return x


def fnet(p, previous, current):
    h, w = current.shape[2:]
    x = F.pad(torch.cat([previous, current], 1), (0, -w % 8, 0, -h % 8), mode="replicate")
    for part, widths in FNET:
        for level in range(3):
            for i in (2 * level, 2 * level + 1):
                x = F.leaky_relu(apply(p, "flow.%s.%d" % (part, i), x), 0.2)
            if part == "encoder":
                x = F.max_pool2d(x, 2)
            else:
                x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    x = apply(p, "flow.last", F.leaky_relu(apply(p, "flow.head", x), 0.2))
    return (torch.tanh(x) * 24)[:, :, :h, :w]


# ---------------------------------------------------------------- the networks


def reference(p, blocks, low, warped):
    before = torch.zeros(low.shape[0], 48, *low.shape[2:]) if warped is None else space_to_depth(warped)
    x = trunk(p, blocks, torch.cat([low, before], 1))
    for name in ("up1", "up2"):
        x = F.relu(
            F.conv_transpose2d(
                x, p[name + ".weight"], p[name + ".bias"], stride=2, padding=1, output_padding=1))
    return upsample(low, keys) + apply(p, "last", x)


def compact(p, blocks, low, warped):
    bicubic = upsample(low, keys)
    before = bicubic if warped is None else warped
    x = apply(p, "last", trunk(p, blocks, torch.cat([low, space_to_depth(before)], 1)))
    residual = depth_to_space(x[:, :48])
    gate = depth_to_space(torch.sigmoid(x[:, 48:]))  # [n, 1, 4h, 4w]
    return bicubic + gate * (before - bicubic) + residual


def smooth(*shape):
    """Pictures of which neighbours resemble each other."""
    x = torch.rand(*shape)
    return F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)


def main():
    n, h, w = 1, 11, 14
    frames = [smooth(n, 3, h, w) for _ in range(3)]

    p = draw(reference_shapes(5, 2))
    out = {"low.%d" % t: frame for t, frame in enumerate(frames)}
    high = reference(p, 2, frames[0], None)
    out["high.0"] = high
    for t in (1, 2):
        flow = fnet(p, frames[t - 1], frames[t])
        high = reference(p, 2, frames[t], warp(high, flow))
        out["flow.%d" % t] = flow
        out["high.%d" % t] = high
    flow = out["flow.2"]
    print("flow from %.2f to %.2f, output from %.2f to %.2f" % (flow.min(), flow.max(), high.min(), high.max()))
    write_safetensors("reference", out)

    shapes = trunk_shapes(6, 2)
    conv(shapes, "last", 6, 64)
    p = draw(shapes)
    low = frames[0]
    previous = smooth(1, 3, 4 * h, 4 * w)
    flow = 3 * torch.randn(1, 2, h, w)
    warped = warp(previous, flow)
    out = {
        "low": low,
        "previous": previous,
        "flow": flow,
        "warped": warped,
        "first": compact(p, 2, low, None),
        "next": compact(p, 2, low, warped),
    }
    print("output from %.2f to %.2f" % (out["next"].min(), out["next"].max()))
    write_safetensors("compact", out)


main()
