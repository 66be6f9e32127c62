"""The same packages everywhere: pyproject.toml, environment.yml and the lock."""

import re
import tomllib

import pytest
import yaml

from compendium.layout import find_layout

ROOT = find_layout().root
PINNED_VERSION = r"^([A-Za-z0-9._-]+==[^\s;]+)"
PINNED = r"^([A-Za-z0-9._-]+)==[^\n]*\\\n\s+--hash="
ONLY_CONDA = {"python", "pip", "quarto"}


def name_and_bound(line):
    name, _, bound = line.partition(">=")
    return name.strip().lower().replace("_", "-"), bound.strip()


def wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        lines += extra
    return dict(map(name_and_bound, lines))


def test_environment_yml_names_the_packages_of_pyproject_with_the_same_bounds():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    lines = [line for line in listed if isinstance(line, str)]
    lines += [line for entry in listed if isinstance(entry, dict) for line in entry["pip"]]
    found = dict(map(name_and_bound, (line for line in lines if not line.startswith("--"))))
    assert {name: found[name] for name in found if name not in ONLY_CONDA} == wanted()


def test_the_lock_pins_every_package_of_pyproject_with_a_hash():
    lock = (ROOT / "locks/dev.lock").read_text()
    pinned = {
        name.lower().replace("_", "-")
        for name in re.findall(
            r"^([A-Za-z0-9._-]+)==[^\n]*\\\n\s+--hash=", lock, flags=re.MULTILINE
        )
    }
    assert set(wanted()) <= pinned


LOCKS = sorted((ROOT / "locks").glob("*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_the_versions_of_the_others(lock):
    pins = re.findall(PINNED_VERSION, lock.read_text(), flags=re.MULTILINE)
    everything = re.findall(PINNED_VERSION, (ROOT / "locks/dev.lock").read_text(), re.MULTILINE)
    assert pins
    assert set(pins) <= set(everything)
    assert "://" not in lock.read_text()


def test_every_dependency_has_its_reason_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text()
    table = "\n".join(line for line in text.splitlines() if line.startswith("|")).lower()
    table = table.replace("_", "-")
    missing = [name for name in wanted() if name not in table and not name.startswith("types-")]
    assert missing == []
