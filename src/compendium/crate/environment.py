"""On what the steps ran: the machine, Python, and the packages of the lock."""

import platform
from typing import Any

from compendium.layout import Layout
from compendium.steps.installed import installed_packages, is_for_here, locked_packages
from compendium.steps.stale import LOCK


def environment(layout: Layout) -> dict[str, Any]:
    """Describe this machine as far as results can depend on it.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    dict
        ``python``, ``implementation``, ``system``, ``machine``; ``lock``, its file; ``packages``:
        for each package of the lock that is for this machine, the version ``locked`` and the
        version ``installed`` (null where it is not).
    """
    installed = installed_packages()
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "lock": LOCK,
        "packages": {
            name: {"locked": locked, "installed": installed.get(name)}
            for name, locked, marker in locked_packages(layout)
            if is_for_here(marker)
        },
    }


def differing(described: dict[str, Any]) -> list[str]:
    """Name the packages whose version is not that of the lock."""
    return [
        f"{name} {one['installed'] or 'not installed'} (locked: {one['locked']})"
        for name, one in described["packages"].items()
        if one["installed"] != one["locked"]
    ]
