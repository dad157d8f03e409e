"""Renders a frame of a sequence of .vdb files with Cycles:

    blender --background --factory-startup --python render.py -- FOLDER FRAME PICTURE.png [DENSITY]

DENSITY (12): how thick smoke of density 1 is, per metre.
"""
import math
import sys
from pathlib import Path

import bpy

folder, frame, picture, *more = sys.argv[sys.argv.index("--") + 1:]
folder = Path(folder).absolute()
density = float(more[0]) if more else 12

bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
files = sorted(path.name for path in folder.glob("*.vdb"))
bpy.ops.object.volume_import(
    filepath=str(folder / files[0]), directory=str(folder), files=[{"name": name} for name in files]
)
smoke = bpy.context.object.data
scene.frame_set(int(frame))

material = bpy.data.materials.new("Smoke")
material.use_nodes = True
nodes = material.node_tree.nodes
nodes.clear()
shader = nodes.new("ShaderNodeVolumePrincipled")
shader.inputs["Color"].default_value = (0.9, 0.9, 0.9, 1)
shader.inputs["Density"].default_value = density
output = nodes.new("ShaderNodeOutputMaterial")
material.node_tree.links.new(shader.outputs["Volume"], output.inputs["Volume"])
smoke.materials.append(material)

camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
camera.location = (2, -11, 3)  # Blender's caches begin at the domain's lower corner
camera.rotation_euler = (math.radians(90), 0, 0)
camera.data.lens = 50
sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
sun.data.energy = 7
sun.rotation_euler = (math.radians(40), math.radians(-35), 0)
scene.collection.objects.link(camera)
scene.collection.objects.link(sun)
scene.camera = camera
world = bpy.data.worlds.new("World")
world.use_nodes = True
world.node_tree.nodes["Background"].inputs["Color"].default_value = (0.02, 0.025, 0.03, 1)
scene.world = world

scene.render.engine = "CYCLES"
scene.cycles.samples = 48
scene.cycles.use_denoising = False
scene.cycles.volume_bounces = 2
scene.render.resolution_x, scene.render.resolution_y = 360, 540
scene.render.resolution_percentage = 100
scene.view_settings.view_transform = "Standard"
scene.render.filepath = str(Path(picture).absolute())
bpy.ops.render.render(write_still=True)
