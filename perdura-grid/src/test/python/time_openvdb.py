"""Times python3-openvdb on the files that `perdura bench grids --keep DIR` leaves, beside which it is to be run at once:

    python3 time_openvdb.py DIR

Read: the grid, and all of its leaves brought into memory; written: the same grid, as OpenVDB packs by default (Blosc).
"""
import sys
import time
from pathlib import Path

import pyopenvdb as vdb

ROUNDS = 5


def median(work):
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * sorted(times)[ROUNDS // 2]


def read(path):
    grid = vdb.read(str(path), "density")
    # OpenVDB loads leaves when they are first touched.
    grid.evalMinMax()
    return grid


for path in sorted(Path(sys.argv[1]).glob("sparse_*.vdb")):
    out = path.with_suffix(".again")
    grid = read(path)
    print(
        f"{path.name}: read {median(lambda: read(path)):.0f} ms,"
        f" written {median(lambda: vdb.write(str(out), grids=[grid])):.0f} ms, {out.stat().st_size / 1e6:.1f} MB"
    )
    out.unlink()
