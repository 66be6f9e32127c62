"""What kind of file a file is, by the end of its name."""

import mimetypes

_FORMS = {
    **{".qmd": "text/markdown", ".md": "text/markdown", ".toml": "application/toml"},
    **{".yml": "application/yaml", ".cff": "application/yaml", ".lock": "text/plain"},
    **{".ipynb": "application/x-ipynb+json", ".po": "text/x-gettext-translation"},
    **{".py": "text/x-python", ".pyi": "text/x-python", ".csv": "text/csv"},
}


def form(name: str) -> str:
    """Give the media type of a file.

    Examples
    --------
    >>> form("data/tiny/items.csv"), form("LICENSE")
    ('text/csv', 'application/octet-stream')
    """
    ending = f".{name.rpartition('.')[2]}"
    return _FORMS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
