#!/usr/bin/env python3
"""Writes the numbers that the tests of perdura-adversarial compare with, as PyTorch computes them.

Run it with any Python that has PyTorch and numpy (made with PyTorch 1.13 and numpy 1.24):
    python3 make_fixtures.py ../resources/org/perdura/adversarial/judge

The discriminator's 800,000 weights are not stored: both sides compute them, see scattered().
"""

import json
import os
import struct
import sys

import numpy as np
import torch
from torch import nn

OUT = sys.argv[1]
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


def scattered(key, scale, *shape):
    """Numbers that look random between -scale / 2 and scale / 2; element i of array number key is a hash of both."""
    x = np.arange(int(np.prod(shape)), dtype=np.uint32) + np.uint32(key * 1000003)
    for _ in range(2):
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x45D9F3B)
    x = x ^ (x >> np.uint32(16))
    values = (x.astype(np.float64) / 2.0**32 - 0.5) * scale
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.conv = nn.Conv2d(i, o, 4, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(o)

    def forward(self, x):
        return nn.functional.leaky_relu(self.norm(self.conv(x)), 0.2)


class Discriminator(nn.Module):
    """TecoGAN's D_st: 27 channels, 3x3 convolution, four blocks, one dense logit."""

    def __init__(self, size):
        super().__init__()
        self.stem = nn.Conv2d(27, 64, 3, padding=1)
        channels = [64, 64, 64, 128, 256]
        self.blocks = nn.ModuleList([Block(i, o) for i, o in zip(channels, channels[1:])])
        self.head = nn.Linear(256 * (size // 16) ** 2, 1)

    def forward(self, x):
        y = nn.functional.leaky_relu(self.stem(x), 0.2)
        features = []
        for block in self.blocks:
            y = block(y)
            features.append(y)
        return features, self.head(y.flatten(1))


def discriminator():
    size = 32
    network = Discriminator(size)
    for key, (name, parameter) in enumerate(network.named_parameters()):
        parameter.data = scattered(key, 1.0 if parameter.dim() == 1 else 0.1, *parameter.shape)
        if "norm.weight" in name:
            parameter.data += 1
    tensors = {}
    x = scattered(99, 4.0, 2, 27, size, size).requires_grad_(True)
    network.train()
    features, logits = network(x)
    tensors["logits"] = logits
    tensors["features.3"] = features[3]
    for i, feature in enumerate(features):
        tensors["feature-means.%d" % i] = feature.mean((0, 2, 3))
    logits[0].sub(logits[1]).sum().backward()
    tensors["gradient.stem"] = network.stem.weight.grad[:2].clone()
    tensors["gradient.input"] = x.grad[:, 13, ::4, ::4].clone()
    network.eval()
    tensors["logits-applied"] = network(x)[1]
    print("parameters at 128 x 128:", sum(p.numel() for p in Discriminator(128).parameters()))
    write_safetensors("discriminator", tensors)


class SmokeBlock(nn.Module):
    def __init__(self, dimensions, i, o, stride, normalized):
        super().__init__()
        conv = [nn.Conv2d, nn.Conv3d][dimensions - 2]
        self.conv = conv(i, o, 4, stride=stride, bias=not normalized)
        if normalized:
            self.norm = [nn.BatchNorm2d, nn.BatchNorm3d][dimensions - 2](o)
        # TensorFlow's "same": as many outputs as ceil(n / stride); of an odd number of zeros, the one more is behind.
        self.padding = [1, 2 if stride == 1 else 1] * dimensions

    def forward(self, x):
        y = self.conv(nn.functional.pad(x, self.padding))
        return nn.functional.leaky_relu(self.norm(y) if hasattr(self, "norm") else y, 0.2)


class SmokeDiscriminator(nn.Module):
    """tempoGAN's D_s: low-res and high-res density, four blocks of which the last keeps the size, one dense logit."""

    def __init__(self, dimensions, size):
        super().__init__()
        channels = [2, 32, 64, 128, 256]
        strides = [2, 2, 2, 1]
        self.blocks = nn.ModuleList(
            [SmokeBlock(dimensions, channels[i], channels[i + 1], strides[i], i > 0) for i in range(4)])
        self.head = nn.Linear(256 * (size // 8) ** dimensions, 1)

    def forward(self, x):
        features = []
        for block in self.blocks:
            x = block(x)
            features.append(x)
        return features, self.head(x.flatten(1))


def smoke_discriminator(dimensions, size):
    network = SmokeDiscriminator(dimensions, size)
    for key, (name, parameter) in enumerate(network.named_parameters()):
        parameter.data = scattered(key, 1.0 if parameter.dim() == 1 else 0.1, *parameter.shape)
        if "norm.weight" in name:
            parameter.data += 1
    tensors = {}
    # With array number 100 no value lies so near the rectifiers' kinks that rounding takes it to the other side.
    x = scattered(100, 4.0, 3, 2, *[size] * dimensions).requires_grad_(True)
    network.train()
    features, logits = network(x)
    tensors["logits"] = logits
    tensors["features.3"] = features[3][:, ::16]
    for i, feature in enumerate(features):
        tensors["feature-means.%d" % i] = feature.mean([0] + list(range(2, 2 + dimensions)))
    (logits[0] - 2 * logits[1] + logits[2]).sum().backward()
    tensors["gradient.first"] = network.blocks[0].conv.weight.grad[:4].clone()
    tensors["gradient.last"] = network.blocks[3].conv.weight.grad[:2, ::16].clone()
    tensors["gradient.head"] = network.head.weight.grad[:, ::16].clone()
    tensors["gradient.input"] = x.grad[:, :, ::4, ::4].clone()
    network.eval()
    tensors["logits-applied"] = network(x)[1]
    count = sum(p.numel() for p in SmokeDiscriminator(dimensions, 64).parameters())
    print("parameters at a side of 64, %d dimensions: %d" % (dimensions, count))
    write_safetensors("smoke-discriminator-%dd" % dimensions, tensors)


discriminator()
smoke_discriminator(2, 32)
smoke_discriminator(3, 16)
