"""A canvas is a figure that is laid out once and kept, so that a new frame redraws only the data.

Text and ticks are about nine tenths of the cost of drawing a figure. A canvas draws them once, keeps
the pixels as its background, and for each frame puts the background back and draws the data on it.
"""

import io

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

CSS_DPI = 100  # one matplotlib inch is 100 CSS pixels, which makes 10.5 pt text about 15 px high
SHARPNESS = 2  # picture pixels per CSS pixel: sharp on screens of device pixel ratio 2


class Canvas:
    """A kept figure of `width` x `height` CSS pixels in the colors of `palette`."""

    def __init__(self, width, height, palette):
        self.palette = palette
        self._rc = palette.rc()
        self._moving = []
        self._background = None
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

    def refresh(self):
        """Draw the background anew at the next frame, because something that does not move changed."""
        self._background = None

    def frame(self):
        """The picture as it stands, as JPEG bytes."""
        if self._background is None:
            self._keep_background()
        self._agg.restore_region(self._background)
        renderer = self._agg.get_renderer()
        for artist in self._moving:
            artist.draw(renderer)
        return self._encode()

    def _keep_background(self):
        # The first draw solves the layout; freezing it keeps every later frame where the first one was.
        with self.style():
            self._agg.draw()
            if self.figure.get_layout_engine() is not None:
                self.figure.set_layout_engine("none")
        self._background = self._agg.copy_from_bbox(self.figure.bbox)

    def _encode(self):
        # RGBX lets the encoder skip the alpha byte, which saves a copy; subsampling=0 is 4:4:4.
        size = self._agg.get_width_height(physical=True)
        pixels = Image.frombuffer("RGBX", size, self._agg.buffer_rgba(), "raw", "RGBX", 0, 1)
        stream = io.BytesIO()
        pixels.save(stream, "JPEG", quality=90, subsampling=0)
        return stream.getvalue()
