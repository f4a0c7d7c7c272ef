"""How a live lab plays in the browser: frames displayed a second, how long Stop takes, and a slider meanwhile.

Run it from the repository's root:  python tests/benchmarks/playing.py [--seconds 5] [--stops 20]
A frame is counted when the page has loaded its picture. Stop is timed in the page from the click on Pause to the
first animation frame in which the button says Play;
a key on the slider of the learning rate, to the first one whose sentence names another rate.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from tests.benchmarks.machine import machine_and_versions
from tests.browser import chromium
from tests.browser.jupyter_server import JupyterServer, copy_of_the_repository
from tests.browser.notebook_page import NotebookPage

PACKAGES = ("jupyterlab", "ipywidgets", "ipykernel", "matplotlib", "numpy", "pillow", "playwright")

LAB = """
import sys; sys.path.insert(0, "..")
from helpers.controls import log_range
from helpers.experiments import {experiment}
from helpers.live import LiveLab
from helpers.pictures import {picture}
lab = LiveLab({experiment}, {picture}(), depth=(1, 50), width=(2, 128), learning_rate=log_range(0.001, 100))
lab.show(depth=5, width=64)
"""
SAYS_THE_RATE = (
    "LossPicture",
    "RasterPicture",
)  # whose sentences name the learning rate, so that a key on its slider can be timed
SUBJECTS = (
    ("Training", "LossPicture"), ("Training", "LayerPicture"), ("Duel", "DuelPicture"), ("Training", "RasterPicture"),
    ("FollowedTraining", "UnitPicture"), ("PlaneTraining", "HingePicture"),
)  # fmt: skip

COUNT_FRAMES = """async seconds => {
    const image = document.querySelector('img.gradient-lab-screen');
    let frames = 0;
    const count = () => { frames += 1 };
    image.addEventListener('load', count);
    const start = performance.now();
    await new Promise(resolve => setTimeout(resolve, 1000 * seconds));
    image.removeEventListener('load', count);
    return 1000 * frames / (performance.now() - start);
}"""

TIME_UNTIL = """async ([act, done]) => {
    const start = performance.now();
    eval(act);
    while (!eval(done)) {
        if (performance.now() - start > 10000) throw new Error('waited 10 s in vain for ' + done);
        await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
}"""
SENTENCE = "document.querySelector('.gradient-lab-sentence').innerText.match(/at [^:]*:/)[0]"
KEY = (
    f"window.before = {SENTENCE}; document.querySelector('.gradient-lab-control-learning_rate .noUi-handle')"
    ".dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))"
)
BUTTON = "document.querySelector('.gradient-lab-play')"


def slider(page, presses):
    """Median milliseconds from a key on a live slider to the words."""
    times = []
    for _ in range(presses):
        times.append(page.evaluate(TIME_UNTIL, (KEY, f"{SENTENCE} !== window.before")))
        page.evaluate(COUNT_FRAMES, 0.4)
    return statistics.median(times)


def measure(notebook, experiment, picture, seconds, stops):
    """Frames a second, the milliseconds of each Stop, and those of a key on a slider at rest and while it plays."""
    notebook.open(notebook.server.write_notebook(LAB.format(experiment=experiment, picture=picture))).run_all()
    page = notebook.page
    play = (f"{BUTTON}.click()", f"{BUTTON}.innerText === 'Pause'")
    stop = (f"{BUTTON}.click()", f"{BUTTON}.innerText === 'Play'")
    at_rest = slider(page, stops) if picture in SAYS_THE_RATE else None
    page.evaluate(TIME_UNTIL, play)
    page.evaluate(COUNT_FRAMES, 1)
    rate, times = page.evaluate(COUNT_FRAMES, seconds), []
    for _ in range(stops):
        times.append(page.evaluate(TIME_UNTIL, stop))
        page.evaluate(TIME_UNTIL, play)
        page.evaluate(COUNT_FRAMES, 0.3)
    meanwhile = slider(page, stops) if picture in SAYS_THE_RATE else None
    page.evaluate(TIME_UNTIL, stop)
    return rate, times, at_rest, meanwhile


def report(subject, rate, times, at_rest, meanwhile):
    """One row of the Markdown table."""
    stop = f"{statistics.median(times):.0f} / {statistics.quantiles(times, n=20)[-1]:.0f}"
    keys = f"{at_rest:.0f} / {meanwhile:.0f}" if at_rest else ""
    print(f"| {', '.join(subject)} | {rate:.0f} | {stop} | {keys} | {os.getloadavg()[0]:.1f} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seconds", type=float, default=5, help="how long frames are counted (default 5)")
    arguments.add_argument("--stops", type=int, default=20, help="how often Stop is timed (default 20)")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            print(f"Chromium {browser.version}, {machine_and_versions(*PACKAGES)}\n")
            print(
                "| experiment, picture | frames a second | Stop, ms: median / p95 | key at rest / playing, ms | load |"
            )
            print("|---|---|---|---|---|")
            for subject in SUBJECTS:
                notebook = NotebookPage(browser.new_page(viewport={"width": 1400, "height": 1000}), server)
                report(subject, *measure(notebook, *subject, chosen.seconds, chosen.stops))
                notebook.page.close()
                server.shut_kernels_down()
        browser.close()


if __name__ == "__main__":
    main()
