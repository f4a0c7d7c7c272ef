"""A ledger is a table of claims that can be filtered; each row opens its evidence and the lab behind it."""

import ipywidgets as widgets

from .. import cells
from ..claims import CLAIMS, WORDS
from ..lessons import record
from ..menu import Menu
from ..pictures import EvidencePicture, StripPicture
from ..widget_tree import close_tree, named
from .labs import open_lab
from .rows import STYLE, claim_html, meaning_html, plain, signed, still, verdict_html

NAME = "gradient-ledger"  # the class of the whole; the class of each part starts with it
ALL = "all"
FILTERS = ("verdict", "topic", "notebook")
HOW_TO_GUESS = "Cover each verdict until you have given yours"


class Ledger:
    """`Ledger(trial)`, or `Ledger(trial, ["T3", "T6"])` for some of the claims; `shown` names those in sight.

    With `guess_first` all verdicts are covered at first.

    `filters` has a menu for the verdict, the topic and the notebook. `show(verdict="fails")` sets them, `open("T5")`
    does what the row's button does, and returns the lab. While the button `asking` is down, a verdict is covered until
    the reader has given one: `guess("T5", "holds")`. `guesses` keeps it, and the review of all guesses tells it.
    Raises UnknownName for a claim that was not tried, ValueError for a filter or a verdict that is none.
    """

    def __init__(self, trial: dict, claims=None, guess_first=False):
        self.results = {name: Menu("claim that was tried", trial)[name] for name in claims or trial}
        self.lab = None
        strip = StripPicture()
        self._strips = {name: strip.frame(result) for name, result in self.results.items()}
        self._rows = {name: self._row(result) for name, result in self.results.items()}
        self.filters = {name: self._filter(name) for name in FILTERS}
        self.guesses = {}
        button = widgets.ToggleButton(guess_first, description="Guess first", tooltip=HOW_TO_GUESS)
        self.asking = named(button, NAME, "asking")
        self.asking.observe(self._cover, "value")
        self._count = named(widgets.HTML(), NAME, "count")
        self._table, self._open = widgets.VBox(), named(widgets.VBox(), NAME, "open")
        bar = widgets.HBox(
            [*self.filters.values(), self.asking, self._count], layout=widgets.Layout(flex_flow="row wrap")
        )
        self.box = widgets.VBox([widgets.HTML(STYLE), bar, self._table, self._open])
        self.box.add_class(NAME)
        for menu in self.filters.values():
            menu.observe(self._sift, "value")
        self._sift()
        self._cover()
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
        self._open.children = [named(widgets.HTML(meaning_html(result)), NAME, "meaning"), seen, self.lab.page.box]
        return self.lab

    def guess(self, claim: str, verdict: str):
        """Keep the reader's verdict on a claim, and uncover the court's; returns the ledger. Raises ValueError for no verdict."""
        result = Menu("claim in this ledger", self.results)[claim]
        if verdict not in WORDS:
            raise ValueError(f"verdict must be one of {', '.join(WORDS)}, not {verdict!r}")
        self.guesses[claim] = verdict
        record(f"{claim}: {result['says']}", verdict, result["verdict"])
        self._rows[claim].children[3].value = verdict_html(result, verdict)
        self._cover()
        return self

    def close(self):
        """Close all widgets, those of an open lab included."""
        self._shut()
        for part in (self.box, *self._rows.values()):  # a row that is sifted out is not in the box
            close_tree(part)

    def _shut(self):
        if self.lab is None:
            return
        *ours, _ = self._open.children
        self._open.children = []
        for widget in ours:
            close_tree(widget)
        self.lab.close()
        self.lab = None

    def _row(self, result):
        button = widgets.Button(description=result["claim"], tooltip="Open its evidence and its lab")
        button.layout.width = "52px"
        button.on_click(lambda _: self.open(result["claim"]))
        strip = widgets.Image(value=self._strips[result["claim"]], format="jpeg", width="200")
        strip.layout.height = "auto"
        grid = widgets.Layout(grid_template_columns="60px minmax(0, 1fr) 216px 250px", max_width="1040px")
        claim, verdict = (_cell(told(result)) for told in (claim_html, verdict_html))
        row = widgets.GridBox([button, claim, strip, verdict], layout=grid)
        return named(row, NAME, "row")

    def _cover(self, change=None):
        """Show in each row its strip and verdict, or in their place the menu for the reader's, as long as that is asked for."""
        for name, row in self._rows.items():
            covered = self.asking.value and name not in self.guesses
            if covered and len(row.children) < 5:
                row.children = [*row.children, self._menu(name)]
            for place, part in enumerate(row.children[2:]):
                part.layout.display = None if covered == (place == 2) else "none"
        self._tell_count()

    def _menu(self, claim):
        options = [("your verdict …", None), *((signed(word), word) for word in WORDS)]
        menu = widgets.Dropdown(options=options, layout=widgets.Layout(grid_column="3 / 5", width="240px"))
        menu.observe(lambda change: self.guess(claim, change["new"]), "value")
        return named(menu, NAME, "guess")

    def _filter(self, name):
        found = {result[name] for result in self.results.values()}
        order = [word for word in WORDS if word in found] if name == "verdict" else sorted(found)
        options = [(ALL, ALL), *((signed(one) if name == "verdict" else one.replace("_", " "), one) for one in order)]
        menu = widgets.Dropdown(options=options, value=ALL, description=name, layout=widgets.Layout(width="300px"))
        return named(menu, NAME, name)

    def _sift(self, change=None):
        shown = self.shown
        self._table.children = [self._rows[name] for name in shown]
        self._tell_count()

    def _tell_count(self):
        right = sum(self.results[claim]["verdict"] == verdict for claim, verdict in self.guesses.items())
        guessed = f" · {right} of {len(self.guesses)} guessed right" if self.guesses else ""
        self._count.value = f"{len(self.shown)} of {len(self.results)} claims{guessed}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live ledger, and for a page without a kernel its rows as a table."""
        results = [self.results[name] for name in self.shown]
        table = still(results, [self._strips[name] for name in self.shown])
        text = "\n".join(map(plain, results))
        return {**self.box._repr_mimebundle_(), "text/html": table, "text/plain": text}


def _cell(html):
    return widgets.HTML(html, layout=widgets.Layout(margin="0 8px"))
