"""A canvas is a figure that is laid out once and kept, so that a new frame redraws only the data.

Text and ticks are about nine tenths of the cost of drawing a figure. A canvas draws them once, keeps
the pixels as its background, and for each frame puts the background back and draws the data on it.
"""

import io
import zlib

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from .stamp import Stamp

CSS_DPI = 100  # one matplotlib inch is 100 CSS pixels, which makes 10.5 pt text about 15 px high
QUALITY, DRAFT_QUALITY = 90, 80  # of the JPEG; a draft is seen for a moment, and is a third smaller to send
SHARPNESS = 2  # picture pixels per CSS pixel: sharp on screens of device pixel ratio 2; a draft has one


class Canvas:
    """A kept figure of `width` x `height` CSS pixels in the colors of `palette`."""

    def __init__(self, width, height, palette):
        self.palette = palette
        self._rc = palette.rc()
        self._moving = []
        self._draft = self._packed = None  # backgrounds, not drawn yet
        with matplotlib.rc_context(self._rc):
            size = (width / CSS_DPI, height / CSS_DPI)
            self.figure = Figure(figsize=size, dpi=SHARPNESS * CSS_DPI, layout="constrained")
        self._agg = FigureCanvasAgg(self.figure)

    def style(self):
        """The context in which artists of this canvas are to be made."""
        return matplotlib.rc_context(self._rc)

    def moving(self, artist):
        """Mark `artist` as data: left out of the background, drawn anew in each frame."""
        artist.set_animated(True)
        artist.set_in_layout(False)  # the layout must not depend on the first result
        self._moving.append(artist)
        return artist

    def stamp(self, *artists, in_layout=False):
        """A `Stamp` of these artists; with `in_layout` they are given room, where they have their size from the start."""
        for artist in artists:
            artist.set_animated(True)
            artist.set_in_layout(in_layout)
        stamp = Stamp(*artists)
        self._moving.insert(0, stamp)
        return stamp

    def refresh(self):
        """Draw the background anew at the next frame, because something that does not move changed."""
        self._draft = None

    def frame(self, draft=False):
        """The picture as it stands, as JPEG bytes; a draft has half the sharpness and is sooner in the browser."""
        return self._drawn(draft, lambda pixels: _jpeg(pixels, DRAFT_QUALITY if draft else QUALITY))

    def image(self, draft=False):
        """The picture as it stands, as a PIL image that has lost nothing."""
        return self._drawn(draft, lambda pixels: pixels.convert("RGB"))

    def _drawn(self, draft, take):
        """What `take` makes of the pixels, before the buffer that holds them is given back."""
        if self._draft is None:
            self._draw_backgrounds()
        self.figure.set_dpi(CSS_DPI if draft else SHARPNESS * CSS_DPI)
        renderer = self._agg.get_renderer()
        pixels = np.asarray(renderer.buffer_rgba())
        pixels[:] = self._background(draft).reshape(pixels.shape)
        for artist in self._moving:
            artist.draw(renderer)
        # RGBX lets an encoder skip the alpha byte, which saves a copy.
        size = self._agg.get_width_height(physical=True)
        taken = take(Image.frombuffer("RGBX", size, renderer.buffer_rgba(), "raw", "RGBX", 0, 1))
        if not draft:
            self._shrink()
        return taken

    def _shrink(self):
        # A page may hold a dozen labs, most of them at rest: the large buffer is given back.
        self.figure.set_dpi(CSS_DPI)
        self._agg.get_renderer()
        for text in self.figure.findobj(Text):
            text._renderer = None  # each text would hold on to the buffer it was last drawn into
        self.figure.set_dpi(SHARPNESS * CSS_DPI)

    def _draw_backgrounds(self):
        # The first draw solves the layout; freezing it keeps every later frame where the first one was.
        self.figure.set_dpi(SHARPNESS * CSS_DPI)
        with self.style():
            self._agg.draw()
            if self.figure.get_layout_engine() is not None:
                self.figure.set_layout_engine("none")
        fair = np.asarray(self._agg.buffer_rgba())
        # Not drawn at half the sharpness but reduced to it: letters drawn anew would jump when the draft is made fair.
        self._draft = np.asarray(Image.fromarray(fair).reduce(SHARPNESS))
        # The large one is seldom needed and mostly paper: packed it takes a hundredth of the memory, and 4 ms to unpack.
        self._packed = zlib.compress(fair, level=1)

    def _background(self, draft):
        return self._draft if draft else np.frombuffer(zlib.decompress(self._packed), np.uint8)


def _jpeg(pixels, quality):
    stream = io.BytesIO()
    pixels.save(stream, "JPEG", quality=quality, subsampling=0)  # 0 is 4:4:4: thin lines keep their color
    return stream.getvalue()
