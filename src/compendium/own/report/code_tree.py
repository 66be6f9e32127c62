"""The code tree of the web page: it folds, and tells of each code how many passages it has."""

from typing import Any

from compendium.exhibits.markup import web
from compendium.language import counted, say
from compendium.naming import slug
from compendium.own.report.material import Material

ANALYSIS = "code-frequencies"
WIDEST = 100  # per cent


def code_tree(material: Material) -> str:
    """Write the code tree as a list that folds, for the web page alone.

    Parameters
    ----------
    material : Material
        The study, with the values of its code frequencies.

    Returns
    -------
    str
        Raw HTML inside Markdown that only a web page shows; empty without codes below others.
    """
    codes, values = material.table("codes"), material.values(ANALYSIS)
    numbers = values.get("code", {})
    if codes.empty or not codes["parent"].notna().any():
        return ""
    below: dict[str, list[dict[str, Any]]] = {}
    for row in codes.to_dict("records"):
        parent = row["parent"] if isinstance(row["parent"], str) else ""
        below.setdefault(parent, []).append(row)
    most = max((one["together"] for one in numbers.values()), default=0) or 1
    presence, sources = values.get("presence", {}), values.get("n_sources", 0)

    def item(row: dict[str, Any]) -> str:
        key = slug(str(row["code"]))
        passages = numbers.get(key, {}).get("together", 0)
        told = counted(passages, "passage")
        if key in presence:
            told = say(
                "{passages} in {found} of {sources}",
                passages=told,
                found=presence[key]["sources"],
                sources=counted(sources, "source"),
            )
        width = round(WIDEST * passages / most)
        label = (
            f'<span class="label" title="{web(told)}">{web(str(row["label"]))}</span>'
            f'<span class="bar" title="{web(told)}"><i style="width:{width}%"></i>'
            f"{passages}</span>"
        )
        inner = below.get(str(row["code"]), [])
        if not inner:
            return f"<li>{label}</li>"
        parts = "".join(item(one) for one in inner)
        return f"<li><details open><summary>{label}</summary><ul>{parts}</ul></details></li>"

    items = "".join(item(row) for row in below.get("", []))
    name = web(say("The code tree: fold a branch, point at a code"))
    head = f'<div class="code-tree" role="group" aria-label="{name}"><p>{name}</p>'
    tree = f"{head}<ul>{items}</ul></div>"
    return f'::: {{.content-visible when-format="html"}}\n```{{=html}}\n{tree}\n```\n:::'
