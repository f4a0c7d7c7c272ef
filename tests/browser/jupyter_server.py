"""A JupyterLab of the tests' own: a free port, a token, a home of its own, and a copy of the notebooks as its root."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from nbformat import v4, write

REPOSITORY = Path(__file__).resolve().parents[2]


def copy_of_the_repository(target):
    """Copies what a reader's notebook needs, so that autosaving never writes into the repository."""
    leftovers = shutil.ignore_patterns("__pycache__", ".ipynb_*")
    for folder in ("notebooks", "helpers", "data"):
        shutil.copytree(REPOSITORY / folder, target / folder, ignore=leftovers)
    shutil.copy(REPOSITORY / "requirements.txt", target)


class JupyterServer:
    """Serves `root` from a subprocess; a context manager. `home` holds every file Jupyter writes besides."""

    def __init__(self, root, home):
        self.root, self.home = Path(root), Path(home)
        self.token = secrets.token_hex(16)

    def __enter__(self):
        self.root.mkdir(parents=True, exist_ok=True)
        self._write_settings()
        self.log = open(self.home / "jupyter.log", "wb")
        self.process = subprocess.Popen(self._command(), env=self._environment(), stdout=self.log, stderr=self.log)
        self.url = self._wait_for_url()
        return self

    def __exit__(self, *failure):
        self.shut_kernels_down()
        self.process.terminate()
        self.process.wait(timeout=120)
        self.log.close()

    def notebook_url(self, path):
        """Address of one notebook in a fresh workspace, with no tabs of an earlier test."""
        return f"{self.url}lab/workspaces/{secrets.token_hex(4)}/tree/{path}?token={self.token}"

    def fresh_notebook(self, name):
        """Takes back what JupyterLab has autosaved into its copy of a notebook; returns its path below the root."""
        path = f"notebooks/{name}.ipynb"
        shutil.copy(REPOSITORY / path, self.root / path)
        return path

    def write_notebook(self, *cells):
        """Puts a notebook of these code cells beside the real ones; returns its path below the root."""
        path = Path("notebooks") / f"test-{secrets.token_hex(4)}.ipynb"
        (self.root / path).parent.mkdir(exist_ok=True)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells], metadata={"kernelspec": kernel})
        write(notebook, self.root / path)
        return path.as_posix()

    def shut_kernels_down(self):
        for session in self._ask("GET", "api/sessions"):
            self._ask("DELETE", f"api/sessions/{session['id']}")

    def _ask(self, method, path):
        headers = {"Authorization": f"token {self.token}"}
        with urllib.request.urlopen(urllib.request.Request(self.url + path, method=method, headers=headers)) as answer:
            return json.loads(answer.read() or "null")

    def _command(self):
        return [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
            *("--ip=127.0.0.1", "--ServerApp.port=0", f"--IdentityProvider.token={self.token}"),
            *(f"--ServerApp.root_dir={self.root}", "--LabApp.extension_manager=readonly"),
        ]

    def _environment(self):
        # A reader's own JUPYTER_* settings would change what is tested.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
        own = {
            "HOME": "",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
            "MPLCONFIGDIR": "matplotlib",
        }
        return inherited | {name: str(self.home / folder) for name, folder in own.items()}

    def _write_settings(self):
        """Answers JupyterLab's first-start question about news, which would cover the page."""
        folder = self.home / "settings" / "@jupyterlab" / "apputils-extension"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')

    def _wait_for_url(self, seconds=60):
        """Polls for the file in which a running server writes its address."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            for file in (self.home / "runtime").glob("jpserver-*.json"):
                url = _url_in(file)
                if url and _answers(url):
                    return url
            time.sleep(0.05)
        raise RuntimeError(f"JupyterLab did not start; its log says:\n{(self.home / 'jupyter.log').read_text()}")


def _url_in(file):
    try:
        return json.loads(file.read_text())["url"]
    except json.JSONDecodeError:  # still being written
        return None


def _answers(url):
    try:
        return urllib.request.urlopen(url + "api").status == 200
    except OSError:
        return False
