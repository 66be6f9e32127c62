"""What all tests share."""

import os
from importlib import import_module

import pytest
from hypothesis import settings

from compendium.layout import Layout
from compendium.study import study as study_module
from tiny_compendium import make_compendium

# The same examples in every run, with no clock and no memory of earlier runs.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=40)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def environment():
    """Give the environment back as it was: a run sets where its compendium is."""
    before = dict(os.environ)
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
