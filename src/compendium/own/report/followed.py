"""A web page that shows itself anew when it was built again, as long as one previews it.

Beside the page stands a file with the mark of the newest one, which the page loads again and again.
A browser allows a page that lies on the disk no other look at its folder.
"""

import hashlib
import re
from pathlib import Path

from compendium.files import write_whole

_SCRIPT = """<script data-followed>
(() => {
  window.compendiumPage = (mark) => { if (mark !== "MARK") location.reload(); };
  setInterval(() => {
    const look = document.createElement("script");
    look.src = `FILE?${Date.now()}`;
    look.onload = look.onerror = () => look.remove();
    document.head.append(look);
  }, 500);
})();
</script>
"""
_FOLLOWED = re.compile(r"<script data-followed>.*?</script>\n", re.DOTALL)


def write_followed(path: Path, page: bytes) -> None:
    """Write a web page that follows its file, and beside it the mark of this page."""
    mark, file = hashlib.sha256(page).hexdigest()[:16], _beside(path)
    script = _SCRIPT.replace("MARK", mark).replace("FILE", file.name)
    start, end, rest = page.decode().rpartition("</body>")
    write_whole(path, f"{start}{script}{end}{rest}".encode())
    write_whole(file, f'compendiumPage("{mark}");\n'.encode())


def followed_no_longer(path: Path) -> None:
    """Make a page one file that loads nothing, as a report is."""
    page = path.read_text(encoding="utf-8")
    own = _FOLLOWED.sub("", page)
    if own != page:
        write_whole(path, own.encode())
    _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_suffix(".changed.js")
