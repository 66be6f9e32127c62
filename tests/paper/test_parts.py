import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.parts import write_parts
from compendium.paper.variables import decimal_text


def part(layout: Layout, name: str) -> str:
    return (layout.paper / "_parts" / name).read_text()


def parsed(text: str) -> Any:
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown", "--to=json"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)["blocks"]


def test_figure_part_has_no_extension_and_keeps_caption_and_alt_as_written(layout: Layout) -> None:
    write_parts(layout)
    text = part(layout, "north/scale/bars.qmd")
    assert "](_parts/north/scale/bars){#fig-north.scale.bars fig-alt=" in text
    (figure,) = parsed(text)
    assert figure["t"] == "Figure"
    identifier, _, _ = figure["c"][0]
    image = figure["c"][2][0]["c"][0]
    assert identifier == "fig-north.scale.bars"
    assert dict(image["c"][0][2])["fig-alt"] == 'A "tall" & {bar}'
    words = [inline.get("c") for inline in image["c"][1] if inline["t"] == "Str"]
    assert words == [
        "Bars",
        "[a]",
        "of",
        "*b*",
        "at",
        "5",
        "@",
        "x.",
        "Made",
        "by",
        "`01-s.ipynb`.",
    ]
    folder = layout.paper / "_parts" / "north" / "scale"
    assert (folder / "bars.svg").is_file()
    assert (folder / "bars.png").is_file()


def test_table_part(layout: Layout) -> None:
    write_parts(layout)
    text = part(layout, "north/scale/items.qmd")
    assert text.endswith("\n\n: Items \\| all. {#tbl-north.scale.items}\n")
    (table,) = parsed(text)
    assert table["t"] == "Table"
    assert table["c"][0][0] == "tbl-north.scale.items"


def test_variables_are_slugged_and_rounded_half_up(layout: Layout) -> None:
    write_parts(layout)
    values = yaml.safe_load((layout.paper / "_variables.yml").read_text())
    assert values["north"]["scale"] == {
        "n_items": 25,
        "mean": "75.13",
        "best_one": {"label_here": "Relation"},
        "rounds": [1, 2],
        "gone": None,
    }


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.125, "0.13"),
        (2.675, "2.68"),
        (-0.125, "-0.13"),
        (10.0, "10"),
        (1e-9, "0"),
        (1e6, "1000000"),
    ],
)
def test_decimal_text(number: float, text: str) -> None:
    assert decimal_text(number) == text


def test_same_artefacts_give_the_same_files(layout: Layout) -> None:
    def everything() -> dict[Path, bytes]:
        return {
            path.relative_to(layout.paper): path.read_bytes()
            for path in sorted(layout.paper.rglob("*"))
            if path.is_file()
        }

    write_parts(layout)
    first = everything()
    write_parts(layout)
    assert everything() == first
    assert not list(layout.paper.glob("_parts-*"))


def test_removed_artefacts_leave_the_parts(layout: Layout) -> None:
    write_parts(layout)
    for path in (layout.figures / "south" / "matrix").iterdir():
        path.unlink()
    write_parts(layout)
    assert not (layout.paper / "_parts" / "south").exists()


def test_two_analyses_of_a_study_may_give_an_exhibit_the_same_name(
    layout: Layout, artefacts: Callable[..., Path]
) -> None:
    artefacts("north/other", {"bars": ("figure", "C", "A")}, {})
    write_parts(layout)
    labels = [
        re.findall(r"#(fig-[\w.-]+)", part(layout, f"north/{analysis}/bars.qmd"))
        for analysis in ("scale", "other")
    ]
    assert labels == [["fig-north.scale.bars"], ["fig-north.other.bars"]]


def test_two_studies_of_one_name_in_the_paper(
    layout: Layout, artefacts: Callable[..., Path]
) -> None:
    artefacts("my-study/scale", {}, {"n": 1})
    artefacts("my_study/scale", {}, {"n": 2})
    with pytest.raises(PaperError, match="the folders my-study and my_study would have the name"):
        write_parts(layout)


def test_a_failure_leaves_the_old_parts_whole(layout: Layout) -> None:
    write_parts(layout)
    before = part(layout, "north/scale/bars.qmd")
    (layout.figures / "south" / "matrix" / "grid.png").unlink()
    with pytest.raises(PaperError, match=r"figures/south/matrix/grid\.png: this file is missing"):
        write_parts(layout)
    assert part(layout, "north/scale/bars.qmd") == before
    assert not list(layout.paper.glob("_parts-*"))


@pytest.mark.parametrize(
    ("exhibits", "message"),
    [
        ({"a b": ("table", "C", "")}, "an artefact's name has only letters, digits, - and _"),
        ({"a": ("chart", "C", "x")}, "kind is 'chart', expected 'figure' or 'table'"),
        ({"a": ("figure", "C", " ")}, "alt is empty"),
        ({"a": ("table", "", "")}, "caption is empty"),
    ],
)
def test_bad_captions(
    layout: Layout, artefacts: Callable[..., Path], exhibits: dict[str, Any], message: str
) -> None:
    artefacts("north/bad", exhibits, {})
    with pytest.raises(PaperError) as caught:
        write_parts(layout)
    assert message in str(caught.value)
    assert str(caught.value).startswith("figures/north/bad/captions.json, entry ")


def test_values_of_one_name_are_empty_and_break_nothing(
    layout: Layout, artefacts: Callable[..., Path]
) -> None:
    artefacts("north/codes", {}, {"code": {"a-b": 1, "a b": 2, "字": 3, "c": "1. *x*"}})
    write_parts(layout)
    values = yaml.safe_load((layout.paper / "_variables.yml").read_text())
    assert values["north"]["codes"] == {"code": {"a_b": None, "c": r"1\. \*x\*"}}


def test_no_name_of_a_value_looks_like_a_number(
    layout: Layout, artefacts: Callable[..., Path]
) -> None:
    values = {"case": {"6": {"n": 1}, "1e5": 2, "0x1f": 3}, "2023": {"2024-01": 4}}
    artefacts("2020-study/codes", {}, values)
    write_parts(layout)
    made = yaml.safe_load((layout.paper / "_variables.yml").read_text())
    assert made["s2020_study"]["codes"] == {
        "case": {"c6": {"n": 1}, "c1e5": 2, "c0x1f": 3},
        "c2023": {"c2024_01": 4},
    }


def test_broken_json(layout: Layout) -> None:
    (layout.figures / "north" / "scale" / "values.json").write_text("{")
    with pytest.raises(PaperError, match=r"figures/north/scale/values\.json: not valid JSON"):
        write_parts(layout)


@pytest.mark.parametrize("name", ["values.json", "captions.json"])
def test_half_a_sign_is_told(name: str, layout: Layout) -> None:
    path = next(layout.figures.glob(f"*/*/{name}"))
    content = json.loads(path.read_text())
    path.write_text(json.dumps({**content, "one": {"label": "\ud800"}}))
    with pytest.raises(PaperError, match=f"{name}: not valid JSON"):
        write_parts(layout)
