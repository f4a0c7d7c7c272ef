"""The link by which a JupyterHub brings the notebooks to each student, as the teaching sheet gives it."""

import re
import shutil
import subprocess
from urllib.parse import quote

from tests.browser.jupyter_server import REPOSITORY, copy_of_the_repository

SHEET = REPOSITORY / "notebooks" / "TEACHING.md"


def test_the_link_fetches_the_repository_and_opens_the_first_notebook(notebook_page, server, tmp_path):
    link = re.search(r"https://HUB/hub/user-redirect/(\S+)", SHEET.read_text(encoding="utf-8"))[1]
    public = quote("https://github.com/OWNER/REPOSITORY", safe="")
    assert public in link
    link = link.replace(public, quote(committed_copy(tmp_path / "REPOSITORY").as_uri(), safe=""))
    notebook_page.page.goto(f"{server.url}{link}&token={server.token}")
    notebook_page.page.get_by_role("heading", name="Start here").wait_for()
    shutil.rmtree(server.root / "REPOSITORY")


def committed_copy(folder):
    """A repository on this machine in the place of the public one."""
    copy_of_the_repository(folder)
    author = ("-c", "user.name=A teacher", "-c", "user.email=teacher@example.org")
    for command in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "The notebooks")):
        subprocess.run(["git", "-C", folder, *command], check=True)
    return folder
