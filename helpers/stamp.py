"""A stamp is a part of a picture with few states, such as an axis whose labels change: drawn once in each, then only put back.

Drawing a dozen short texts takes as long as all the data of a frame; putting their pixels back takes next to nothing.
"""

import numpy as np
from matplotlib.transforms import Bbox

MOST = 100  # states whose pixels are kept
MARGIN = 0.12  # inches around what an artist says of its size; the marks of an axis lie outside it


class Stamp:
    """Some artists that look the same whenever `state` is the same.

    It is to be drawn on the bare background, before what else moves: the background around the artists is kept with them.
    """

    def __init__(self, *artists):
        self.state = None
        self._artists, self._kept = artists, {}

    def draw(self, renderer):
        """Draw the artists, or put back what they looked like in this state at this size."""
        pixels, key = np.asarray(renderer.buffer_rgba()), (self.state, renderer.width)
        if key not in self._kept:
            if len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = self._drawn(renderer, pixels)
        place, kept = self._kept[key]
        pixels[place] = kept

    def _drawn(self, renderer, pixels):
        for artist in self._artists:
            artist.draw(renderer)
        boxes = [artist.get_tightbbox(renderer) for artist in self._artists]
        boxes = [box for box in boxes if box is not None and box.width > 0]
        if not boxes:
            return (slice(0), slice(0)), pixels[:0, :0]
        left, bottom, right, top = Bbox.union(boxes).padded(MARGIN * renderer.dpi).extents
        height, width = pixels.shape[:2]
        rows, columns = np.clip([height - top, height - bottom], 0, height), np.clip([left, right], 0, width)
        place = slice(*rows.astype(int)), slice(*columns.astype(int))
        return place, pixels[place].copy()
