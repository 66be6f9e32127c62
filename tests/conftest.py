"""What all tests share."""

import os
import shutil
from importlib import import_module

import pytest
from hypothesis import settings

from compendium.language import ENGLISH, speak
from compendium.layout import Layout
from compendium.study import study as study_module
from tiny_compendium import make_compendium

# The same examples in every run, with no clock and no memory of earlier runs: a few for
# `make test`, and many for `make thorough`, which takes the other profile.
settings.register_profile("quick", derandomize=True, deadline=None, database=None, max_examples=12)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=40)
settings.load_profile("quick")


FLAGS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(autouse=True)
def environment():
    """Give the environment back as it was: a run sets where its compendium is."""
    before = dict(os.environ)
    speak(ENGLISH)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def tiny(tmp_path, monkeypatch) -> Layout:
    """Give a tiny compendium, in which this process has read nothing yet."""
    monkeypatch.setattr(study_module, "tables_read", {})
    monkeypatch.setattr(
        import_module("compendium.exhibits.save"), "tables_read", study_module.tables_read
    )
    layout = make_compendium(tmp_path / "compendium")
    monkeypatch.setenv("COMPENDIUM_ROOT", str(layout.root))
    return layout


@pytest.fixture(scope="session")
def browser():
    """Give Chromium, without a screen and without a network."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        missing = "Chromium is not installed: no program `chromium` on the PATH"
        if os.environ.get("CI"):
            pytest.fail(f"{missing}, and continuous integration must open the pages.")
        pytest.skip(f"{missing}; on Debian, `apt-get install chromium` brings it.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
