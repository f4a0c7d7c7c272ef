"""A panel puts many controls under headings, and above them a menu of presets that sets them all at once."""

from html import escape

import ipywidgets as widgets

from ..controls import LABEL
from ..page import COLUMNS, NAME, TEXT, WIDTH
from ..widget_tree import named
from .page import LivePage

OWN = "settings of your own"


class PanelPage(LivePage):
    """A live page whose controls stand in `groups` (heading -> names), below the names of `presets`.

    `choose(name)` is called when the reader picks a preset.
    """

    def __init__(self, controls, buttons, picture, look_at, groups, presets, choose):
        super().__init__(controls, buttons, picture, look_at)
        looks = {"description": "show me", "style": LABEL}
        self._menu = widgets.Dropdown(options=[OWN, *presets], layout=widgets.Layout(width="484px"), **looks)
        self._look = named(widgets.HTML(), NAME, "look")
        self._menu.observe(lambda change: choose(change["new"]), "value")
        panel, *rest = self.box.children
        parts = [part for heading, names in groups.items() for part in _group(heading, names, controls)]
        self.box.children = [named(self._menu, NAME, "presets"), self._look, *parts, *rest]
        for left_over in (panel.layout, panel):
            left_over.close()

    def name(self, preset, look):
        """The settings are those of `preset` (None: of none), and `look` says what to see."""
        self._menu.value = preset or OWN
        self._look.value = f'<div style="{TEXT}; min-height: 1.5em; margin-left: 132px">{escape(look)}</div>'


def _group(heading, names, controls):
    words = f'<div style="{TEXT}; font-weight: bold; margin-top: 6px">{escape(heading)}</div>'
    layout = widgets.Layout(grid_template_columns=COLUMNS, max_width=WIDTH)
    return [widgets.HTML(words), widgets.GridBox([controls[name] for name in names], layout=layout)]
