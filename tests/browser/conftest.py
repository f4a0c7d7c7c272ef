"""One JupyterLab and one browser for all browser tests of a worker, and fresh pages and kernels for them."""

import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.jupyter_server import JupyterServer, copy_of_the_repository
from tests.browser.notebook_page import NotebookPage


@pytest.fixture(scope="session")
def browser():
    if chromium.find_chromium() is None:
        pytest.skip(chromium.HOW_TO_INSTALL)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(browser, tmp_path_factory):
    root = tmp_path_factory.mktemp("repository")
    copy_of_the_repository(root)
    with JupyterServer(root, tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture
def notebook_page(server, browser, screenshots, request):
    """A page of the test's own."""
    with _fresh_page(server, browser, screenshots, request.node.name) as page:
        yield page


@pytest.fixture(scope="module")
def run_notebook(server, browser, screenshots, request):
    """The name of a notebook, and its page: opened and run once for all tests of a file that ask for it by this name."""
    with _fresh_page(server, browser, screenshots, request.param) as page:
        yield request.param, page.open(server.fresh_notebook(request.param)).run_all()


@contextmanager
def _fresh_page(server, browser, screenshots, name):
    """A page in a fresh browser profile; fails when the console reports an error."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(120_000)  # milliseconds; Playwright's own 30 s are short where others compute too
    driver = NotebookPage(context.new_page(), server)
    yield driver
    driver.page.screenshot(path=screenshots / f"{_file_name(name)}.png")
    context.close()
    server.shut_kernels_down()
    assert not driver.console_errors, "the browser's console reports: " + "\n".join(driver.console_errors)


@pytest.fixture(scope="session")
def screenshots():
    """Folder of pictures for a person to look at; GRADIENT_LABS_SCREENSHOTS names another."""
    folder = Path(os.environ.get("GRADIENT_LABS_SCREENSHOTS", Path(__file__).parent / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _file_name(text):
    return re.sub(r"\W+", "-", text).strip("-")
