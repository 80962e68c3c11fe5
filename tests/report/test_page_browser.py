"""The page in a real browser: it fetches nothing, fits narrow screens, works without its script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.report import page_example
from verifier.report import render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = bool(os.environ.get("ANTINOMY_REQUIRE_BROWSER"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no chromium on this machine; .ci/run installs it and requires these tests",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(render.html(page_example.paged(page_example.run())), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "chromium is required here and is not installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a wide screen; any error of the script or word on the console fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text))
    page.on("request", lambda request: trouble.append(request.url))
    page.goto(address)
    yield page
    page.close()
    assert [entry for entry in trouble if entry != address and entry != "data:,"] == []


def visible_findings(page: Page) -> int:
    return page.locator(".finding:visible").count()


def test_filtering_by_severity_and_by_words(page: Page) -> None:
    assert visible_findings(page) == 3
    page.get_by_role("button", name="note 1").click()
    assert visible_findings(page) == 2
    page.get_by_role("searchbox").fill("rare book")
    assert visible_findings(page) == 1
    assert page.locator("[data-shown]").inner_text() == "1 of 3 shown"
    page.get_by_role("searchbox").fill("no such words")
    assert visible_findings(page) == 0


def test_a_link_shows_what_was_filtered_away(page: Page) -> None:
    page.get_by_role("searchbox").fill("no such words")
    page.locator("#question-including .decided a").first.click()
    expect(page.locator(".finding:visible")).to_have_count(3)
    assert page.url.endswith("#finding-antinomy-1-3-0f3a")


def test_landmarks_and_headings(page: Page) -> None:
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    levels = page.locator("main :is(h2, h3, h4)").evaluate_all(
        "nodes => nodes.map(node => Number(node.tagName[1]))"
    )
    assert page.locator("h1").count() == 1
    jumps = [after - before for before, after in zip([1, *levels], levels, strict=False)]
    assert max(jumps) == 1


def test_the_first_key_leads_past_the_contents(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"


@pytest.mark.parametrize("width", [320, 500, 800, 1280, 1900])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_all_text(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert page.evaluate(CONTRAST) == []


def test_usable_without_the_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert visible_findings(page) == 3
    assert not page.locator(".tools").is_visible()
    page.get_by_text("Files that were read").click()
    assert page.get_by_text("lending.policy", exact=True).first.is_visible()
    context.close()


def test_printing_shows_what_is_folded(page: Page) -> None:
    page.emulate_media(media="print")
    facts = page.locator("#checked details table").first
    assert facts.bounding_box() is not None
    assert page.pdf(format="A4").startswith(b"%PDF")


CONTRAST = """
() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = numbers(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility()) continue;
    const [a, b] = [light(numbers(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${walker.currentNode.textContent.trim()}`);
  }
  return poor;
}
"""
