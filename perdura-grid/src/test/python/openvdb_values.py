"""Says what python3-openvdb reads from a grid of a file: active voxels, their box, and the weighted sum of all values. Run by
OpenVdbRefereesTest:

    python3 openvdb_values.py FILE GRID X Y Z    (the box's sides, from voxel (0, 0, 0) on)
"""
import json
import sys

import numpy as np
import pyopenvdb as vdb

path, name, *size = sys.argv[1:]
size = [int(side) for side in size]
grid = vdb.read(path, name)
vector = isinstance(grid, vdb.Vec3SGrid)
values = np.zeros(size + ([3] if vector else []), np.float32)
grid.copyToArray(values)
i, j, k = np.meshgrid(*[np.arange(n) for n in size], indexing="ij")
weights = ((i * 7 + j * 13 + k * 29) % 31).astype(np.float64)
components = [values[..., c] for c in range(3)] if vector else [values]
print(json.dumps({
    "active": grid.activeVoxelCount(),
    "sums": [float((c.astype(np.float64) * weights).sum()) for c in components],
    "voxel": grid.transform.voxelSize()[0],
}))
