"""One lab as a reader meets it: its controls, its picture, and the three lines of text under it."""

import ast
import base64
import hashlib
from functools import cache, cached_property

from tests.browser.waiting import eventually

SCREEN = "img.gradient-lab-screen"


class ControlOnPage:
    """One slider, menu or box of a lab, moved by keyboard or mouse."""

    def __init__(self, part, name):
        self.part, self.name = part, name
        self.page, self.box = part.page, part.locator

    @cached_property
    def kind(self):
        parts = {"slider": ".noUi-handle", "menu": "select", "box": "input[type=checkbox]"}
        return next(kind for kind, part in parts.items() if self.part.count(part))

    def shown(self):
        """The value the reader sees beside the control, as text (a box: 'True' or 'False')."""
        if self.kind == "menu":
            return self.part.inside("select").ask("menu => menu.value")
        if self.kind == "box":
            return str(self.part.inside("input").ask("box => box.checked"))
        return self.part.inside(".widget-readout").text().replace("\xa0", " ").replace("−", "-")

    def position(self):
        """A slider's place as (low, now, high); None for a menu or a box."""
        if self.kind != "slider":
            return None
        # The aria values are rounded to one digit after the point; the slider itself knows better.
        read = "({ noUiSlider: { options: { range }, get } }) => [range.min, get(true), range.max]"
        return tuple(self.part.inside(".noUi-target").ask(read))

    def press(self, *keys):
        """Presses keys on the focused control."""
        self.part.inside(".noUi-handle, select, input[type=checkbox]").ask("part => part.focus()")
        for key in keys:
            self.page.keyboard.press(key)

    def walk_to(self, place):
        """Moves a slider by arrow keys to the place nearest `place`: one key to see the step, then the rest."""
        start = self.position()[1]
        if start == place:
            return
        forth, back = ("ArrowRight", "ArrowLeft") if start < place else ("ArrowLeft", "ArrowRight")
        self.press(forth)
        step = self.position()[1] - start
        self.press(*[forth] * max(0, round((place - start) / step) - 1))
        if abs(self.position()[1] - place) > abs(step) / 2:
            self.press(back)

    def put_back(self, shown, position):
        """Returns to what `shown` and `position` said before: a slider by a drag, and the last steps by arrow keys."""
        if self.kind == "slider":
            low, place, high = position
            self.drag_to((place - low) / (high - low), steps=1)
            self.walk_to(place)
        elif self.kind == "menu":
            self.choose(shown)
        elif self.shown() != shown:
            self.press("Space")

    def grab(self):
        """Presses the mouse button on a slider's handle, and leaves it down."""
        handle = self.box.locator(".noUi-handle")
        handle.scroll_into_view_if_needed()
        edges = handle.bounding_box()
        self.page.mouse.move(edges["x"] + edges["width"] / 2, edges["y"] + edges["height"] / 2)
        self.page.mouse.down()

    def pull_to(self, fraction, steps=5):
        """Moves the mouse along the track, 0 at the left end and 1 at the right, and a little past either end."""
        track = self.box.locator(".noUi-base").bounding_box()
        x = track["x"] + track["width"] * (1.04 * fraction - 0.02)
        self.page.mouse.move(x, track["y"] + track["height"] / 2, steps=steps)

    def drag_to(self, fraction, steps=5):
        """Drags a slider's handle to a fraction of its track and lets go."""
        self.grab()
        self.pull_to(fraction, steps)
        self.page.mouse.up()

    def type(self, text):
        """Types over a slider's readout and presses Enter."""
        readout = self.box.locator(".widget-readout")
        readout.click()
        readout.press("ControlOrMeta+a")
        readout.press_sequentially(text)
        readout.press("Enter")

    def options(self):
        return self.part.ask("part => [...part.querySelectorAll('option')].map(option => option.value)")

    def choose(self, option):
        self.box.locator("select").select_option(option)


class LabOnPage:
    """Finds the parts of one lab by the CSS classes the lab gives them."""

    def __init__(self, part):
        self.part, self.page, self.root = part, part.page, part.locator
        self.control = cache(self._control)  # each keeps what kind it is

    def controls(self):
        prefix = "gradient-lab-control-"
        found = self.part.ask(
            f"part => [...part.querySelectorAll('[class*={prefix}]')].flatMap(node => [...node.classList])"
        )
        return [self.control(name.removeprefix(prefix)) for name in found if name.startswith(prefix)]

    def picture(self):
        """Bytes of the image on the screen."""
        read = """async image => {
            for (;;) try {
                const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
                return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
            } catch { await new Promise(requestAnimationFrame) }  // replaced while it was read
        }"""
        return base64.b64decode(self.part.inside(SCREEN).ask(read))

    def sentence(self):
        return self._text("sentence")

    def note(self):
        return self._text("note")

    def call(self):
        """The line that rebuilds what is shown."""
        return self._text("call")

    def values(self):
        """The settings in force at the end of the rebuild line: the arguments of each `.show(…)`, later ones over earlier."""
        call, values = ast.parse(self.call(), mode="eval").body, {}
        while isinstance(call.func, ast.Attribute):
            values = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords} | values
            call = call.func.value
        return values

    def what_is_shown(self):
        """Digest of the picture, and the lines under it, as `NotebookPage.rebuild` gives them."""
        return hashlib.sha256(self.picture()).hexdigest(), f"{self.sentence()}\n{self.call()}"

    def drawn(self, name):
        """Waits until the rebuild line, the last thing a turn writes, names what control `name` shows; returns the value."""
        control = self.control(name)
        eventually(
            lambda: same(control.shown(), self.values().get(name)),
            lambda: f"{name} = {control.shown()} to be drawn; the lab says: {self.call()} {self.note()}",
        )
        return self.values()[name]

    def settled(self, name):
        """Waits for the sharp picture that follows the drafts of a moving control; returns the value shown."""
        value = self.drawn(name)
        eventually(self.is_sharp, f"a sharp picture of {name} = {value}")
        return value

    def is_live(self):
        """Whether this lab can play."""
        return self.part.count(".gradient-lab-play") > 0

    def is_sharp(self):
        """Whether the picture has two of its own pixels for each of the page's."""
        return self.part.inside(SCREEN).ask(
            "image => image.complete && image.naturalWidth === 2 * image.getAttribute('width')"
        )

    def press_button(self, name):
        self.root.locator(f".gradient-lab-{name}").click()

    def screenshot(self, path):
        self.root.screenshot(path=path)

    def _control(self, name):
        return ControlOnPage(self.part.inside(f".gradient-lab-control-{name}"), name)

    def _text(self, part):
        return self.part.inside(f".gradient-lab-{part}").text().strip()


class PredictionOnPage:
    """A question with a control for the guess and two buttons, above a lab."""

    def __init__(self, part):
        self.part, self.root = part, part.locator

    def lab(self):
        return LabOnPage(self.part.inside(".gradient-lab"))

    def guess(self):
        """Guesses the last thing that may be guessed."""
        choices = self.root.locator(".gradient-lesson-guess").get_by_role("button")
        if choices.count():
            choices.last.click()
        else:
            ControlOnPage(self.part.inside(".gradient-lesson-guess"), "guess").press("End")

    def answer(self):
        return self.part.inside(".gradient-lesson-answer").text()

    def press_button(self, name):
        self.root.locator(f".gradient-lesson-{name}:enabled").click()

    def screenshot(self, path):
        self.root.screenshot(path=path)


def same(shown, value):
    """Whether a readout (rounded, as text) shows `value`."""
    if isinstance(value, bool) or isinstance(value, str) or value is None:
        return shown == str(value)
    two_decimals = len(shown.partition(".")[2]) == 2  # else it has three digits at least, or is exact
    try:
        return abs(float(shown) - value) <= 0.006 * (1 if two_decimals else abs(value))
    except ValueError:
        return False
