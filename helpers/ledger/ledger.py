"""A ledger is a table of claims that can be filtered; each row opens its evidence and the lab behind it."""

from functools import partial

import ipywidgets as widgets

from .. import cells
from ..claims import CLAIMS, WORDS
from ..menu import Menu
from ..pictures import EvidencePicture, StripPicture
from .labs import open_lab
from .rows import STYLE, claim_html, meaning_html, plain, signed, still, verdict_html

NAME = "gradient-ledger"  # the class of the whole; the class of each part starts with it
ALL = "all"
FILTERS = ("verdict", "topic", "notebook")


class Ledger:
    """`Ledger(trial)`, or `Ledger(trial, ["T3", "T6"])` for some of the claims; `shown` names those in sight.

    `filters` has a menu for the verdict, the topic and the notebook. `show(verdict="fails")` sets them, `open("T5")`
    does what the row's button does, and returns the lab. Raises UnknownName for a claim that was not tried, ValueError
    for a filter that is none.
    """

    def __init__(self, trial: dict, claims=None):
        self.results = {name: Menu("claim that was tried", trial)[name] for name in claims or trial}
        self.lab = None
        strip = StripPicture()
        self._strips = {name: strip.frame(result) for name, result in self.results.items()}
        self._rows = {name: self._row(result) for name, result in self.results.items()}
        self.filters = {name: self._filter(name) for name in FILTERS}
        self._count = named(widgets.HTML(), "count")
        self._table, self._open = widgets.VBox(), named(widgets.VBox(), "open")
        bar = widgets.HBox([*self.filters.values(), self._count], layout=widgets.Layout(flex_flow="row wrap"))
        self.box = widgets.VBox([widgets.HTML(STYLE), bar, self._table, self._open])
        self.box.add_class(NAME)
        for menu in self.filters.values():
            menu.observe(self._sift, "value")
        self._sift()
        cells.replace(self)

    @property
    def shown(self) -> list[str]:
        """The claims that the filters let through."""
        wanted = {name: menu.value for name, menu in self.filters.items() if menu.value != ALL}
        return [claim for claim, result in self.results.items() if all(result[n] == v for n, v in wanted.items())]

    def show(self, **wanted):
        """Set filters, such as `verdict="fails"`; "all" lets everything through. Returns the ledger."""
        for name, value in wanted.items():
            menu = Menu("filter", self.filters)[name]
            if value not in [option for _, option in menu.options]:
                raise ValueError(f"{name} must be one of {', '.join(o for _, o in menu.options)}, not {value!r}")
            menu.value = value
        return self

    def open(self, claim: str):
        """Show a claim's evidence and its lab under the table, in place of what was open; returns the lab."""
        result = Menu("claim in this ledger", self.results)[claim]
        self._shut()
        picture = EvidencePicture()
        seen = widgets.Image(value=picture.frame(result), format="jpeg", width=str(picture.width))
        seen.layout.max_width, seen.layout.height = "100%", "auto"
        self.lab = open_lab(*CLAIMS[claim].lab)
        self._open.children = [named(widgets.HTML(meaning_html(result)), "meaning"), seen, self.lab.page.box]
        return self.lab

    def close(self):
        """Close all widgets, those of an open lab included."""
        self._shut()
        close_all(self.box)

    def _shut(self):
        if self.lab is None:
            return
        *ours, _ = self._open.children
        self._open.children = []
        for widget in ours:
            close_all(widget)
        self.lab.close()
        self.lab = None

    def _row(self, result):
        button = widgets.Button(description=result["claim"], tooltip="Open its evidence and its lab")
        button.layout.width = "52px"
        button.on_click(lambda _: self.open(result["claim"]))
        strip = widgets.Image(value=self._strips[result["claim"]], format="jpeg", width="200")
        strip.layout.height = "auto"
        grid = widgets.Layout(grid_template_columns="60px minmax(0, 1fr) 216px 250px", max_width="1040px")
        cell = partial(widgets.HTML, layout=widgets.Layout(margin="0 8px"))
        row = widgets.GridBox([button, cell(claim_html(result)), strip, cell(verdict_html(result))], layout=grid)
        return named(row, "row")

    def _filter(self, name):
        found = {result[name] for result in self.results.values()}
        order = [word for word in WORDS if word in found] if name == "verdict" else sorted(found)
        options = [(ALL, ALL), *((signed(one) if name == "verdict" else one.replace("_", " "), one) for one in order)]
        menu = widgets.Dropdown(options=options, value=ALL, description=name, layout=widgets.Layout(width="300px"))
        return named(menu, f"{name}")

    def _sift(self, change=None):
        shown = self.shown
        self._table.children = [self._rows[name] for name in shown]
        self._count.value = f"{len(shown)} of {len(self.results)} claims"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live ledger, and for a page without a kernel its rows as a table."""
        results = [self.results[name] for name in self.shown]
        table = still(results, [self._strips[name] for name in self.shown])
        text = "\n".join(map(plain, results))
        return {**self.box._repr_mimebundle_(), "text/html": table, "text/plain": text}


def named(widget, part):
    widget.add_class(f"{NAME}-{part}")
    return widget


def close_all(widget):
    """Close a widget and all below it, with their layouts and styles."""
    for child in getattr(widget, "children", ()):
        close_all(child)
    for part in filter(None, [widget.layout, getattr(widget, "style", None), widget]):
        part.close()
