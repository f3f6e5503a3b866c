"""How does a test use the product as a person does?  Headless Chromium, one page per login.

A page fails its test when the browser's console shows an error, a script throws, or a request
of the page fails.
"""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

from scripts import chromium, places

PATIENCE = 30_000  # milliseconds: two busy cores
# A page that is left cancels its running requests; that is no failure of the product.
CANCELLED = ("net::ERR_ABORTED",)


@pytest.fixture(scope="session")
def browser():
    """The running Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(chromium.ensure()), args=list(chromium.FLAGS))
        yield running
        running.close()


class Complaints:
    """Everything that went wrong on the pages of one test."""

    def __init__(self):
        self.heard = []

    def listen_to(self, page, login):
        """Note errors of the console, of scripts and of requests."""
        page.on("console", lambda message: self._console(login, message))
        page.on("pageerror", lambda error: self.heard.append(f"{login}: script: {error}"))
        page.on("requestfailed", lambda request: self._request(login, request))
        page.on("response", lambda response: self._response(login, response))

    def _console(self, login, message):
        if message.type == "error":
            self.heard.append(f"{login}: console: {message.text} ({message.location.get('url')})")

    def _request(self, login, request):
        if request.failure not in CANCELLED:
            self.heard.append(f"{login}: request: {request.url}: {request.failure}")

    def _response(self, login, response):
        if response.status >= 400:
            self.heard.append(f"{login}: answer {response.status}: {response.url}")


@pytest.fixture
def complaints():
    """What the pages of this test complained about; a test may look at it before its end."""
    return Complaints()


@pytest.fixture
def page(browser, server, complaints, request):
    """`page(login)`: a page of the web client, logged in as that user (password = login)."""
    contexts = []

    def log_in(login, password=None):
        context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-US")
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(PATIENCE)
        contexts.append(context)
        fresh = context.new_page()
        complaints.listen_to(fresh, login)
        fresh.goto("/web/login")
        fresh.fill("input[name=login]", login)
        fresh.fill("input[name=password]", password or login)
        fresh.click("form.oe_login_form button[type=submit]")
        fresh.wait_for_selector(".o_web_client .o_main_navbar")
        return fresh

    yield log_in
    failed = getattr(request.node, "failed", False) or bool(complaints.heard)
    for number, context in enumerate(contexts):
        for shown in context.pages if failed else ():
            _picture(shown, f"failed-{request.node.name}-{number}")
        context.close()
    assert not complaints.heard, "the browser complained:\n" + "\n".join(complaints.heard)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell the fixtures of a test that its body failed."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
    return report


@pytest.fixture(scope="session")
def screenshot():
    """`screenshot(page, name, in_docs=False)`: a picture in build/screenshots, on demand in docs/ as well.

    Those in docs/ are renewed with DOCS_SCREENSHOTS=1.
    """

    def take(shown, name, in_docs=False):
        path = _picture(shown, name)
        if in_docs and os.environ.get("DOCS_SCREENSHOTS") == "1":
            target = places.ROOT / "docs" / "screenshots"
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target / path.name)
        return path

    return take


def _picture(shown, name):
    places.SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = places.SCREENSHOTS / (re.sub(r"[^\w.-]+", "-", name) + ".png")
    shown.screenshot(path=str(path))
    return path
