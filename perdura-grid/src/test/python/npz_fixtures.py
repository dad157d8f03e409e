"""Writes the .npz fixtures of NpzFormatTest, with numpy. Usage: npz_fixtures.py FOLDER"""
import sys

import numpy as np

folder = sys.argv[1]
z, y, x = np.mgrid[0:3, 0:4, 0:5]
density = (x + 10 * y + 100 * z + 0.25)[..., None]
velocity = np.stack([x + 0.5, y - 0.5, z * 2.0], axis=-1)
np.savez_compressed(f"{folder}/density_float64.npz", density)
np.savez(f"{folder}/velocity_float32.npz", velocity.astype(np.float32))
np.savez(f"{folder}/density_big_endian.npz", density.astype(">f4"))
np.savez(f"{folder}/named.npz", smoke=density.astype(np.float32))
np.savez(f"{folder}/two.npz", smoke=density, fire=density)
np.savez(f"{folder}/fortran.npz", np.asfortranarray(density[..., 0])[..., None].copy(order="F"))
np.savez(f"{folder}/int16.npz", density.astype(np.int16))
np.savez(f"{folder}/flat.npz", density[..., 0])
np.savez(f"{folder}/nan.npz", np.where(density == 121.25, np.nan, density))
np.savez(f"{folder}/large.npz", np.where(density == 121.25, 1e300, density))
