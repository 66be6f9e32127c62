"""Variables that may hold words of participants stay out until they are named."""

import pandas as pd
import pytest

from compendium.cli import main
from compendium.errors import ProjectError
from compendium.qda.arrive.variables import LONGEST, MOST_VALUES, hold_variables, is_free
from compendium.qda.model.coded import Coded
from refi_dialects import element, guid, pack, project

PEOPLE = {
    "Role": ("resident", "official", "resident", "resident"),
    "Remark": ("Met her at the market, where she told me of her son", "", "", "Was late"),
    "Naam": ("Anna", "Anna", "Bert", "Bert"),
}


@pytest.fixture
def marked(tiny, tmp_path):
    """Give a project of NVivo whose four documents have a role, a remark and a name."""
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    variables = [
        element("Variable", guid=guid(40 + place), name=name, typeOfVariable="Text")
        for place, name in enumerate(PEOPLE)
    ]
    sources = [
        element(
            "TextSource",
            *(
                element("VariableValue", element("VariableRef", targetGUID=guid(40 + place)),
                        f"<TextValue>{values[number]}</TextValue>")
                for place, values in enumerate(PEOPLE.values())
            ),
            guid=guid(60 + number), name=f"Interview {number + 1}",
        )
        for number in range(4)
    ]  # fmt: skip
    content = project(
        element("CodeBook", element("Codes", element("Code", guid=guid(1), name="Trust"))),
        element("Variables", *variables),
        element("Sources", *sources),
        origin="NVivo 14",
    )
    return tiny, pack(tmp_path / "p.qdpx", {"project.qde": content})


def imported(capsys, path, *words):
    assert main(["import", str(path), "--study", "mine", *words]) == 0
    return capsys.readouterr().out


def test_what_may_name_people_comes_in_only_when_it_is_named(marked, capsys):
    tiny, path = marked
    folder = tiny.data / "mine"
    out = imported(capsys, path)
    assert "held back: 'Remark' (2 values of 2) and 'Naam' (2 values of 4)." in out
    assert '--variable "Remark"' in out
    text = "".join(one.read_text() for one in folder.rglob("*") if one.is_file())
    assert "official" in text
    assert not [word for word in ("market", "Anna", "Was late") if word in text]
    out = imported(capsys, path, "--variable", "remark")
    assert "held back: 'Naam' (2 values of 4)." in out
    assert "Was late" in (folder / "sources.csv").read_text()
    # What stands in the table already comes in again, until it is taken out of it.
    assert "'Remark'" not in imported(capsys, path)


def test_with_the_texts_they_are_kept_on_this_machine(marked, capsys):
    tiny, path = marked
    imported(capsys, path, "--with-text")
    private = tiny.data / "mine" / "private" / "variables-of-sources.csv"
    assert list(pd.read_csv(private)) == ["source", "Remark", "Naam"]
    assert "Anna" not in (tiny.data / "mine" / "sources.csv").read_text()


def test_a_variable_that_is_not_there_is_no_silent_nothing(marked, capsys, tmp_path):
    assert main(["import", str(marked[1]), "--study", "mine", "--variable", "Rol"]) == 1
    assert "--variable Rol: the project has no such variable" in capsys.readouterr().err
    dates = tmp_path / "dates.csv"
    dates.write_text("Date,Activity\n2024-01-02,Talk\n")
    assert main(["import", str(dates), "--study", "mine", "--variable", "Rol"]) == 1
    assert "--variable" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("values", "free"),
    [
        (["a", "b", "a"], False), (["a"], True), (["a", "a"], False), (["a", "b"], True),
        ([], False),
        (["x" * LONGEST] * 4, False), (["x" * (LONGEST + 1)] * 4, True), (["a\nb"] * 4, True),
        ([str(number) for number in range(MOST_VALUES)] * 2, False),
        ([str(number) for number in range(MOST_VALUES + 1)] * 2, True),
    ],
)  # fmt: skip
def test_a_category_has_few_short_values_that_come_again(values, free):
    assert is_free("Group", values) is free


def test_columns_of_the_kind_are_no_variables():
    table = pd.DataFrame({"case": ["a", "b"], "label": ["A", "B"], "guid": ["1", "2"]})
    held = hold_variables(Coded("x", "", {"cases": table}))
    assert held.lines == ()
    assert list(held.coded.table("cases")) == list(table)
    with pytest.raises(ProjectError, match="It has none"):
        hold_variables(Coded("x", "", {"cases": table}), named=["a"])
