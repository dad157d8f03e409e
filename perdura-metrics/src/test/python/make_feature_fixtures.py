#!/usr/bin/env python3
"""Writes what PyTorch sees with the perceptual networks, for the tests of org.perdura.metrics.features and of LPIPS.

Run it with any Python that has PyTorch and numpy (made with PyTorch 1.13 and numpy 1.24), from this folder:
    python3 make_feature_fixtures.py ../../../../perdura-models/src/main/resources/org/perdura/models/perceptual \
        ../resources/org/perdura/metrics/features

For each network: the mean over positions of each tapped layer (NET/mean.LAYER, [c]), and the gradient of the sum over
layers of the mean square with respect to the picture (NET/gradient). Networks whose weights are not at hand get
made-up ones, see made_up_weights, which the tests make in the same way.
"""

import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

SHIPPED, OUT = sys.argv[1], sys.argv[2]
torch.set_num_threads(1)


def read_safetensors(path):
    with open(path, "rb") as f:
        data = f.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for key, entry in header.items():
        begin, end = (8 + length + o for o in entry["data_offsets"])
        tensors[key] = torch.from_numpy(np.frombuffer(data[begin:end], np.float32).reshape(entry["shape"]).copy())
    return tensors


def write_safetensors(path, tensors):
    header, data, offset = {}, [], 0
    for key, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.detach().numpy().astype(np.float32))
        header[key] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + array.nbytes]}
        data.append(array.tobytes())
        offset += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(data))


def unit(count, seed):
    """Numbers in [0, 1) of 24 bits, so that they are the same floats in every language."""
    i = np.arange(1, count + 1, dtype=np.uint64)
    mixed = (i * np.uint64(2654435761) + np.uint64(seed) * np.uint64(40503)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(15)
    mixed = (mixed * np.uint64(2246822519)) & np.uint64(0xFFFFFFFF)
    mixed ^= mixed >> np.uint64(13)
    return (mixed >> np.uint64(8)).astype(np.float64) / (1 << 24)


def made_up_weights(out, inside, kernel, seed):
    fan_in = inside * kernel * kernel
    weight = (2 * unit(out * fan_in, seed) - 1) * np.sqrt(6.0 / fan_in)
    bias = (2 * unit(out, seed + 1000) - 1) * 0.1
    return (torch.from_numpy(weight.astype(np.float32)).reshape(out, inside, kernel, kernel),
            torch.from_numpy(bias.astype(np.float32)))


def picture(height, width, seed):
    return torch.from_numpy(unit(3 * height * width, seed).astype(np.float32)).reshape(1, 3, height, width)


def imagenet(x):
    """As LPIPS does it, from [-1, 1]."""
    shift = torch.tensor([-.030, -.088, -.188]).reshape(1, 3, 1, 1)
    scale = torch.tensor([.458, .448, .450]).reshape(1, 3, 1, 1)
    return (2 * x - 1 - shift) / scale


def squeezenet(x, w):
    def conv(x, name, stride=1, padding=0):
        return F.relu(F.conv2d(x, w[name + ".weight"], w[name + ".bias"], stride, padding))

    def fire(x, layer):
        x = conv(x, layer + ".squeeze")
        return torch.cat([conv(x, layer + ".expand1x1"), conv(x, layer + ".expand3x3", padding=1)], 1)

    features = []
    x = imagenet(x)
    for layer in range(13):
        if layer == 0:
            x = F.conv2d(x, w["0.weight"], w["0.bias"], 2)
        elif layer == 1:
            x = F.relu(x)
        elif layer in (2, 5, 8):
            x = F.max_pool2d(x, 3, 2, ceil_mode=True)
        else:
            x = fire(x, str(layer))
        if layer in (1, 4, 7, 9, 10, 11, 12):
            features.append(x)
    return features


def distilled_vgg19(x, w):
    features = {}
    x = F.conv2d(x, w["conv0.weight"], w["conv0.bias"])
    for name in "11 12 P 21 22 P 31 32 33 34 P 41 42 43 44 P 51".split():
        if name == "P":
            x = F.max_pool2d(x, 2, 2)
        else:
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), "reflect"), w["conv%s.weight" % name], w["conv%s.bias" % name]))
            features[name] = x
    return [features[name] for name in "22 34 44 51".split()]


def vgg(x, layout, taps):
    """Torchvision's make_layers; the seed of a layer's weights is its number in `features`."""
    features, number, channels = [], 0, 3
    x = imagenet(x)
    for width in layout:
        if width == "M":
            x = F.max_pool2d(x, 2, 2)
            number += 1
            continue
        weight, bias = made_up_weights(width, channels, 3, number)
        x = F.relu(F.conv2d(x, weight, bias, padding=1))
        channels = width
        number += 2
        if number - 1 in taps:  # the number of the rectification
            features.append(x)
        if len(features) == len(taps):
            return features


def alexnet(x):
    def conv(x, number, out, inside, kernel, stride, padding):
        weight, bias = made_up_weights(out, inside, kernel, number)
        return F.relu(F.conv2d(x, weight, bias, stride, padding))

    one = conv(imagenet(x), 0, 64, 3, 11, 4, 2)
    two = conv(F.max_pool2d(one, 3, 2), 3, 192, 64, 5, 1, 2)
    three = conv(F.max_pool2d(two, 3, 2), 6, 384, 192, 3, 1, 1)
    four = conv(three, 8, 256, 384, 3, 1, 1)
    five = conv(four, 10, 256, 256, 3, 1, 1)
    return [one, two, three, four, five]


def lpips(a, b, network, heads):
    total = 0
    for layer, (fa, fb) in enumerate(zip(network(a), network(b))):
        fa = fa / (fa.square().sum(1, True).sqrt() + 1e-10)
        fb = fb / (fb.square().sum(1, True).sqrt() + 1e-10)
        total = total + F.conv2d((fa - fb).square(), heads["lin%d.model.1.weight" % layer]).mean()
    return total


def main():
    cases = {}

    def add(name, network, height, width):
        x = picture(height, width, 77).requires_grad_(True)
        features = network(x)
        sum(f.square().mean() for f in features).backward()
        for layer, f in enumerate(features):
            cases["%s/mean.%d" % (name, layer)] = f.mean((0, 2, 3))
        cases[name + "/gradient"] = x.grad

    squeeze = read_safetensors(os.path.join(SHIPPED, "squeezenet1_1-features.safetensors"))
    squeeze_heads = read_safetensors(os.path.join(SHIPPED, "lpips-v0.1-squeeze-heads.safetensors"))
    alex_heads = read_safetensors(os.path.join(SHIPPED, "lpips-v0.1-alex-heads.safetensors"))
    distilled = read_safetensors(os.path.join(SHIPPED, "vgg19-distilled16x-conv5_1.safetensors"))
    sixteen = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512]
    nineteen = [64, 64, "M", 128, 128, "M"] + [256] * 4 + ["M"] + [512] * 4 + ["M"] + [512] * 4
    add("squeeze", lambda x: squeezenet(x, squeeze), 53, 38)
    add("distilled", lambda x: distilled_vgg19(x, distilled), 48, 37)
    add("vgg16", lambda x: vgg(x, sixteen, (3, 8, 15, 22, 29)), 34, 32)
    add("vgg19", lambda x: vgg(x, nineteen, (8, 17, 26, 35)), 34, 32)
    add("alex", alexnet, 67, 71)
    vgg_heads = {"lin%d.model.1.weight" % i: torch.from_numpy(unit(c, 500 + i).astype(np.float32)).reshape(1, c, 1, 1)
                 for i, c in enumerate([64, 128, 256, 512, 512])}
    a, b = picture(67, 71, 1), picture(67, 71, 2)
    with torch.no_grad():
        cases["lpips/squeeze"] = lpips(a, b, lambda x: squeezenet(x, squeeze), squeeze_heads).reshape(1)
        cases["lpips/alex"] = lpips(a, b, alexnet, alex_heads).reshape(1)
        cases["lpips/vgg"] = lpips(a, b, lambda x: vgg(x, sixteen, (3, 8, 15, 22, 29)), vgg_heads).reshape(1)
    write_safetensors(os.path.join(OUT, "features.safetensors"), cases)
    for name, value in cases.items():
        if name.startswith("lpips"):
            print(name, value.item())


main()
