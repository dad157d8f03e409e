#!/usr/bin/env python3
"""Writes the numbers that the tests of perdura-nn compare with, as PyTorch computes them.

Run it with any Python that has PyTorch and numpy (made with PyTorch 1.13 and numpy 1.24):
    python3 make_fixtures.py ../resources/org/perdura/nn

Every case has inputs (case/in.NAME), the output (case/out), a random factor for each of its elements (case/factor),
and the gradients of sum(factor * out) with respect to the inputs (case/gradient.NAME).
"""

import collections
import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

OUT = sys.argv[1]
torch.manual_seed(20)
torch.set_num_threads(1)


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


class Cases(collections.OrderedDict):
    def add(self, name, function, **inputs):
        for tensor in inputs.values():
            tensor.requires_grad_(True)
        out = function(*inputs.values())
        factor = torch.randn_like(out)
        out.backward(factor)
        self[name + "/out"] = out
        self[name + "/factor"] = factor
        for key, tensor in inputs.items():
            self[name + "/in." + key] = tensor
            if tensor.grad is not None:
                self[name + "/gradient." + key] = tensor.grad


def r(*shape):
    return torch.randn(*shape)


def positive(*shape):
    return torch.rand(*shape) + 0.3


def away_from(boundary, x, by=0.05):
    """Keeps finite differences and rounding off kinks."""
    near = (x - boundary).abs() < by
    return torch.where(near, x + 2 * by, x)


def functional():
    c = Cases()
    c.add("conv2d", lambda x, w, b: F.conv2d(x, w, b, padding=1), x=r(2, 3, 5, 6), w=r(4, 3, 3, 3), b=r(4))
    c.add("conv2d-stride", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=2), x=r(1, 2, 7, 6), w=r(3, 2, 5, 5), b=r(3))
    c.add("conv2d-groups", lambda x, w: F.conv2d(x, w, None, groups=3), x=r(2, 3, 5, 4), w=r(6, 1, 3, 3))
    c.add("conv3d", lambda x, w, b: F.conv3d(x, w, b, padding=1), x=r(1, 2, 3, 4, 5), w=r(3, 2, 3, 3, 3), b=r(3))
    c.add("conv3d-stride", lambda x, w: F.conv3d(x, w, None, stride=2, padding=1), x=r(2, 2, 5, 4, 6), w=r(2, 2, 4, 4, 4))
    c.add("convTranspose2d", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2, padding=1, output_padding=1),
          x=r(2, 3, 3, 4), w=r(3, 2, 3, 3), b=r(2))
    c.add("convTranspose3d", lambda x, w, b: F.conv_transpose3d(x, w, b, stride=2, padding=1),
          x=r(1, 2, 2, 3, 2), w=r(2, 3, 4, 4, 4), b=r(3))
    c.add("linear", F.linear, x=r(3, 5), w=r(4, 5), b=r(4))

    running = [r(3), positive(3)]
    c["batchNorm/before.mean"], c["batchNorm/before.variance"] = running[0].clone(), running[1].clone()
    c.add("batchNorm-eval", lambda x, w, b: F.batch_norm(x, running[0], running[1], w, b, False, 0.1, 1e-5),
          x=r(2, 3, 4, 3), w=r(3), b=r(3))
    c.add("batchNorm", lambda x, w, b: F.batch_norm(x, running[0], running[1], w, b, True, 0.1, 1e-5),
          x=r(2, 3, 4, 3) * 2 + 1, w=r(3), b=r(3))
    c["batchNorm/after.mean"], c["batchNorm/after.variance"] = running

    for border, mode in [("ZERO", "constant"), ("REPLICATE", "replicate"), ("REFLECT", "reflect")]:
        c.add("pad2d-" + border, lambda x: F.pad(x, (1, 2, 3, 0), mode), x=r(1, 2, 4, 3))
        c.add("pad3d-" + border, lambda x: F.pad(x, (1, 0, 2, 1, 0, 1), mode), x=r(1, 1, 3, 4, 3))
    c.add("averagePool2d", lambda x: F.avg_pool2d(x, 2), x=r(1, 2, 4, 6))
    c.add("maxPool2d", lambda x: F.max_pool2d(x, 2), x=r(1, 2, 4, 6))
    for name, size in [("up", (8, 12)), ("down", (2, 3)), ("odd", (7, 5))]:
        c.add("resizeBilinear-" + name, lambda x: F.interpolate(x, size, mode="bilinear", align_corners=False), x=r(1, 2, 4, 6))
    c.add("pixelShuffle", lambda x: F.pixel_shuffle(x, 2), x=r(1, 8, 2, 3))
    c.add("pixelUnshuffle", lambda x: F.pixel_unshuffle(x, 3), x=r(1, 2, 6, 3))
    for border, padding in [("ZERO", "zeros"), ("REPLICATE", "border"), ("REFLECT", "reflection")]:
        for mode in ["bilinear", "nearest", "bicubic"]:
            c.add("gridSample2d-%s-%s" % (mode.upper(), border),
                  lambda x, grid: F.grid_sample(x, grid, mode, padding, align_corners=True),
                  x=r(2, 2, 5, 4), grid=torch.rand(2, 3, 4, 2) * 2.8 - 1.4)
            if mode != "bicubic":
                c.add("gridSample3d-%s-%s" % (mode.upper(), border),
                      lambda x, grid: F.grid_sample(x, grid, mode, padding, align_corners=True),
                      x=r(1, 2, 3, 4, 5), grid=torch.rand(1, 2, 3, 3, 3) * 2.8 - 1.4)
    write_safetensors("functional", c)


def resampling():
    """What makes pictures and volumes finer, or spreads what they hold."""
    torch.manual_seed(21)
    c = Cases()
    c.add("repeat2d", lambda x: F.interpolate(x, scale_factor=4, mode="nearest"), x=r(2, 3, 2, 3))
    c.add("repeat3d", lambda x: F.interpolate(x, scale_factor=2, mode="nearest"), x=r(2, 2, 2, 3, 2))
    c.add("dilate2d", lambda x: F.max_pool2d(x, 5, 1, 2), x=r(2, 2, 5, 6))
    c.add("dilate3d", lambda x: F.max_pool3d(x, 3, 1, 1), x=r(1, 2, 3, 4, 5))
    for name, size in [("up", (8, 12, 16)), ("down", (1, 2, 3)), ("odd", (5, 4, 3))]:
        c.add("resizeTrilinear-" + name, lambda x: F.interpolate(x, size, mode="trilinear", align_corners=False),
              x=r(1, 2, 2, 3, 4))
    # Each of the r^3 channels goes to the cells that lie as far into a block as its number says in base r.
    def voxel_shuffle(x, factor):
        n, c, d, h, w = x.shape
        out = x.new_zeros(n, c // factor**3, d * factor, h * factor, w * factor)
        for i in range(factor**3):
            a, b, e = i // factor**2, i // factor % factor, i % factor
            out[:, :, a::factor, b::factor, e::factor] = x[:, i :: factor**3]
        return out
    c.add("voxelShuffle-2", lambda x: voxel_shuffle(x, 2), x=r(2, 16, 2, 1, 3))
    c.add("voxelShuffle-4", lambda x: voxel_shuffle(x, 4), x=r(1, 64, 2, 2, 1))
    # One picture deep, it is PyTorch's own shuffle of pictures.
    c.add("voxelShuffle-flat", lambda x: F.pixel_shuffle(x, 3), x=r(1, 18, 2, 3))
    write_safetensors("resampling", c)


def tensor():
    c = Cases()
    for name, function in [
            ("add", lambda a, b: a + b), ("sub", lambda a, b: a - b), ("mul", lambda a, b: a * b), ("div", lambda a, b: a / b)]:
        c.add(name, function, a=r(2, 3, 4), b=positive(3, 1))
    x = away_from(0, r(3, 5))
    for name, function in [
            ("addNumber", lambda x: x + 1.5), ("mulNumber", lambda x: x * -2.5), ("neg", lambda x: -x), ("abs", torch.abs),
            ("square", torch.square), ("exp", torch.exp), ("round", torch.round), ("relu", torch.relu),
            ("leakyRelu", lambda x: F.leaky_relu(x, 0.2)), ("sigmoid", torch.sigmoid), ("tanh", torch.tanh),
            ("softplus", F.softplus), ("clamp", lambda x: x.clamp(-0.5, 0.75)), ("sum", torch.sum), ("mean", torch.mean),
            ("norm", torch.norm), ("flip", lambda x: x.flip(0)), ("transpose", lambda x: x.transpose(0, 1)),
            ("reshape", lambda x: x.reshape(5, 3)), ("expand", lambda x: x.expand(2, 3, 5)),
            ("narrow", lambda x: x.narrow(1, 1, 3)), ("select", lambda x: x.select(0, 2)), ("every", lambda x: x[:, ::2])]:
        c.add(name, function, x=x.clone().detach())
    for name, function in [("sqrt", torch.sqrt), ("log", torch.log), ("reciprocal", torch.reciprocal)]:
        c.add(name, function, x=positive(3, 4))
    c.add("matmul", torch.matmul, a=r(3, 4), b=r(4, 2))
    c.add("matmulBatched", torch.matmul, a=r(2, 3, 4), b=r(2, 4, 2))
    c.add("sumDims", lambda x: x.sum((1, 2), True), x=r(2, 3, 4))
    c.add("meanDims", lambda x: x.mean((0, 2), True), x=r(2, 3, 4))
    c.add("permute", lambda x: x.permute(2, 0, 1), x=r(2, 3, 4))
    c.add("cat", lambda a, b: torch.cat([a, b], 1), a=r(2, 3), b=r(2, 1))
    c.add("stack", lambda a, b: torch.stack([a, b], 1), a=r(2, 3), b=r(2, 3))
    write_safetensors("tensor", c)


def adam():
    """Eight steps with gradients and rates of changing size."""
    t = collections.OrderedDict()
    parameters = {"w": nn.Parameter(r(3, 4)), "b": nn.Parameter(r(4))}
    optimizer = torch.optim.Adam(parameters.values(), betas=(0.9, 0.999), eps=1e-8)
    for name, p in parameters.items():
        t["start/" + name] = p.detach().clone()
    for step in range(8):
        for name, p in parameters.items():
            p.grad = r(*p.shape) * 10.0 ** (step % 3 - 2)
            t["gradient.%d/%s" % (step, name)] = p.grad
        optimizer.param_groups[0]["lr"] = 0.01 * (step + 1)
        optimizer.step()
        for name, p in parameters.items():
            t["after.%d/%s" % (step, name)] = p.detach().clone()
    write_safetensors("adam", t)


def muon():
    """Muon in numpy and double precision, from the formulas: Jordan et al. 2024, Liu et al. 2025 (eq. 4)."""
    random = np.random.default_rng(5)
    t = collections.OrderedDict()
    for name, shape in [("wide", (4, 3, 3, 3)), ("tall", (12, 5)), ("volume", (5, 2, 3, 3, 3))]:
        weight, momentum = random.standard_normal(shape), np.zeros(shape)
        t["start/" + name] = torch.tensor(weight)
        for step in range(4):
            gradient = random.standard_normal(shape).astype(np.float32).astype(np.float64)
            momentum = 0.95 * momentum + 0.05 * gradient
            update = 0.05 * gradient + 0.95 * momentum
            m = update.reshape(shape[0], -1)
            o = m.T if m.shape[0] > m.shape[1] else m
            o = o / np.sqrt((o * o).sum())
            for _ in range(5):
                s = o @ o.T
                o = 3.4445 * o + (-4.7750 * s + 2.0315 * s @ s) @ o
            o = o.T if m.shape[0] > m.shape[1] else o
            weight = weight - 0.02 * 0.2 * np.sqrt(max(m.shape)) * o.reshape(shape)
            t["gradient.%d/%s" % (step, name)] = torch.tensor(gradient)
            t["after.%d/%s" % (step, name)] = torch.tensor(weight)
    write_safetensors("muon", t)


class OsSystem:
    """Unpickled by Python, this would write a file."""

    def __reduce__(self):
        return os.system, ("echo run > perdura-was-here",)


class Unheard:
    pass


def checkpoints():
    model = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3))
    for p in model.parameters():
        nn.init.normal_(p)
    model[1].running_mean.normal_()
    state = model.state_dict()
    write_safetensors("checkpoint", {k: v for k, v in state.items() if v.dim() > 0})
    save = lambda value, name, **more: torch.save(value, os.path.join(OUT, name + ".pth"), **more)
    save(state, "plain")
    save(state, "legacy", _use_new_zipfile_serialization=False)
    save({"iteration": 7, "rates": [0.1, -2, 2 ** 70], "params": state, "optimizer": torch.optim.Adam(model.parameters()).state_dict()}, "nested")
    save({"params": state, "params_ema": state}, "two")
    save({"run": OsSystem(), "unheard": Unheard(), "params": state}, "malicious")
    save({"none": 1}, "empty")
    x = torch.arange(12.0)
    save({"part": x[3:6], "transposed": x.reshape(3, 4).t(), "parameter": nn.Parameter(x[:2]), "half": x[:3].half(),
          "bfloat16": x[:3].bfloat16(), "double": x[:3].double(), "whole": x[:3].long(), "bytes": x[:3].byte(),
          "flags": x[:3] > 0, "number": torch.tensor(5.0), "nothing": torch.zeros(0, 3)}, "views")


def python_safetensors():
    """As the format's own package writes it (made with safetensors 0.8)."""
    try:
        from safetensors.torch import save_file
    except ImportError:
        print("no package safetensors: python.safetensors stays as it is")
        return
    save_file({"a": torch.arange(6).reshape(2, 3), "b": torch.arange(3.0).bfloat16(), "c": torch.tensor(True)},
              os.path.join(OUT, "python.safetensors"), metadata={"k": "v"})


functional()
tensor()
adam()
muon()
checkpoints()
python_safetensors()
resampling()
