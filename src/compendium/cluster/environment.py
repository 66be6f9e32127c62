"""What decides the artefacts besides the data: the source, Python and the packages."""

import hashlib
import platform
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parents[1]  # the compendium's own modules
EXTRAS = ("cluster", "text")  # extras that an analysis or its way to a worker may use
SOURCE = "the compendium's own source"


def versions_here() -> dict[str, str]:
    """Describe this machine's installation: versions by name, and the hash of the source.

    Returns
    -------
    dict of str to str
        Python, the source, and each package that the compendium needs and that is installed.
    """
    versions: dict[str, str] = {}
    _add_versions("compendium", EXTRAS, versions)
    versions.pop("compendium", None)  # the source says more
    return {"Python": platform.python_version(), SOURCE: _source_hash()} | dict(
        sorted(versions.items())
    )


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Say what a worker has in another version than the caller.

    Parameters
    ----------
    there, here : mapping of str to str
        What `versions_here` gives on the worker and on the caller.

    Returns
    -------
    list of str
        One phrase per difference; empty when the worker has all that the caller has.

    Examples
    --------
    >>> differences({"pandas": "2.0"}, {"pandas": "3.0", "edtf": "5.0"})
    ['pandas is 2.0 there and 3.0 here', 'edtf is missing there and 5.0 here']
    """
    return [
        f"{name} is {there.get(name, 'missing')} there and {version} here"
        for name, version in here.items()
        if there.get(name) != version
    ]


def refusal(worker: str, different: list[str]) -> str:
    """Say that a worker cannot be used, why, and what to do; the first three differences."""
    more = f" ({len(different)} differences)" if len(different) > 3 else ""
    return (
        f"the worker {worker} would not make the same artefacts: {'; '.join(different[:3])}{more}. "
        "Install on it what is installed here: the same commit of this repository, and the "
        "packages of its locks/dev.lock with the same Python; then start the worker again."
    )


def _add_versions(name: str, extras: tuple[str, ...], versions: dict[str, str]) -> None:
    """Add a package and all that it requires, as far as they are installed."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    try:
        if key in versions:
            return
        versions[key] = metadata.version(name)
        required = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return  # for another system or Python, or an extra that is not installed
    for line in required:
        wanted, _, condition = line.partition(";")
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", condition)
        if extra is None or extra[1] in extras:
            found = re.match(r"[A-Za-z0-9._-]+", wanted)
            if found:
                _add_versions(found[0], (), versions)


def _source_hash() -> str:
    """Hash the modules and schemas of the package, by name and content."""
    whole = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]
