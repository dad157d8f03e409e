"""Writes what python3-openvdb (Debian, 10.0.1) reads from the .vdb files of a folder, as expected.json.

    python3 read_vdb.py ../resources/org/perdura/grid/vdb

Of each grid: the number of active voxels, their box, the voxel size, and in that box, or a part of it, the sum of all values
times weights that differ from voxel to voxel, and some values one by one.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pyopenvdb as vdb

NAMES = [
    "density", "velocity", "surface", "plain", "odd", "shared", "density[0]", "density[1]", "vel.x", "vel.y", "vel.z", "turned",
    "stretched", "frustum",
]
MOST = 24  # voxels along each side of what is summed


def weights(shape):
    i, j, k = np.meshgrid(*[np.arange(n) for n in shape], indexing="ij")
    return ((i * 7 + j * 13 + k * 29) % 31).astype(np.float64)


def describe(grid):
    found = {"name": grid.name, "active": grid.activeVoxelCount()}
    found["voxel"] = list(grid.transform.voxelSize())
    found["origin"] = list(grid.transform.indexToWorld((0, 0, 0)))
    if grid.activeVoxelCount() == 0:
        return found
    low, high = grid.evalActiveVoxelBoundingBox()
    found["box"] = [*low, *high]
    size = [min(MOST, high[a] - low[a] + 1) for a in range(3)]
    vector = isinstance(grid, vdb.Vec3SGrid)
    values = np.zeros(size + ([3] if vector else []), np.float32)
    grid.copyToArray(values, ijk=low)
    components = [values[..., c] for c in range(3)] if vector else [values]
    found["size"] = size
    found["sums"] = [float((c.astype(np.float64) * weights(size)).sum()) for c in components]
    some = [[(n * 5) % size[0], (n * 3) % size[1], (n * 7) % size[2]] for n in range(24)]
    found["some"] = [[*at, *[float(c[tuple(at)]) for c in components]] for at in some]
    return found


def grids(path):
    for name in NAMES:
        try:
            yield vdb.read(str(path), name)
        except KeyError:
            pass  # this file has none of that name


def main(folder):
    expected = {}
    for path in sorted(folder.glob("*.vdb")):
        expected[path.stem] = [describe(grid) for grid in grids(path)]
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main(Path(sys.argv[1]))
