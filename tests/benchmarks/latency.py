"""From a key press to the new picture in the browser: our lab against the way teaching notebooks usually do it.

Run it from the repository's root:  python tests/benchmarks/latency.py [--presses 60] [--drags 40]
All draw the same picture of the same experiment from the same slider, in one notebook, one kernel and one page, and
take turns press by press, so that whatever else the machine does falls on all. The clock starts at the key's own
event in the page and stops in the first animation frame at which the image on the page, read back through a canvas, has other pixels.
"""

import argparse
import base64
import hashlib
import os
import statistics
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from matplotlib.text import Text
from playwright.sync_api import sync_playwright

from helpers.experiments import measure_layers
from helpers.pictures import LayerPicture
from tests.benchmarks import usual_way
from tests.benchmarks.machine import machine_and_versions
from tests.browser import chromium
from tests.browser.jupyter_server import JupyterServer, copy_of_the_repository
from tests.browser.lab_on_page import ControlOnPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.part import Part

IMPORTS = """
import sys; sys.path.insert(0, "..")
from helpers.experiments import measure_layers
from helpers.lab import Lab
from helpers.pictures import LayerPicture
from ipywidgets import interact
%matplotlib inline
"""

PACKAGES = ("jupyterlab", "ipywidgets", "ipykernel", "matplotlib", "numpy", "pillow", "playwright")

LAB = "Lab(measure_layers, LayerPicture(), depth=(1, 50))"

USUAL_WAY = (Path(__file__).parent / "usual_way.py").read_text()
USUAL = f"{USUAL_WAY}\ninteract(draw, depth=(1, 50)).widget.add_class('usual-way');"
LAID_OUT = "interact(draw_with_layout, depth=(1, 50)).widget.add_class('laid-out');"

NAMES = {
    "usual": "`interact`, a new figure each time, inline backend",
    "laid out": "the same with constrained layout, as our picture has",
    "lab": "`Lab`",
}

# Starts a clock at the next key; `latency` is a promise of milliseconds.
START_CLOCK = """selector => {
    const image = () => document.querySelector(selector);
    const pixels = (picture, canvas = new OffscreenCanvas(100, 50)) => {
        const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0, 100, 50);
        return context.getImageData(0, 0, 100, 50).data.join();
    };
    const before = pixels(image());
    let seen = image().src, started;
    addEventListener('keydown', () => { started = performance.now() }, { once: true, capture: true });
    window.latency = new Promise(resolve => {
        const look = () => {
            const now = image();
            if (now?.complete && now.naturalWidth && now.src !== seen) {
                seen = now.src;
                if (pixels(now) !== before) return resolve(performance.now() - started);
            }
            requestAnimationFrame(look);
        };
        look();
    });
}"""


# The lab draws a draft first, with as many pixels as the usual way's picture, and a sharp one when no key follows.
SHARP = """selector => {
    const image = document.querySelector(selector);
    return !image.matches('.gradient-lab-screen') || image.naturalWidth === 2 * image.getAttribute('width');
}"""


class Subject:
    """One of the ways: a slider, and the image it moves."""

    def __init__(self, page, slider, image):
        self.page, self.image = page, image
        self.slider = ControlOnPage(Part(page).inside(slider), "depth")

    def press(self, key):
        """Milliseconds from the key to the new picture."""
        self.slider.box.locator(".noUi-handle").focus()
        self.page.evaluate(START_CLOCK, self.image)
        self.page.keyboard.press(key)
        return self.page.evaluate("() => window.latency")

    def picture(self):
        """Bytes of the picture shown, as text."""
        return self.page.evaluate(
            "async image => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256',"
            " await (await fetch(document.querySelector(image).src)).arrayBuffer()))))",
            self.image,
        )

    def depth(self):
        return int(self.slider.shown())

    def rest(self):
        """Waits until the kernel has nothing to do and the page has drawn what it was sent, sharp if it is the lab's."""
        self.page.wait_for_function(SHARP, arg=self.image)
        self.page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
        )
        self.page.evaluate("async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame) }")


def take_turns(subjects, presses):
    """Latencies of `presses` key presses on each subject, in ms: the same keys for all, each time another one first."""
    latencies, pictures = {name: [] for name in subjects}, {name: {} for name in subjects}
    order = deque(subjects)
    for number in range(presses):
        for name in order:
            subject = subjects[name]
            latencies[name].append(subject.press("ArrowRight" if number // 10 % 2 == 0 else "ArrowLeft"))
            subject.rest()
            check_picture(pictures[name], subject.depth(), subject.picture())
        order.rotate()
    check_lab(pictures["lab"])
    return latencies


def check_same_picture():
    """Both ways put the same words on a page of the same size."""
    ours, theirs = LayerPicture().draw(measure_layers(depth=20)), usual_way.new_figure(measure_layers(depth=20))
    for figure in (ours, theirs):
        figure.canvas.draw()
    assert words(ours) == words(theirs), f"only on one of the two pictures: {words(ours) ^ words(theirs)}"
    assert tuple(ours.get_size_inches()) == tuple(theirs.get_size_inches())


def words(figure):
    return {text.get_text() for text in figure.findobj(Text) if text.get_visible()} - {""}


def check_picture(pictures, depth, picture):
    """One depth always gives one picture, and no other depth gives the same: what was timed was the new value's picture."""
    others = {other: seen for other, seen in pictures.items() if other != depth}
    assert picture not in others.values(), f"the picture did not change with depth {depth}"
    assert pictures.setdefault(depth, picture) == picture, f"depth {depth} was drawn in two ways"


def check_lab(pictures):
    """What the lab showed is, byte by byte, what the experiment and the picture give here."""
    for depth, picture in pictures.items():
        assert picture == digest(expected_picture(depth)), f"the lab showed something else at depth {depth}"


def expected_picture(depth):
    return LayerPicture().frame(measure_layers(depth=depth))


def digest(data):
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def fast_drags(lab, drags, seed=0):
    """How many of `drags` fast drags end on the picture of the last value; `drags`; the longest wait for it in ms."""
    random, right, waits = Random(seed), 0, []
    for _ in range(drags):
        depth = lab.control("depth")
        depth.grab()
        for _ in range(4):
            depth.pull_to(random.random(), steps=10)
        lab.page.mouse.up()
        released = time.perf_counter()
        value = lab.settled("depth")
        waits.append(1000 * (time.perf_counter() - released))
        right += lab.picture() == expected_picture(value)
    return right, drags, max(waits)


def report(latencies, drags, browser_version):
    """The Markdown table and what goes with it."""
    print(f"{len(latencies['lab'])} key presses each, taking turns; Chromium {browser_version},")
    print(f"{machine_and_versions(*PACKAGES)} Load average {os.getloadavg()[0]:.1f}.\n")
    print("| way | median, ms | 95th percentile, ms | Lab is faster, times |\n|---|---|---|---|")
    for name, words in NAMES.items():
        median, late = statistics.median(latencies[name]), statistics.quantiles(latencies[name], n=20)[-1]
        print(f"| {words} | {median:.0f} | {late:.0f} | {median / statistics.median(latencies['lab']):.1f} |")
    right, total, longest = drags
    print(
        f"\nAfter {total} fast drags the final picture was that of the last value {right} times; longest wait {longest:.0f} ms."
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--presses", type=int, default=60, help="key presses for each (default 60)")
    arguments.add_argument("--drags", type=int, default=40, help="fast drags of the lab's slider (default 40)")
    chosen = arguments.parse_args()
    check_same_picture()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            page = browser.new_page(viewport={"width": 1400, "height": 2400})
            path = server.write_notebook(IMPORTS, LAB, USUAL, LAID_OUT)
            notebook = NotebookPage(page, server).open(path).run_all()
            subjects = {
                "lab": Subject(page, ".gradient-lab-control-depth", "img.gradient-lab-screen"),
                "usual": Subject(page, ".usual-way .widget-slider", ".usual-way .jp-OutputArea img"),
                "laid out": Subject(page, ".laid-out .widget-slider", ".laid-out .jp-OutputArea img"),
            }
            take_turns(subjects, 4)  # the first presses load fonts and fill caches
            latencies = take_turns(subjects, chosen.presses)
            report(latencies, fast_drags(notebook.lab(), chosen.drags), browser.version)
        browser.close()


if __name__ == "__main__":
    main()
