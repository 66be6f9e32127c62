"""Tables for print: passages that terms propose, and words in their context."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, listed, say, shaped


def tabulate_terms(compared: pd.DataFrame, *, title: str, lemmatiser: str) -> Exhibit:
    """List how well the terms of each code find the sentences that people coded.

    Parameters
    ----------
    compared : DataFrame
        What `co.compare_terms` gives.
    title, lemmatiser
        As in `tabulate_words`.

    Returns
    -------
    Exhibit
        Columns Code, Terms, Proposed, Coded, Both, Precision, Recall, F1.
    """
    shown = pd.DataFrame(
        {
            "Code": compared["label"],
            **{
                name.capitalize(): compared[name] for name in ("terms", "proposed", "coded", "both")
            },
            **{
                name.capitalize(): compared[name].map(shaped("{:.2f}"), na_action="ignore")
                for name in ("precision", "recall", "f1")
            },
        }
    )
    number = int(compared["sentences"].max()) if len(compared) else 0
    best = compared.dropna(subset="f1")
    ends = ""
    if len(best):
        top = best.loc[best["f1"].idxmax()]
        ends = say(" The best found is {label} (F1 {f1:.2f}).", label=top["label"], f1=top["f1"])
    return Exhibit(
        shown,
        say(
            "{title}: of {sentences} in the sources that were coded, those with a term "
            "of a code (proposed) and those in a passage to which a coder gave it "
            "(coded). Precision is the share of the proposed that is coded, recall the "
            "share of the coded that is proposed, F1 their harmonic mean. Terms are "
            "found as forms or lemmas ({lemmatiser}).",
            title=title,
            sentences=counted(number, "sentence"),
            lemmatiser=lemmatiser,
        ),
        say("Table of {codes} with terms.{ends}", codes=counted(len(compared), "code"), ends=ends),
    )


def tabulate_proposals(proposed: pd.DataFrame, names: Mapping[str, str], *, title: str) -> Exhibit:
    """List the sentences that terms propose, by place and without their text.

    Parameters
    ----------
    proposed : DataFrame
        What `co.find_terms` gives.
    names : mapping
        Name to show for each source.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Source, Start, End, Code, Terms.
    """
    shown = pd.DataFrame(
        {
            "Source": [names.get(source, source) for source in proposed["source"]],
            "Start": proposed["start"],
            "End": proposed["end"],
            "Code": proposed["label"],
            "Terms": proposed["terms"],
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: sentences that hold a term of a code, by place (first character, "
            "and the one after the last, counted from 0), with the terms of the code "
            "book that were found.",
            title=title,
        ),
        say(
            "Table of {proposed_passages}.",
            proposed_passages=counted(len(shown), "proposed passage"),
        ),
    )


def tabulate_context(lines: pd.DataFrame, names: Mapping[str, str], *, title: str) -> Exhibit:
    """List words in their context. The table holds passages of the texts.

    Parameters
    ----------
    lines : DataFrame
        What `co.in_context` gives.
    names : mapping
        Name to show for each source.
    title : str
        Whose words.

    Returns
    -------
    Exhibit
        Columns Source, Start, Left, Word, Right.
    """
    shown = pd.DataFrame(
        {
            "Source": [names.get(source, source) for source in lines["source"]],
            "Start": lines["start"],
            "Left": lines["left"],
            "Word": lines["found"],
            "Right": lines["right"],
        }
    )
    asked = listed(dict.fromkeys(lines["word"]))
    return Exhibit(
        shown,
        say("{title}: {words} in context.", title=title, words=asked or say("no word")),
        say("Table of {lines}.", lines=counted(len(shown), "line")),
    )
