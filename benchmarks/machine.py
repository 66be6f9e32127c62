"""The machine that a benchmark ran on."""

import os
import platform
import re
from pathlib import Path

import psutil


def describe_machine() -> str:
    """Describe processor, cores, memory, Python, system and the load at this moment, in a line."""
    load = ", ".join(f"{number:.2f}" for number in os.getloadavg())
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"Machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; "
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} "
        f"({platform.machine()}); load average at the start {load}."
    )


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.is_file() else ""
    found = re.search(r"(?m)^model name\s*:\s*(.+)$", text)
    return found[1] if found else platform.processor() or "processor unknown"
