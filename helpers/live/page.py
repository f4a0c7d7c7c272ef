"""The page of a live lab: that of a lab, with a line that tells how far it is and a slider through what has been."""

from html import escape

import ipywidgets as widgets

from ..controls import LABEL
from ..page import NAME, TEXT, WIDTH, Page
from ..sliders import make_anew
from ..widget_tree import named


class LivePage(Page):
    """A page whose picture may move on by itself; `look_at(number)` is called when the reader winds to a frame, from 1 on."""

    def __init__(self, controls, buttons, picture, look_at):
        super().__init__(controls, buttons, picture)
        looks = {"description": "frame", "style": LABEL}
        layout = widgets.Layout(width="100%", max_width=WIDTH)
        self._frames = named(widgets.IntSlider(1, 1, 1, layout=layout, **looks), NAME, "frame")
        self._known_to_its_keys = 1
        self._frames.observe(lambda change: look_at(change["new"]), "value")
        self._progress = named(widgets.HTML(), NAME, "progress")
        panel, bar, screen, *lines = self.box.children
        self.box.children = [panel, bar, self._progress, screen, self._frames, *lines]

    def move(self, picture):
        """A new picture, with the words still those of a moment ago."""
        self.screen.value = picture

    def tell(self, progress):
        """How far it is, in words."""
        self._progress.value = f'<div style="{TEXT}">{escape(progress)}</div>'

    def offer(self, playing):
        """The first button pauses what plays, and plays what stands."""
        self._buttons["Play"].description = "Pause" if playing else "Play"

    def place(self, shown, frames, playing):
        """Frame `shown` of `frames` is seen; while it plays there is no winding back."""
        self.offer(playing)
        self._frames.disabled = playing or frames == 1
        self._frames.max = frames
        self._frames.value = shown
        if not playing and frames != self._known_to_its_keys:
            self._known_to_its_keys = frames
            make_anew(self._frames)
