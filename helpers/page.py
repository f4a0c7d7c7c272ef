"""A page is what a lab looks like: controls and buttons, the picture, and three lines of text.

The lines are the sentence that reads the picture aloud, a note when something went wrong, and the call
that rebuilds what is seen.
"""

import re
import traceback
from html import escape

import ipywidgets as widgets

from .grip import Grip
from .palette import in_use
from .progress import ProgressBar
from .widget_tree import close_tree, named

NAME = "gradient-lab"  # the class of the whole page; the class of each part starts with it
WIDTH = "960px"  # of controls and text: that of the pictures
COLUMNS = "repeat(auto-fill, minmax(400px, 1fr))"  # two controls side by side in 960 pixels, one in a narrow window
TEXT = f"line-height: 1.45; max-width: {WIDTH}"
UNBROKEN = re.compile(r"\S*\de-\d\S*|\S+ %")  # 1.4e-20 and 62 %, which a line must not break in two
WIDE_READOUT = f"<style>.{NAME} .widget-readout {{ min-width: 112px }}</style>"  # room for the longest name on a menu


class Page:
    """The widgets of a lab: `box` holds them all, `screen` is the image, `text` what stands under it."""

    def __init__(self, controls, buttons, picture):
        self._ready = [control for control in controls.values() if not _is_ours(control)]
        self._buttons = {label: _button(label, press) for label, press in buttons.items()}
        self.screen = _screen(picture)
        self._grip = Grip(picture, self.screen) if picture.grip() else None
        self._bar = None  # of progress; most experiments are quick and need none
        self._sentence, self._note, self._call = (
            named(widgets.HTML(), NAME, part) for part in ("sentence", "note", "call")
        )
        wrapped = widgets.Layout(flex_flow="row wrap")  # on a narrow page, instead of narrow buttons with words cut off
        self._row = widgets.HBox([*self._buttons.values(), widgets.HTML(WIDE_READOUT)], layout=wrapped)
        shown = self._grip.box if self._grip else self.screen
        self.box = widgets.VBox([_panel(controls), self._row, shown, self._sentence, self._note, self._call])
        self.box.add_class(NAME)
        self.text = ""

    def show(self, frame, sentence, call, pinned):
        """A new picture with its `sentence` and `call` (in two parts: the lab, its settings); an old note goes."""
        self._at_rest()
        self.screen.value = frame
        if self._grip:
            self._grip.follow()
        self._sentence.value = _spoken(sentence)
        self._note.value = ""
        self._buttons["Pin"].description = "Unpin" if pinned else "Pin"
        self._call.value = _copyable(*call)
        self.text = f"{sentence}\n{''.join(call)}"

    def fail(self, error, call):
        """A note with `error` and the `call` that caused it; picture and sentence stay as they were."""
        self._at_rest()
        self._note.value = _noted(error, call)

    def progress(self, done, total):
        """Say beside the buttons how far a slow experiment has come, until its picture is there."""
        if self._bar is None:
            self._bar = ProgressBar(put=self._put_beside_the_buttons)
        self._bar(done, total)

    def _put_beside_the_buttons(self, box):
        self._row.children = [*self._row.children, box]

    def _at_rest(self):
        if self._bar:
            self._bar.hide()

    @property
    def is_open(self):
        """Whether the page can still be seen."""
        return self.box.comm is not None

    def close(self):
        """Close every widget made here, with its layout and style; ready widgets stay open."""
        close_tree(self.box, self._ready)


def _is_ours(control):
    return getattr(control, "menu", None) is not None


def _panel(controls):
    for name, control in controls.items():
        named(control, NAME, "control", name)
        if _is_ours(control):
            control.layout.width = "auto"
    layout = widgets.Layout(grid_template_columns=COLUMNS, max_width=WIDTH)
    return widgets.GridBox([*controls.values()], layout=layout)


def _button(label, press):
    button = widgets.Button(description=label, layout=widgets.Layout(width="104px"))
    button.on_click(lambda _: press())
    return named(button, NAME, label.lower().replace(" ", "-"))


def _screen(picture):
    # The box keeps the picture's shape from the first moment, so nothing below it jumps.
    layout = widgets.Layout(max_width="100%", height="auto")
    size = {"width": str(picture.width), "height": str(picture.height)}
    kind = picture.mime.split("/")[1]
    return named(
        widgets.Image(value=picture.frame(None, draft=True), format=kind, layout=layout, **size), NAME, "screen"
    )


def _spoken(sentence):
    # role="status" has screen readers speak each new sentence, which stands in for the picture.
    looks = f"{TEXT}; font-size: {15 * in_use().scale:.0f}px; min-height: 3em"
    words = UNBROKEN.sub(r'<span style="white-space: nowrap">\g<0></span>', escape(sentence))
    return f'<div role="status" style="{looks}">{words}</div>'


def _noted(error, call):
    words = ": ".join(filter(None, [f"<b>{type(error).__name__}</b>", escape(str(error))]))
    history = escape("".join(traceback.format_exception(error)))
    return (
        f'<div role="alert" style="{TEXT}; border-left: 4px solid #B00020; padding-left: 10px">'
        f"{words}<br>This call failed, and the picture is still the last one that worked: <code>{escape(call)}</code>"
        f"<details><summary>Where it happened</summary><pre>{history}</pre></details></div>"
    )


def _copyable(lab, settings):
    # Inline parts, so that one click selects one unbroken line; the long menus are cut on the screen only.
    cut = "display: inline-block; max-width: 24ch; overflow: hidden; text-overflow: ellipsis; white-space: nowrap"
    looks = "font-size: 12px; opacity: 0.75; background: none; padding: 0; user-select: all; -webkit-user-select: all"
    return (
        f'<div style="{TEXT}" title="Click to select this call; paste it into a cell to have this lab again">'
        f'<code style="{looks}"><span style="{cut}; vertical-align: bottom">{escape(lab)}</span>'
        f'<span style="vertical-align: bottom">{escape(settings)}</span></code></div>'
    )
