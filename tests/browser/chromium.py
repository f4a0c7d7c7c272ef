"""The browser of the tests: the Chromium (or Chrome, or Edge) that is already on the machine."""

import os
import shutil

HOW_TO_INSTALL = """No Chromium, Chrome or Edge was found, so nothing was tried in a real browser. Install one:
  Debian, Ubuntu:  sudo apt-get install chromium
  macOS:           brew install --cask chromium
  Windows:         winget install --exact --id Google.Chrome
or name its program in the environment variable GRADIENT_LABS_CHROMIUM."""

# The flags keep Chromium off the network and off the graphics card, which a test machine may not have.
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_chromium():
    """Path of a browser's program, or None."""
    candidates = [os.environ.get("GRADIENT_LABS_CHROMIUM"), *PROGRAMS, *PLACES]
    return next((path for path in map(shutil.which, filter(None, candidates)) if path), None)


def launch(playwright):
    """Starts the browser; raises RuntimeError with the commands to install one where there is none."""
    program = find_chromium()
    if program is None:
        raise RuntimeError(HOW_TO_INSTALL)
    return playwright.chromium.launch(executable_path=program, args=FLAGS)
