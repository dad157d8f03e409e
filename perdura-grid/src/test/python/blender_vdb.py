"""Opens a sequence of .vdb files in Blender, says what is in it, and renders its last frame. Run by OpenVdbRefereesTest:

    blender --background --factory-startup --python blender_vdb.py -- FOLDER PICTURE.png
"""
import json
import sys
from pathlib import Path

import bpy

folder, picture = sys.argv[sys.argv.index("--") + 1:]
bpy.ops.wm.read_factory_settings(use_empty=True)
files = sorted(path.name for path in Path(folder).glob("*.vdb"))
bpy.ops.object.volume_import(
    filepath=str(Path(folder, files[0])), directory=folder, files=[{"name": name} for name in files]
)
smoke = bpy.context.object
volume = smoke.data
scene = bpy.context.scene
scene.frame_set(volume.frame_start + volume.frame_duration - 1)
assert volume.grids.load(), volume.grids.error_message
told = {
    "sequence": volume.is_sequence,
    "frames": volume.frame_duration,
    "frame": volume.grids.frame,
    "grids": {grid.name: [grid.data_type, grid.channels, grid.matrix_object[0][0]] for grid in volume.grids},
    "box": [list(corner) for corner in smoke.bound_box],
}

material = bpy.data.materials.new("Smoke")
material.use_nodes = True
nodes = material.node_tree.nodes
nodes.clear()
shader = nodes.new("ShaderNodeVolumePrincipled")
shader.inputs["Density"].default_value = 40
output = nodes.new("ShaderNodeOutputMaterial")
material.node_tree.links.new(shader.outputs["Volume"], output.inputs["Volume"])
volume.materials.append(material)

low, high = smoke.bound_box[0], smoke.bound_box[6]
middle = [(a + b) / 2 for a, b in zip(low, high)]
size = max(b - a for a, b in zip(low, high))
camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
camera.location = (middle[0], middle[1], middle[2] + 3 * size)  # looks along -z
sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
sun.data.energy = 8
scene.collection.objects.link(camera)
scene.collection.objects.link(sun)
scene.camera = camera
scene.render.engine = "CYCLES"
scene.cycles.samples = 4
scene.cycles.use_denoising = False  # not every build has a denoiser
scene.render.resolution_x = scene.render.resolution_y = 48
scene.render.resolution_percentage = 100
scene.render.filepath = picture
bpy.ops.render.render(write_still=True)
print("BLENDER " + json.dumps(told))
