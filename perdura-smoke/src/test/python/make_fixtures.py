#!/usr/bin/env python3
"""Writes what the generators of perdura-smoke should compute, as an implementation of its own in PyTorch computes it.

Run it with any Python that has PyTorch and numpy (made with PyTorch 1.13 and numpy 1.24):
    python3 make_fixtures.py ../resources/org/perdura/smoke/model

The weights are not stored: both sides draw them. Tensor number i of the network, the names of its parameters in
alphabetical order, takes the numbers of splitmix64 with seed i (Java's SplittableRandom): the upper 24 bits as a number
from -1 to 1, times the bound of He's uniform initialisation; biases times 0.1, and the factors of batch norm 1 more.

Everything is reckoned in double precision, so that what differs is the other side's rounding. Velocities have the
components x, y (, z), tensors the axes (z,) y, x. tempoGAN's generator is that of Xie et al. 2018, appendix A; the cubic
upsampling is written out from Keys 1981, sample by sample.
"""

import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

OUT = sys.argv[1]
torch.manual_seed(12)
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def write_safetensors(name, tensors):
    """The format by hand: length of the header, header, data."""
    header, data, offset = {}, [], 0
    for key, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.detach().numpy().astype(np.float32))
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
        values = unit * bound + (1 if name.endswith("norm.weight") else 0)
        weights[name] = torch.tensor(values.astype(np.float32).astype(np.float64)).reshape(shape).requires_grad_(True)
    return weights


def conv_shapes(shapes, name, dimensions, fan_in, fan_out, kernel):
    shapes[name + ".weight"] = (fan_out, fan_in) + (kernel,) * dimensions
    shapes[name + ".bias"] = (fan_out,)


# ---------------------------------------------------------------- the pieces


def stored(x):
    """As the float numbers of the fixture say it."""
    return x.to(torch.float32).to(torch.float64)


def convolve(p, name, x):
    w = p[name + ".weight"]
    return [F.conv2d, F.conv3d][x.dim() - 4](x, w, p[name + ".bias"], padding=w.shape[2] // 2)


def keys(x):
    """Keys 1981, with a = -1/2."""
    x = abs(x)
    if x < 1:
        return 1.5 * x**3 - 2.5 * x**2 + 1
    if x < 2:
        return -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return 0.0


def cubic(x):
    """High-res cell i has its centre at low-res (i + 1/2) / 4 - 1/2; beyond the border the last cell repeats."""
    for dim in range(2, x.dim()):
        n = x.shape[dim]
        m = torch.zeros(4 * n, n)
        for out in range(4 * n):
            place = (out + 0.5) / 4 - 0.5
            for tap in range(int(np.floor(place)) - 1, int(np.floor(place)) + 3):
                m[out, min(max(tap, 0), n - 1)] += keys(place - tap)
        x = torch.tensordot(x, m, dims=([dim], [1])).movedim(-1, dim)
    return x


def shuffle(x):
    """Channel c * 4^dimensions + (a, b (, e) in base 4) goes to cell a, b (, e) of each low-res one."""
    dims = x.dim() - 2
    n, c = x.shape[:2]
    blocks = x.reshape(n, c // 4**dims, *[4] * dims, *x.shape[2:])
    order = [0, 1]
    for d in range(dims):
        order += [2 + dims + d, 2 + d]
    return blocks.permute(order).reshape(n, c // 4**dims, *[4 * s for s in x.shape[2:]])


def slope(x, axis):
    """Central difference along x (0), y (1) or z (2)."""
    dim = x.dim() - 1 - axis
    n = x.shape[dim]
    index = torch.arange(n)
    ahead, behind = (index + 1).clamp(max=n - 1), (index - 1).clamp(min=0)
    return (x.index_select(dim, ahead) - x.index_select(dim, behind)) / 2


def curl(v):
    u = [v[:, i : i + 1] for i in range(v.shape[1])]
    about_z = slope(u[1], 0) - slope(u[0], 1)
    if len(u) == 2:
        return about_z
    return torch.cat([slope(u[2], 1) - slope(u[1], 2), slope(u[0], 2) - slope(u[2], 0), about_z], 1)


# ---------------------------------------------------------------- tempoGAN


def reference_shapes(dimensions, inputs):
    shapes = {}
    width = inputs
    for i, (middle, out) in enumerate([(2 * inputs, 8 * inputs), (128, 128), (32, 8), (2, 1)]):
        unit = "units.%d." % i
        for name, a, b, kernel in [("first", width, middle, 5), ("second", middle, out, 5), ("shortcut", width, out, 1)]:
            conv_shapes(shapes, unit + name, dimensions, a, b, kernel)
            if i < 3:
                shapes[unit + name + "-norm.weight"] = (b,)
                shapes[unit + name + "-norm.bias"] = (b,)
        width = out
    return shapes


def reference(p, running, training, density, velocity, kind):
    """Density, then velocity of three components, then the curl's three; what two dimensions lack is 0."""
    x = [density]
    zero = torch.zeros_like(density)
    flat = density.dim() == 4
    if kind != "density":
        x += [velocity] + ([zero] if flat else [])
    if kind == "vorticity":
        x += ([zero, zero] if flat else []) + [curl(velocity)]
    x = F.interpolate(torch.cat(x, 1), scale_factor=4, mode="nearest")
    kinks = []

    def layer(name, x):
        y = convolve(p, name, x)
        if name + "-norm.weight" in p:
            mean, var = running.setdefault(name, (torch.zeros(y.shape[1]), torch.ones(y.shape[1])))
            y = F.batch_norm(y, mean, var, p[name + "-norm.weight"], p[name + "-norm.bias"], training, 0.001, 1e-5)
        return y

    def relu(y):
        kinks.append(y.abs().min().item())
        return F.relu(y)

    for i in range(4):
        unit = "units.%d." % i
        y = layer(unit + "second", relu(layer(unit + "first", x)))
        x = relu(y + layer(unit + "shortcut", x))
    return x, min(kinks)


def reference_fixture(dimensions, kind, n, sides):
    p = draw(reference_shapes(dimensions, {"density": 1, "velocity": 4, "vorticity": 7}[kind]))
    density = stored(torch.rand(n, 1, *sides)).requires_grad_(True)
    velocity = stored(torch.randn(n, dimensions, *sides) / 2).requires_grad_(True)
    running = {}
    made, kink = reference(p, running, True, density, velocity, kind)
    factor = stored(torch.randn_like(made))
    (made * factor).sum().backward()
    t = {"density": density, "velocity": velocity, "factor": factor, "trained": made}
    t["gradient.density"] = density.grad
    if velocity.grad is not None:
        t["gradient.velocity"] = velocity.grad
    # All gradients by their length, the most telling ones whole.
    for name in ["units.0.first.weight", "units.0.shortcut-norm.weight", "units.3.second.weight", "units.3.shortcut.bias"]:
        t["gradient." + name] = p[name].grad
    for name in sorted(p):
        # Before a batch norm a bias changes nothing, and its gradient is rounding.
        if not (name.endswith(".bias") and name[: -len(".bias")] + "-norm.weight" in p):
            t["length." + name] = p[name].grad.norm().reshape(1)
    t["running-mean"] = running["units.1.second"][0]
    t["running-variance"] = running["units.1.second"][1]
    with torch.no_grad():
        t["applied"] = reference(p, running, False, density, velocity, kind)[0]
    print("tempogan %dd %s: up to %.3g, %.0f %% zero; applied %.3g; nearest kink %.1e"
          % (dimensions, kind, made.max(), 100 * (made == 0).double().mean(), t["applied"].max(), kink))
    write_safetensors("tempogan-%dd-%s" % (dimensions, kind), t)


# ---------------------------------------------------------------- the compact generator


def compact_shapes(dimensions, inputs, channels, blocks, head):
    shapes = {}
    conv_shapes(shapes, "first", dimensions, inputs, channels, 3)
    for i in range(blocks):
        conv_shapes(shapes, "blocks.%d.first" % i, dimensions, channels, channels, 3)
        conv_shapes(shapes, "blocks.%d.second" % i, dimensions, channels, channels, 3)
    conv_shapes(shapes, "last", dimensions, channels, max(1, head) * 4**dimensions, 3)
    if head:
        conv_shapes(shapes, "head", dimensions, head, 1, 3)
    return shapes


def compact(p, blocks, head, density, velocity, kind):
    """[densities | 3 velocity | 3 curl] through the trunk; where no smoke is within two cells, nothing is added."""
    x = [density]
    if kind != "density":
        x.append(3 * velocity)
    if kind == "vorticity":
        x.append(3 * curl(velocity))
    x = F.relu(convolve(p, "first", torch.cat(x, 1)))
    for i in range(blocks):
        x = x + convolve(p, "blocks.%d.second" % i, F.relu(convolve(p, "blocks.%d.first" % i, x)))
    detail = shuffle(convolve(p, "last", x))
    if head:
        detail = convolve(p, "head", F.relu(detail))
    middle = density.shape[1] // 2
    present = density[:, middle : middle + 1]
    dims = density.dim() - 2
    around = [F.max_pool2d, F.max_pool3d][dims - 2](present, 5, 1, 2)
    # From a density of 1e-4 on, and wholly from ten times that on.
    mask = ((around - 1e-4) / 9e-4).clamp(0, 1)
    return cubic(present) + detail * F.interpolate(mask, scale_factor=4, mode="nearest")


def compact_fixture(dimensions, kind, neighbours, head, n, sides):
    velocities = {"density": 0, "velocity": dimensions, "vorticity": dimensions + (1 if dimensions == 2 else 3)}[kind]
    p = draw(compact_shapes(dimensions, 2 * neighbours + 1 + velocities, 5, 2, head))
    density = torch.rand(n, 2 * neighbours + 1, *sides)
    # Smoke at one end only, thinning out to where it just counts, so that the mask takes all its values.
    thin = torch.tensor([1, 1, 1, 4e-4, 2.5e-4, 5e-5, 0, 0, 0, 0, 0, 0])[: sides[-1]]
    present = thin * (0.5 + 0.5 * density[:, neighbours : neighbours + 1])
    density = stored(torch.cat([density[:, :neighbours], present, density[:, neighbours + 1 :]], 1))
    velocity = stored(torch.randn(n, dimensions, *sides) / 5).requires_grad_(True)
    made = compact(p, 2, head, density, velocity, kind)
    factor = stored(torch.randn_like(made))
    (made * factor).sum().backward()
    t = {"density": density, "velocity": velocity, "factor": factor, "made": made, "cubic": cubic(present)}
    if velocity.grad is not None:
        t["gradient.velocity"] = velocity.grad
    t["gradient.first.weight"] = p["first.weight"].grad
    for name in sorted(p):
        t["length." + name] = p[name].grad.norm().reshape(1)
    print("compact %dd %s, head %d: from %.3g to %.3g, %.0f %% zero"
          % (dimensions, kind, head, made.min(), made.max(), 100 * (made == 0).double().mean()))
    write_safetensors("compact-%dd-%s-%d" % (dimensions, kind, head), t)


reference_fixture(2, "density", 2, (5, 6))
reference_fixture(2, "vorticity", 2, (5, 6))
reference_fixture(3, "velocity", 1, (3, 2, 3))
compact_fixture(2, "velocity", 1, 0, 2, (6, 12))
compact_fixture(2, "vorticity", 1, 3, 1, (5, 12))
compact_fixture(2, "density", 2, 0, 1, (3, 10))
compact_fixture(3, "velocity", 1, 0, 1, (4, 3, 10))
compact_fixture(3, "vorticity", 0, 2, 1, (3, 4, 10))
