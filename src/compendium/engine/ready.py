"""Modules of this package, executed before the fork and handed out to the notebooks.

A notebook imports the package itself, so that the record of its step names the modules that it
used, and no others. To execute these anew in each process takes as long as many an analysis.
Therefore they are executed once, apart from those that this process uses itself; and a notebook
that imports one is given it as it was then, together with those that it imported.
"""

import builtins
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from compendium.fingerprint import digest
from compendium.layout import FOR_PRINT

PACKAGE = "compendium"
FOLDER = Path(__file__).parents[1]
EFFECT = "take_effect"  # function of a module that changes something beside itself when loaded

_kept: dict[str, ModuleType] = {}
_imported: dict[str, set[str]] = {}  # by each module while it was executed
_seen: set[Path] = set()
_look: list[str] = []  # in which figures were to be drawn when the modules were executed


def make_ready(modules: Mapping[Path, str]) -> None:
    """Execute modules of the package that notebooks will import; those that are ready stay so.

    Parameters
    ----------
    modules : mapping of Path to str
        Files of the modules with the fingerprints that a record names; what has changed since
        is executed as it is now, and its fingerprint made when it is asked for.
    """
    look = [os.environ.get(FOR_PRINT, "")]
    if look != _look:  # that of figures is read when its module is executed
        for known in (_kept, _imported, _seen):
            known.clear()
        _look[:] = look
    new = [path for path in modules if path not in _seen and path.is_relative_to(FOLDER)]
    if not new:
        return
    import matplotlib as mpl

    _seen.update(new)
    with mpl.rc_context(), _apart():
        for path in new:
            try:
                import_module(_name(path))
            except Exception:  # the notebook that imports it will say what is wrong
                continue
    made = _kept[f"{PACKAGE}.fingerprint"].made
    made |= {path: modules[path] for path in new if digest(path) == modules[path].partition(" ")[0]}
    gc.freeze()  # what is never looked through is never copied for a child, either


def hand_out() -> None:
    """Give imports of the package, in this process from now on, what was made ready."""
    sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder, Loader):
    """Finds the modules that were made ready, and loads them without executing them again."""

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name not in _kept:
            return None
        # The module's own specification says where its file is; it is given back to it below.
        return ModuleSpec(name, self, loader_state=_kept[name].__spec__)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _kept[spec.name]

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__ = module.__spec__.loader_state
        for name in sorted(_imported.get(module.__name__, set()) & _kept.keys()):
            import_module(name)
        if EFFECT in vars(module):
            vars(module)[EFFECT]()


@contextmanager
def _apart() -> Iterator[None]:
    """Import the package beside the one that this process uses."""
    own = _taken_out()
    for name, module in _kept.items():
        sys.modules[name] = module
        _set_in_parent(name, module)
    try:
        with _noting_imports():
            yield
    finally:
        _kept.update(_taken_out())
        for name, module in _kept.items():
            _set_in_parent(name, module, there=False)
        sys.modules.update(own)


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.partition(".")[0] == PACKAGE]
    return {name: sys.modules.pop(name) for name in names}


def _set_in_parent(name: str, module: ModuleType, *, there: bool = True) -> None:
    """Make a module an attribute of the package that it lies in, or no longer one.

    Else a notebook's process would find it there, and not import it.
    """
    parent, _, child = name.rpartition(".")
    names = vars(_kept[parent]) if parent else {}
    if there:
        names[child] = module
    elif names.get(child) is module:
        del names[child]


@contextmanager
def _noting_imports() -> Iterator[None]:
    """Note which modules each module of the package imports while it is executed."""
    original = builtins.__import__

    def noting(
        name: str, names: Any = None, local: Any = None, listed: Any = (), level: int = 0
    ) -> ModuleType:
        importer = str((names or {}).get("__name__", ""))
        if importer.partition(".")[0] == PACKAGE:
            found = {name, *(f"{name}.{one}" for one in listed or ())}
            _imported.setdefault(importer, set()).update(found)
        return original(name, names, local, listed, level)

    builtins.__import__ = noting  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.__import__ = original


def _name(path: Path) -> str:
    """Name of the module in a file of the package."""
    parts = (PACKAGE, *path.relative_to(FOLDER).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")
