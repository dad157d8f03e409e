"""Draws the letters that pictures of smoke are labelled with: Latin-1 in DejaVu Sans.

    python3 make_glyphs.py DejaVuSans.ttf ../../main/resources/org/perdura/cli/render

Made with Pillow 12.3.0 and DejaVu Sans 2.37 (Debian's fonts-dejavu-core). One picture for each size: the
characters 32 to 255 in rows of 16 equal cells, white on black. A letter begins BEARING pixels from the left side of
its cell, since some reach to the left of where they begin. The last row of a cell is no part of the letter: as many
of its pixels are white as the letter is wide.
"""

import sys

from PIL import Image, ImageDraw, ImageFont

COLUMNS = 16
FIRST, LAST = 32, 255
BEARING = 3


def draw(font_file, size):
    font = ImageFont.truetype(font_file, size, layout_engine=ImageFont.Layout.BASIC)
    letters = [chr(code) for code in range(FIRST, LAST + 1)]
    width = max(round(font.getlength(letter)) for letter in letters) + 2 * BEARING
    ascent, descent = font.getmetrics()
    height = ascent + descent + 1
    rows = (len(letters) + COLUMNS - 1) // COLUMNS
    sheet = Image.new("L", (COLUMNS * width, rows * height))
    for index, letter in enumerate(letters):
        cell = Image.new("L", (width, height))
        pen = ImageDraw.Draw(cell)
        if letter.isprintable():
            pen.text((BEARING, ascent), letter, font=font, fill=255, anchor="ls")
        pen.rectangle([(0, height - 1), (width - 1, height - 1)], fill=0)
        advance = round(font.getlength(letter))
        if advance:
            pen.line([(0, height - 1), (advance - 1, height - 1)], fill=255)
        sheet.paste(cell, (index % COLUMNS * width, index // COLUMNS * height))
    return sheet


def main(font_file, folder):
    for size in (14, 20):
        draw(font_file, size).save(f"{folder}/glyphs-{size}.png", optimize=True)


main(*sys.argv[1:])
