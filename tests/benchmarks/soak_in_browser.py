"""The soak with a hand on it: in a real JupyterLab each lab's controls are moved at random, by keys and by mouse,
and now and then a button is pressed: another seed, or a training played for a moment, wound back, or reset.

Run it from the repository's root:  python tests/benchmarks/soak_in_browser.py [--moves 300] [notebook …]
After each move the rebuild line must name what the control shows, with a sentence and without a note; after each tenth
the sharp picture and the words must be those that the rebuild line makes anew. The console must stay silent.
"""

import argparse
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import sync_playwright

from tests.benchmarks.machine import machine_and_versions
from tests.browser import chromium
from tests.browser.jupyter_server import REPOSITORY, JupyterServer, copy_of_the_repository
from tests.browser.live_lab_on_page import LiveLabOnPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.waiting import eventually

NOTEBOOKS = sorted(path.stem for path in (REPOSITORY / "notebooks").glob("*.ipynb"))
PACKAGES = ("jupyterlab", "ipywidgets", "ipykernel", "matplotlib", "numpy", "playwright")
KEYS = ("Home", "End", "ArrowRight", "ArrowLeft", "PageUp", "PageDown")
COMPARED = 10  # a rebuilt lab takes a hundred times as long as a move
# A key pressed there and back leaves the line as it was, while a slow lab is still busy; a stuck picture stays wrong.
TRIES = 5
PRESSED = 0.1  # how often a button is pressed before a control is moved


def disturb(control, chance):
    """One thing that a reader might do to a control."""
    if control.kind == "menu":
        control.choose(chance.choice(control.options()))
    elif control.kind == "box":
        control.press("Space")
    elif chance.random() < 0.3:
        control.drag_to(chance.random())
    else:
        control.press(*chance.choices(KEYS, k=chance.randint(1, 5)))


def press(lab, chance):
    """One thing that a reader might do with the buttons."""
    if lab.is_live():
        chance.choice([play, play, wind_back_and_forth, reset])(LiveLabOnPage(lab))
    elif lab.part.count(".gradient-lab-new-seed"):
        before = lab.call()
        lab.press_button("new-seed")
        eventually(lambda: lab.call() != before, "another seed")


def play(live):
    """Plays until a step is seen; a training that has diverged makes none."""
    here = live.step()
    live.press("play")
    with suppress(AssertionError):
        eventually(lambda: live.step() > here, "a step", seconds=5)
    if live.is_playing():
        live.press("play")
    live.wait_for_stop()


def wind_back_and_forth(live):
    last = live.step()
    for key, step in (("Home", 0), ("End", last)):
        live.wind_to(key)
        eventually(lambda step=step: live.step() == step, f"step {step} after {key}")


def reset(live):
    live.press("reset")
    eventually(lambda: live.step() == 0, "the start")


def move(notebook, lab, control, chance, compared):
    """What went wrong after one random move, in words; None if nothing did."""
    try:
        if chance.random() < PRESSED:
            press(lab, chance)
        disturb(control, chance)
        lab.drawn(control.name)
        if lab.note() or not lab.sentence():
            return f"{lab.note() or 'no sentence'} at {lab.call()}"
        if compared and not any(rebuilt(notebook, lab, control) for _ in range(TRIES)):
            return f"{lab.call()} shows something else"
    except Exception as error:
        return f"{type(error).__name__} ({error}) at {lab.call()}"
    return None


def rebuilt(notebook, lab, control):
    """Whether the lab at rest shows what its rebuild line makes anew."""
    lab.settled(control.name)
    return notebook.rebuild(lab.call()) == lab.what_is_shown()


def soak(notebook, name, moves):
    """Moves each lab of an open notebook and prints a table row for it; whether all went well."""
    well = True
    for number, lab in enumerate(notebook.labs(), start=1):
        chance, controls = Random(number), lab.controls()
        told = [move(notebook, lab, chance.choice(controls), chance, n % COMPARED == 0) for n in range(moves)]
        faults = [fault for fault in (*told, *notebook.console_errors) if fault]
        notebook.console_errors.clear()
        words = f"FAULT {len(faults)}, the first: {faults[0]}" if faults else "0"
        print(f"| {name} | {number} | {moves} | {words} | {os.getloadavg()[0]:.1f} |", flush=True)
        well = well and not faults
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=300, help="random moves of each lab")
    parser.add_argument("notebooks", nargs="*", default=NOTEBOOKS)
    chosen = parser.parse_args()
    well = True
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy_of_the_repository(Path(folder) / "repository")
        browser = chromium.launch(playwright)
        with JupyterServer(Path(folder) / "repository", Path(folder) / "home") as server:
            print(f"Chromium {browser.version}, {machine_and_versions(*PACKAGES)}\n")
            print("| notebook | lab | moves | faults | load |\n|---|---|---|---|---|", flush=True)
            for name in chosen.notebooks:
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                notebook = NotebookPage(page, server).open(server.fresh_notebook(name)).run_all()
                well = soak(notebook, name, chosen.moves) and well
                page.close()
                server.shut_kernels_down()
        browser.close()
    if not well:
        sys.exit("Faults were found; they are named in the table.")


if __name__ == "__main__":
    main()
