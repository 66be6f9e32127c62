"""Claims held against tables: by a pattern, by a query, or not at all."""

import pandas as pd
import pytest

from compendium.errors import StudyError
from compendium.study.study import Study
from compendium.verification.claims import count_claims, judge_claims, tabulate_claims
from compendium.verification.patterns import EXAMPLES, NotTestableError, check_pattern
from compendium.verification.query import counterexamples, open_tables

TABLES = {
    "cases": pd.DataFrame({"case": ["a", "b"], "label": ["Alder", "Birch"]}),
    "participants": pd.DataFrame(
        {
            "participant": ["p", "q", "r"],
            "group": ["board", "board", "street"],
            "actor": ["resident", "Professional", None],
            "case": ["a", "a", "b"],
        }
    ),
    "events": pd.DataFrame(
        {
            "event": ["talks", "party", "report", "visit"],
            "start": ["2023-01", "2023", "2023-06", None],
        }
    ),
}


@pytest.mark.parametrize(
    ("check", "found"),
    [
        ("each cases has participants", []),
        ("each cases has participants of actor = resident", [{"case": "b", "label": "Birch"}]),
        ("Each  cases has participants of group = board and actor = professional", ["b"]),
        ("no participants of group = council", []),
        ("no participants of actor = professional", [{"participant": "q"}]),
        ("as many participants of actor = resident as participants of actor = professional", []),
        ("as many cases as participants", [{"cases": 2, "participants": 3}]),
        ("at least 2 participants of group = board", []),
        ("at least 4 participants", [{"participants": 3}]),
        ("event talks before event report", []),
        ("event report before event talks", [{"report": "2023-06", "talks": "2023-01"}]),
    ],
)
def test_the_five_patterns(check, found):
    rows = check_pattern(check, TABLES)
    assert rows == found or [row["case"] for row in rows] == found


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ("event talks before event visit", "no date is known of visit"),
        ("event party before event report", "not exact enough"),
        ("no codes", "no table codes"),
        ("each cases of label = Oak has participants", "there are no cases of label = Oak"),
    ],
)
def test_what_the_tables_leave_open_is_not_decided(check, why):
    with pytest.raises(NotTestableError, match=why):
        check_pattern(check, TABLES)


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("most participants", "none of the five patterns"),
        ("no people", "no kind of table"),
        ("no participants of colour = red", "does not say a column of participants"),
        ("each participants has cases", "no column participant"),
        ("event talks before event ball", "no event ball"),
    ],
)
def test_a_wrong_pattern_says_what_is_wrong(check, message):
    with pytest.raises(StudyError, match=message):
        check_pattern(check, TABLES)


def test_the_examples_are_patterns():
    for example in EXAMPLES:
        with pytest.raises((NotTestableError, StudyError)) as caught:
            check_pattern(example, {})
        assert "none of the five" not in str(caught.value)


def test_a_query_gives_counterexamples_and_the_tables_it_read():
    query = "SELECT participant FROM participants WHERE \"group\" = 'street'"
    assert counterexamples(query, open_tables(TABLES)) == ([{"participant": "r"}], {"participants"})
    dates = "SELECT event FROM events WHERE latest(start) < '2023-02-01'"
    assert counterexamples(dates, open_tables(TABLES))[0] == [{"event": "talks"}]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM cases",
        "DROP TABLE cases",
        "INSERT INTO cases VALUES ('c', 'x')",
        "CREATE TABLE mine (x)",
        "ATTACH DATABASE '/tmp/x.db' AS x",
        "PRAGMA table_info('cases')",
        "SELECT * FROM pragma_database_list",
        "SELECT name FROM sqlite_master",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "VACUUM INTO '/tmp/x.db'",
        "SELECT * FROM nosuch",
        "not SQL",
        "",
    ],
)
def test_a_query_only_reads_the_tables(query):
    with pytest.raises(StudyError):
        counterexamples(query, open_tables(TABLES))
    assert len(TABLES["cases"]) == 2


def test_a_query_that_does_not_end_is_stopped():
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(StudyError, match=r"took longer than 0\.05 seconds"):
        counterexamples(endless, open_tables(TABLES), seconds=0.05)


def test_a_query_makes_no_endless_text():
    with pytest.raises(StudyError, match="too big"):
        counterexamples("SELECT hex(zeroblob(900000000)) FROM cases", open_tables(TABLES))


def study(tmp_path, *claims):
    (tmp_path / "cases.csv").write_text("case,label\na,Alder\nb,Birch\n")
    lines = ["claim,where,text,kind,check,query,note", *claims]
    (tmp_path / "claims.csv").write_text("\n".join(lines) + "\n")
    return Study("mine", tmp_path, {}, ("cases", "claims"))


def test_claims_get_their_verdict(tmp_path):
    judged = judge_claims(
        study(
            tmp_path,
            "two,p. 1,Two cases,number,at least 2 cases,,",
            "three,p. 1,Three cases,number,at least 3 cases,,",
            "oak,p. 2,No case is called Birch,none,,SELECT label FROM cases WHERE label = 'Birch',",
            "old,p. 3,All are old,every,,,no table has ages",
        )
    )
    assert list(judged["verdict"]) == [
        "holds",
        "does not hold",
        "does not hold",
        "cannot be tested",
    ]
    assert list(judged["found"].fillna("")) == ["", "cases 2", "label Birch", "no table has ages"]
    assert count_claims(judged) == {
        "claims": 4,
        "holds": 1,
        "does not hold": 2,
        "cannot be tested": 1,
    }
    table = tabulate_claims(judged).content
    assert list(table["Verdict"])[:2] == ["does not hold"] * 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x,p. 1,Text,every,,,", "no check and no query"),
        ("x,p. 1,Text,every,no cases,SELECT 1,", "a check and a query"),
        ("x,p. 1,Text,every,,SELECT 1 WHERE 0,", "reads no table"),
        ("x,p. 1,Text,every,all cases,,", "none of the five patterns"),
    ],
)
def test_a_wrong_claim_is_told_with_its_row(tmp_path, line, message):
    with pytest.raises(StudyError, match=rf"data/mine/claims\.csv, row 2, claim x: .*{message}"):
        judge_claims(study(tmp_path, line))
