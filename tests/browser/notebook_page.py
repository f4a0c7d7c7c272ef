"""One notebook open in JupyterLab: it is run, waited for, and its labs are found, as a reader would."""

import re

from playwright.sync_api import TimeoutError as Timeout

from tests.browser.lab_on_page import LabOnPage
from tests.browser.waiting import eventually

PANEL = "window.jupyterapp.shell.currentWidget"
CODE_CELLS = f"{PANEL}.content.widgets.filter(w => w.model.type === 'code' && w.model.sharedModel.source.trim())"

# What JupyterLab itself writes to the console, with nothing of ours on the page. Each with its reason.
KNOWN_NOISE = ()


class NotebookPage:
    """Drives one browser page; `console_errors` and `failed` collect what the page complained about."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.console_errors = []
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self._note_error(str(error)))

    def open(self, path):
        """Opens a notebook below the server's root and waits until its kernel answers."""
        self.page.goto(self.server.notebook_url(path))
        self.page.wait_for_function(f"() => {PANEL}?.sessionContext?.isReady && {PANEL}.content.widgets.length")
        self.page.evaluate(f"async () => {{ await jupyterapp.restored; await {PANEL}.sessionContext.session.kernel.info }}")
        return self

    def run_all(self, wait=True):
        """Run > Run All Cells; tried again when JupyterLab loses it, as it does in about one start of eight."""
        before = self._last_count()
        for _ in range(4):
            self._menu("Run", "Run All Cells")
            if self._started(before):
                break
        return self.wait_done(before) if wait else before

    def restart_and_run_all(self):
        """Kernel > Restart Kernel and Run All Cells…, and yes to the question."""
        self._menu("Kernel", re.compile("^Restart Kernel and Run All Cells"))
        self.page.get_by_role("button", name=re.compile("Restart")).last.click()
        self.page.wait_for_function(f"() => {CODE_CELLS}.every(w => w.model.executionCount === null || w.model.executionState === 'running')")
        return self.wait_done(0)

    def wait_done(self, before=0, seconds=120):
        """Waits until every code cell has run after execution `before`, and the kernel is idle; fails on an error output."""
        done = (
            f"before => {CODE_CELLS}.every(w => w.model.executionCount > before && w.model.executionState === 'idle')"
            f" && {PANEL}.sessionContext.session.kernel.status === 'idle'"
        )
        stopped = f"() => {PANEL}.content.widgets.some(w => w.model.type === 'code' && w.model.outputs.toJSON().some(o => o.output_type === 'error'))"
        eventually(
            lambda: self.page.evaluate(done, before) or self.page.evaluate(stopped),
            lambda: f"the notebook to finish; its cells: {self.cells()}",
            seconds,
        )
        assert not self.errors(), self.errors()
        return self

    def cells(self):
        """What each code cell did: execution count, state, kinds of output."""
        return self.page.evaluate(
            f"() => {CODE_CELLS}.map(w => [w.model.executionCount, w.model.executionState, w.model.outputs.toJSON().map(o => o.output_type)])"
        )

    def errors(self):
        """Error outputs and warnings of every cell but those tagged to raise."""
        return self.page.evaluate(
            f"""() => {CODE_CELLS}
                .filter(w => !(w.model.getMetadata('tags') || []).includes('raises-exception'))
                .flatMap(w => w.model.outputs.toJSON())
                .filter(o => o.output_type === 'error' || o.name === 'stderr')
                .map(o => o.evalue || [o.text].flat().join(''))"""
        )

    def labs(self):
        """The labs on the page, from the top."""
        return [self.lab(index) for index in range(self.page.locator(".gradient-lab").count())]

    def lab(self, index=0):
        return LabOnPage(self.page, self.page.locator(".gradient-lab").nth(index))

    def labs_per_cell(self):
        """Number of labs shown by each code cell."""
        return self.page.evaluate(f"() => {CODE_CELLS}.map(w => w.node.querySelectorAll('.gradient-lab').length)")

    def _menu(self, name, item):
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{name}$")).click()
        self.page.get_by_role("menuitem", name=item, exact=isinstance(item, str)).click()

    def _started(self, before):
        begun = f"before => {CODE_CELLS}.some(w => w.model.executionCount > before || w.model.executionState === 'running')"
        try:
            return self.page.wait_for_function(begun, arg=before, timeout=3000)
        except Timeout:
            return False

    def _last_count(self):
        return self.page.evaluate(f"() => Math.max(0, ...{CODE_CELLS}.map(w => w.model.executionCount || 0))")

    def _note_console(self, message):
        if message.type == "error":
            self._note_error(f"{message.text} ({message.location.get('url', '')})")

    def _note_error(self, text):
        if not any(re.search(pattern, text) for pattern, _ in KNOWN_NOISE):
            self.console_errors.append(text)
