"""One notebook open in JupyterLab: it is run, waited for, and its labs are found, as a reader would."""

import ast
import re
import textwrap

from playwright.sync_api import TimeoutError as Timeout

from tests.browser.lab_on_page import LabOnPage, PredictionOnPage
from tests.browser.part import Part
from tests.browser.waiting import eventually

PANEL = "window.jupyterapp.shell.currentWidget"
CODE_CELLS = f"{PANEL}.content.widgets.filter(w => w.model.type === 'code' && w.model.sharedModel.source.trim())"

# Each cell's runs are counted here, because JupyterLab's own count starts again with the kernel.
COUNT_RUNS = f"""() => {CODE_CELLS}.map(w => w.model).forEach(model => {{
    model.runs = 0;
    model.stateChanged.connect((_, change) => {{ if (change.name === 'executionCount' && change.newValue) model.runs += 1 }});
}})"""

# Runs code in the kernel without a trace in the notebook, and returns its variable `answer`.
EVALUATE = f"""async code => {{
    const request = {{ code, store_history: false, user_expressions: {{ answer: 'answer' }} }};
    const reply = (await {PANEL}.sessionContext.session.kernel.requestExecute(request).done).content;
    return reply.status === 'ok' ? reply.user_expressions.answer : reply;
}}"""


class NotebookPage:
    """Drives one browser page; `console_errors` collects what the page complained about."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.console_errors, self._forgiven = [], []
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self._note_error(str(error)))

    def forgive(self, pattern):
        """From now on the console may say this: what JupyterLab says too with nothing of ours on the page."""
        self._forgiven.append(pattern)

    def open(self, path):
        """Opens a notebook below the server's root and waits until its kernel answers."""
        self.page.goto(self.server.notebook_url(path))
        self.page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.isReady")
        self.page.evaluate(
            f"async () => {{ await jupyterapp.restored; await {PANEL}.context.ready; await {PANEL}.sessionContext.session.kernel.info }}"
        )
        self.page.evaluate(COUNT_RUNS)
        return self

    def run_all(self):
        """Run > Run All Cells; tried again when JupyterLab loses it, as it does in about one start of eight."""
        runs = self.runs()
        for _ in range(4):
            self._menu("Run", "Run All Cells")
            if self._started(runs):
                break
        return self.wait_done(runs + 1)

    def restart(self, item="Restart Kernel…"):
        """Restarts the kernel by the Kernel menu, and says yes to the question."""
        self._menu("Kernel", item)
        self.page.locator(".jp-Dialog .jp-mod-accept").click()

    def restart_and_run_all(self):
        runs = self.runs()
        self.restart("Restart Kernel and Run All Cells…")
        return self.wait_done(runs + 1)

    def execute(self, command):
        """Runs one of JupyterLab's commands, as a keyboard shortcut would; does not wait for its end."""
        self.page.evaluate("command => { window.jupyterapp.commands.execute(command) }", command)

    def runs(self):
        """How often the most-run code cell has run since the page was opened."""
        return self.page.evaluate(f"() => Math.max(...{CODE_CELLS}.map(w => w.model.runs))")

    def wait_done(self, runs, seconds=300):
        """Waits until every code cell has run `runs` times and the kernel is idle; fails on an error output."""
        done = (
            f"runs => {CODE_CELLS}.every(w => w.model.runs >= runs && w.model.executionState === 'idle')"
            f" && {PANEL}.sessionContext.session.kernel.status === 'idle'"
        )
        eventually(
            lambda: self.page.evaluate(done, runs) or self.errors(),
            lambda: f"the notebook to finish; its cells (runs, state, outputs): {self.cells()}",
            seconds,
            pause=0.1,
        )
        assert not self.errors(), self.errors()
        return self

    def cells(self):
        """What each code cell did: runs, state, kinds of output."""
        outputs = "w.model.outputs.toJSON().map(o => o.output_type)"
        return self.page.evaluate(f"() => {CODE_CELLS}.map(w => [w.model.runs, w.model.executionState, {outputs}])")

    def errors(self):
        """Error outputs and warnings of every cell but those tagged to raise."""
        return self.page.evaluate(
            f"""() => {CODE_CELLS}
                .filter(w => !(w.model.getMetadata('tags') || []).includes('raises-exception'))
                .flatMap(w => w.model.outputs.toJSON())
                .filter(o => o.output_type === 'error' || o.name === 'stderr')
                .map(o => o.evalue || [o.text].flat().join(''))"""
        )

    def output(self, cell):
        """Text of a code cell's last output."""
        last = f"{CODE_CELLS}.at(cell).model.outputs.toJSON().at(-1)"
        return self.page.evaluate(
            f"cell => (o => [o.text || o.data['text/plain']].flat().join('').trim())({last})", cell
        )

    def labs(self):
        """The labs on the page, from the top."""
        return [LabOnPage(lab) for lab in Part(self.page).all_inside(".gradient-lab")]

    def lab(self, index=0):
        return LabOnPage(Part(self.page).inside(".gradient-lab", index))

    def predictions(self):
        return [PredictionOnPage(lesson) for lesson in Part(self.page).all_inside(".gradient-lesson")]

    def rebuild(self, call):
        """Runs a lab's rebuild line in the kernel, as if copied into a cell: digest of its picture, and its text.

        A lab made for the line before is shown other settings, where the two lines differ in nothing else.
        """
        lab, show = re.fullmatch(r"(.*?)(\.show\(.*)?", call, re.DOTALL).groups(default="")
        code = f"""
            import hashlib
            if globals().get("rebuilt_from") != {lab!r}:
                rebuilt, rebuilt_from = {lab}, {lab!r}
            elif hasattr(rebuilt, "reset"):
                rebuilt.reset()
            rebuilt{show}
            answer = hashlib.sha256(rebuilt.screen.value).hexdigest(), rebuilt.page.text"""
        answer = self.page.evaluate(EVALUATE, textwrap.dedent(code))
        assert answer["status"] == "ok", f"{call} raises {answer}"
        return ast.literal_eval(answer["data"]["text/plain"])

    def labs_per_cell(self):
        """Number of labs shown by each code cell."""
        return self.page.evaluate(f"() => {CODE_CELLS}.map(w => w.node.querySelectorAll('.gradient-lab').length)")

    def _menu(self, name, item):
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{name}$")).click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def _started(self, runs):
        begun = f"runs => {CODE_CELLS}.some(w => w.model.runs > runs || w.model.executionState === 'running')"
        try:
            return self.page.wait_for_function(begun, arg=runs, timeout=3000)
        except Timeout:
            return False

    def _note_console(self, message):
        if message.type == "error":
            self._note_error(f"{message.text} ({message.location.get('url', '')})")

    def _note_error(self, text):
        if not any(re.search(pattern, text) for pattern in self._forgiven):
            self.console_errors.append(text)
