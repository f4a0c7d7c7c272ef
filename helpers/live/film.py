"""A film is a picture file made of a lab's frames: an animated GIF of many, or a PNG of one."""

import io
import re
from pathlib import Path

from PIL import Image

MOST_FRAMES = 100
MILLISECONDS = 80  # each frame is seen; the last one stays for REST
REST = 2000
COLORS = 128
NAME = re.compile(r"\w[\w .-]*\.(gif|png)", re.IGNORECASE)


class Film:
    """The frames still `waiting` to be drawn for `path`, and those that are; `write` is for when none waits."""

    def __init__(self, path, frames):
        self.path = path
        self.waiting = list(frames)
        self.images = []

    def add(self, image):
        """The picture of the next waiting frame, a PIL image."""
        del self.waiting[0]
        self.images.append(
            image if self.is_still else image.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )

    @property
    def is_still(self):
        return self.path.suffix.lower() == ".png"

    def write(self):
        """Write the file, all of it or nothing."""
        stream = io.BytesIO()
        first, *others = self.images
        if self.is_still:
            first.save(stream, "PNG", optimize=True)
        else:
            durations = [MILLISECONDS] * len(others) + [REST]
            first.save(stream, "GIF", save_all=True, append_images=others, duration=durations, loop=0)
        self.path.write_bytes(stream.getvalue())


def selection(frames):
    """At most MOST_FRAMES of `frames`, evenly spaced, the first and the last among them."""
    if len(frames) <= MOST_FRAMES:
        return frames
    step = (len(frames) - 1) / (MOST_FRAMES - 1)
    return [frames[round(place * step)] for place in range(MOST_FRAMES)]


def checked_path(name):
    """The path of `name` in the notebook's folder; ValueError for a name that is no picture's, or leads elsewhere."""
    if not NAME.fullmatch(str(name)):  # a Path will do
        right = "letters, digits, spaces, '.', '-' and '_', ending in .gif or .png, such as 'dying-units.gif'"
        raise ValueError(f"a file name here is made of {right}; not {name!r}")
    path = Path.cwd() / name
    if path.resolve() != Path.cwd().resolve() / name:
        raise ValueError(f"{name!r} leads out of the notebook's folder, {Path.cwd()}; choose another name")
    return path


def free_path(ending):
    """The first of gradient-lab-1, gradient-lab-2, … that is no file in the notebook's folder yet."""
    number = 1
    while (path := Path.cwd() / f"gradient-lab-{number}.{ending}").exists():
        number += 1
    return path
