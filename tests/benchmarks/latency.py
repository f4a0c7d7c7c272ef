"""From a key press to the new picture in the browser: our lab against the way teaching notebooks usually do it.

Run it from the repository's root:  python tests/benchmarks/latency.py [--presses 60] [--drags 40]
Both draw the same picture of the same experiment from the same slider, in one notebook, one kernel and one page, and
take turns press by press, so that whatever else the machine does falls on both. The clock starts at the key's own
event in the page and stops in the first animation frame at which the image on the page, read back through a canvas, has other pixels.
"""

import argparse
import base64
import hashlib
import statistics
import sys
import tempfile
import time
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


class Subject:
    """One of the two ways: a slider, and the image it moves."""

    def __init__(self, page, slider, image):
        self.page, self.image = page, image
        self.slider = ControlOnPage(page, page.locator(slider), "depth")

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
        """Waits until the kernel has nothing to do and the page has drawn what it was sent."""
        self.page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
        )
        self.page.evaluate("async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame) }")


def take_turns(lab, usual, presses):
    """Latencies of `presses` key presses on each subject, in ms, the same keys for both, in alternating order."""
    latencies, pictures = {lab: [], usual: []}, {lab: {}, usual: {}}
    for number in range(presses):
        for subject in (lab, usual) if number % 2 else (usual, lab):
            latencies[subject].append(subject.press("ArrowRight" if number // 10 % 2 == 0 else "ArrowLeft"))
            subject.rest()
            check_picture(pictures[subject], subject.depth(), subject.picture())
    check_lab(pictures[lab])
    return latencies[lab], latencies[usual]


def check_same_picture():
    """Both ways put the same words on a page of the same size."""
    ours, theirs = LayerPicture().draw(measure_layers(depth=20)), usual_way.new_figure(20)
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
    """How many of `drags` fast drags end on the picture of the last value, and the longest wait for it in ms."""
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
    return right, max(waits)


def summary(name, latencies, reference):
    median, ninety_fifth = statistics.median(latencies), statistics.quantiles(latencies, n=20)[-1]
    return f"| {name} | {median:.0f} | {ninety_fifth:.0f} | {statistics.median(reference) / median:.1f} |"


def report(lab, usual, drags, browser_version):
    right, total, longest = drags
    print(f"{len(lab)} key presses each, taking turns; Chromium {browser_version}, {machine_and_versions(*PACKAGES)}\n")
    print("| way | median, ms | 95th percentile, ms | times faster |\n|---|---|---|---|")
    print(summary("`interact`, a new figure each time, inline backend", usual, usual))
    print(summary("`Lab`", lab, usual))
    print(
        f"\nAfter a fast drag the final picture was that of the last value in {right} of {total}; longest wait {longest:.0f} ms."
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--presses", type=int, default=60, help="key presses for each of the two (default 60)")
    arguments.add_argument("--drags", type=int, default=40, help="fast drags of the lab's slider (default 40)")
    chosen = arguments.parse_args()
    check_same_picture()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            page = browser.new_page(viewport={"width": 1400, "height": 1600})
            notebook = NotebookPage(page, server).open(server.write_notebook(IMPORTS, LAB, USUAL)).run_all()
            lab = Subject(page, ".gradient-lab .gradient-lab-control-depth", ".gradient-lab img.gradient-lab-screen")
            usual = Subject(page, ".usual-way .widget-slider", ".usual-way .jp-OutputArea img")
            take_turns(lab, usual, 4)  # the first presses load fonts and compile nothing again
            latencies = take_turns(lab, usual, chosen.presses)
            drags = fast_drags(notebook.lab(), chosen.drags)
            report(*latencies, (drags[0], chosen.drags, drags[1]), browser.version)
        browser.close()


if __name__ == "__main__":
    main()
