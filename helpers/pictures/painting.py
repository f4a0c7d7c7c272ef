"""A painting is an image that is made anew for exactly the pixels it has on the screen, so that nothing is resampled."""

import numpy as np
from matplotlib.artist import Artist


class Painting(Artist):
    """Fills `axes` with what `paint(rows, columns)` returns: RGBA bytes (rows, columns, 4), the lowest row first."""

    def __init__(self, axes, paint, zorder=1):
        super().__init__()
        self._paint = paint
        self.set_zorder(zorder)
        axes.add_artist(self)

    def draw(self, renderer):
        left, low, right, high = np.round(self.axes.bbox.extents).astype(int)
        context = renderer.new_gc()
        renderer.draw_image(context, left, low, self._paint(high - low, right - left))
        context.restore()
