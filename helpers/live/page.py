"""The page of a live lab: that of a lab, with a line that tells how far it is and a slider through what has been."""

from html import escape

import ipywidgets as widgets

from ..page import TEXT, WIDTH, Page, named


class LivePage(Page):
    """A page whose picture may move on by itself; `look_at(index)` is called when the reader winds to a frame."""

    def __init__(self, controls, buttons, picture, look_at):
        super().__init__(controls, buttons, picture)
        looks = {"description": "frame", "style": {"description_width": "96px"}}
        self._frames = named(widgets.IntSlider(0, 0, 0, layout=widgets.Layout(width=WIDTH), **looks), "frame")
        self._frames.observe(lambda change: look_at(change["new"]), "value")
        self._progress = named(widgets.HTML(), "progress")
        panel, bar, screen, *lines = self.box.children
        self.box.children = [panel, bar, self._progress, screen, self._frames, *lines]

    def move(self, picture):
        """A new picture, with the words still those of a moment ago."""
        self.screen.value = picture

    def tell(self, progress):
        """How far it is, in words."""
        self._progress.value = f'<div style="{TEXT}">{escape(progress)}</div>'

    def play(self):
        """While it moves there is no winding back."""
        self._buttons["Play"].description = "Pause"
        self._frames.disabled = True

    def rest(self, frames, shown):
        """It stands still: any of so many `frames` may be looked at; this one is `shown`."""
        self._buttons["Play"].description = "Play"
        self._frames.max = frames - 1
        self._frames.value = shown
        self._frames.disabled = frames == 1
