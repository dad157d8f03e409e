"""Bakes a plume in Blender, as OpenVDB files:

    blender --background --factory-startup --python bake.py -- CACHE [CELLS] [FRAMES]

CACHE/data/fluid_data_0001.vdb and so on; CELLS (48) along the domain's longest side.
"""
import sys
from pathlib import Path

import bpy

arguments = sys.argv[sys.argv.index("--") + 1:]
cache = str(Path(arguments[0]).absolute())
cells = int(arguments[1]) if len(arguments) > 1 else 48
frames = int(arguments[2]) if len(arguments) > 2 else 60

bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps = 24
scene.frame_start, scene.frame_end = 1, frames

bpy.ops.mesh.primitive_cube_add(location=(0, 0, 3), scale=(2, 2, 3))
box = bpy.context.object
domain = box.modifiers.new("Fluid", "FLUID")
domain.fluid_type = "DOMAIN"
settings = domain.domain_settings
settings.domain_type = "GAS"
settings.resolution_max = cells
settings.vorticity = 0.1
settings.cache_directory = cache
settings.cache_data_format = "OPENVDB"
settings.openvdb_cache_compress_type = "BLOSC"
settings.cache_frame_start, settings.cache_frame_end = 1, frames

bpy.ops.mesh.primitive_uv_sphere_add(radius=0.45, location=(0.1, 0, 0.7))
flow = bpy.context.object.modifiers.new("Fluid", "FLUID")
flow.fluid_type = "FLOW"
flow.flow_settings.flow_type = "SMOKE"
flow.flow_settings.flow_behavior = "INFLOW"

bpy.context.view_layer.objects.active = box
settings.cache_type = "ALL"  # last: Blender 3.4 fails if the domain has no flow yet
bpy.ops.fluid.bake_all()
