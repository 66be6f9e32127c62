"""A Word file whose look a report takes over: made plain for the programs that read it."""

import io
import re
import zipfile

# Styles that a report uses, by the names that Word stores in every language, with the identifiers
# that English versions give them. Others call the first heading Kop1 or Titre1.
_IDENTIFIERS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "caption": "Caption",
    "normal": "Normal",
    "body text": "BodyText",
    **{f"heading {level}": f"Heading{level}" for level in range(1, 10)},
}
_STYLE = re.compile(
    r'<w:style\b[^>]*w:styleId="(?P<id>[^"]+)"[^>]*>\s*<w:name w:val="(?P<name>[^"]+)"'
)
_REFERENCE = r'(?P<start><w:(?:pStyle|basedOn|next|link) w:val="){id}(?P<end>")'
_SECTION = re.compile(r"(<w:pPr>(?:(?!</w:pPr>).)*?)<w:sectPr\b.*?</w:sectPr>", re.DOTALL)


def plain_template(content: bytes) -> bytes:
    """Make a Word file a template that means the same to every program.

    Parameters
    ----------
    content : bytes
        A ``.docx`` file.

    Returns
    -------
    bytes
        The same look. The page is that of its last section, which is the one that goes on, and not
        of a page put crosswise before it; its styles have English identifiers.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    styles = parts["word/styles.xml"].decode()
    renamed = {
        found["id"]: _IDENTIFIERS[found["name"].lower()]
        for found in _STYLE.finditer(styles)
        if found["name"].lower() in _IDENTIFIERS
    }
    taken = {found["id"] for found in _STYLE.finditer(styles)}
    renamed = {old: new for old, new in renamed.items() if new not in taken}
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            parts[name] = _with_identifiers(part.decode(), renamed).encode()
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = _SECTION.sub(r"\1", document).encode()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


def _with_identifiers(text: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(f'w:styleId="{old}"', f'w:styleId="{new}"')
        text = re.sub(_REFERENCE.replace("{id}", re.escape(old)), rf"\g<start>{new}\g<end>", text)
    return text
