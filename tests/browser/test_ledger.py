"""The ledger in a real browser: its filters sift the rows, and a row's button opens a lab that answers."""

from tests.browser.waiting import eventually

IMPORTS = """
import sys; sys.path.insert(0, "..")
from helpers.claims import try_claim
from helpers.ledger import Ledger
"""
LEDGER = 'ledger = Ledger({name: try_claim(name, 2) for name in ("T1", "T2", "T8", "T31", "T32")}); ledger'


def test_rows_are_sifted_and_open_their_lab(notebook_page, server, screenshots):
    page = notebook_page.open(server.write_notebook(IMPORTS, LEDGER)).run_all().page
    rows, shown = page.locator(".gradient-ledger-row"), page.locator(".gradient-ledger-count")
    eventually(lambda: rows.count() == 5, "the rows")
    eventually(lambda: rows.locator("img").first.evaluate("image => image.naturalWidth") == 400, "the first strip")
    page.locator(".gradient-ledger").screenshot(path=screenshots / "ledger.png")

    page.locator(".gradient-ledger-asking").click()
    guess = page.locator(".gradient-ledger-guess")
    eventually(lambda: guess.locator("visible=true").count() == 5, "a menu for each verdict")
    eventually(lambda: "That share rises with a regularization" in rows.nth(2).inner_text(), "the third claim")
    claim, menu = rows.nth(2).locator("p").first.bounding_box(), guess.nth(2).bounding_box()
    assert claim["x"] + claim["width"] <= menu["x"]
    guess.nth(2).locator("select").select_option("◑ half true")
    eventually(lambda: "you said: ◑ half true" in rows.nth(2).inner_text(), "the verdict beside the guess")
    eventually(lambda: "guessed right" in shown.inner_text(), lambda: f"the tally; it says {shown.inner_text()}")
    eventually(lambda: guess.locator("visible=true").count() == 4, "four menus to be left")
    page.locator(".gradient-ledger").screenshot(path=screenshots / "ledger-guess.png")
    page.locator(".gradient-ledger-asking").click()
    eventually(lambda: not guess.locator("visible=true").count(), "all verdicts")

    page.locator(".gradient-ledger-verdict select").select_option("○ fails")
    eventually(lambda: rows.count() == 1 and "1 of 5" in shown.inner_text(), "one row to be left")
    rows.get_by_role("button", name="T31").click()
    eventually(lambda: notebook_page.labs(), "a lab to be opened")
    lab = notebook_page.lab()
    eventually(lambda: "ReLU, Xavier, 50 layers" in lab.sentence(), lambda: f"its lab; it says {lab.sentence()}")
    assert "T31 fails." in page.locator(".gradient-ledger-meaning").inner_text()
    before = lab.picture()
    lab.control("depth").press("Home")
    assert lab.settled("depth") == 1
    eventually(lambda: lab.picture() != before, "the picture to follow")
    page.locator(".gradient-ledger").screenshot(path=screenshots / "ledger-open.png")

    page.locator(".gradient-ledger-verdict select").select_option("all")
    eventually(lambda: rows.count() == 5, "all rows to be back")
    rows.get_by_role("button", name="T8", exact=True).click()
    eventually(lambda: "depth=3" in notebook_page.lab().call(), "the other lab in its place")
    eventually(lambda: len(notebook_page.labs()) == 1, "the first lab to be gone")
    page.locator(".gradient-lab-step").first.click()
    eventually(lambda: ".step(" in notebook_page.lab().call(), "the live lab to make a step")
    page.locator(".gradient-ledger").screenshot(path=screenshots / "ledger-live.png")
