"""Tables for print: agreement between coders, and the passages on which they disagree."""

from collections.abc import Mapping

import pandas as pd

from compendium.analyses.agreement.wording import (
    POOL_RULE,
    READ_RULE,
    UNIT_RULES,
    alphas,
    coefficient,
    left_out,
    reading,
    with_interval,
)
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, listed, say, tell, written


def tabulate_agreement(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List percentage, kappa and alpha by unit and code, and what they mean.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement` gives.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Unit, Code, Units, Coded, Agreement (%), Cohen's kappa, Krippendorff's alpha,
        Reading.
    """
    units = list(table["unit"].unique())
    rows = table.to_dict("records")
    shown = pd.DataFrame(
        {
            "Unit": table["unit"].map(tell),
            "Code": table["label"].map(tell),
            "Units": table["units"],
            "Coded": table["coded"],
            "Agreement (%)": _percent(table["percentage"]),
            "Cohen's kappa": [_with_ends(row, "kappa") for row in rows],
            "Krippendorff's alpha": [_with_ends(row, "alpha") for row in rows],
            "Reading": [reading(row) for row in rows],
        }
    )
    caption = say(
        "{title}: agreement between coders by {unit_rules}.{left_out} {read_rule} "
        "Agreement counts the units to which neither coder gave the code; "
        "percentage and kappa are means over the pairs of coders. "
        "{pool_rule}{interval_rule} Reading: alpha of 0.8 for firm and 0.667 for "
        "tentative conclusions (Krippendorff 2004). Not defined: every value is "
        "the same.",
        title=title,
        unit_rules=listed(say(UNIT_RULES[unit]) for unit in units),
        left_out=left_out(units),
        read_rule=say(READ_RULE),
        pool_rule=say(POOL_RULE),
        interval_rule=_interval_rule(table),
    )
    codes = table["code"].nunique()
    return Exhibit(
        shown,
        caption,
        say(
            "Table of {codes} by {units}. Krippendorff's alpha over all codes: {alphas}.",
            codes=counted(codes, "code"),
            units=counted(len(units), "unit"),
            alphas=alphas(table),
        ),
    )


def tabulate_coefficients(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List the other coefficients, which take chance to be something else.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement` gives.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Unit, Code, Prevalence (%), Scott's pi, Fleiss' kappa, Gwet's AC1,
        Brennan-Prediger, Holsti.
    """
    names = {
        "pi": "Scott's pi",
        "fleiss": "Fleiss' kappa",
        "brennan_prediger": "Brennan-Prediger",
        "holsti": "Holsti",
    }
    shown = pd.DataFrame(
        {
            "Unit": table["unit"].map(tell),
            "Code": table["label"].map(tell),
            "Prevalence (%)": _percent(table["prevalence"]),
            "Gwet's AC1": [_with_ends(row, "ac1") for row in table.to_dict("records")],
            **{name: table[column].map(coefficient) for column, name in names.items()},
        }
    )
    known = table["maxqda"].dropna() if "maxqda" in table else pd.Series(dtype=float)
    as_maxqda = (
        say(
            " As MAXQDA computes Brennan-Prediger for segments: {value}.",
            value=coefficient(known.iloc[0]),
        )
        if len(known)
        else ""
    )
    return Exhibit(
        shown,
        say(
            "{title}: other coefficients of agreement. Prevalence is the share of "
            "judgements that give the code. Scott's pi is the mean over the pairs of "
            "coders; Fleiss' kappa, Gwet's AC1 and Brennan-Prediger are of all coders "
            "together. AC1 and Brennan-Prediger do not fall where a code is rare. "
            "Holsti: of what was coded, twice what both gave by what each "
            "gave.{as_maxqda} {pool_rule}{interval_rule}",
            title=title,
            as_maxqda=as_maxqda,
            pool_rule=say(POOL_RULE),
            interval_rule=_interval_rule(table),
        ),
        say(
            "Table of {codes} with six numbers each.",
            codes=counted(table["code"].nunique(), "code"),
        ),
    )


def tabulate_categories(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List the agreement on codes that exclude each other.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement_on_categories` gives.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Unit, Codes below, Codes, Units, Left out, Same code (%), Krippendorff's alpha.
    """
    shown = pd.DataFrame(
        {
            "Unit": table["unit"].map(tell),
            "Codes below": table["label"],
            "Codes": table["codes"],
            "Units": table["units"],
            "Left out": table["several"],
            "Same code (%)": _percent(table["percentage"]),
            "Krippendorff's alpha": table["alpha"].map(coefficient),
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: whether coders who gave a unit a code below the same code chose "
            "the same one, as if these codes exclude each other. Units: with one such "
            "code of two coders or more. Left out: judgements of a coder who gave "
            "several.",
            title=title,
        ),
        say(
            "Table of {groups_of_codes}.",
            groups_of_codes=counted(len(table), "group of codes", "groups of codes"),
        ),
    )


def tabulate_unitizing(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List the agreement on where passages begin and end, and on their codes, by domain.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement_on_unitizing` gives; it may have no rows.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Domain, Codes, Characters, Left out, Marked (%), Alpha binary, Unitizing alpha,
        cu-alpha, Marked by others too (%).
    """
    names = {
        "Alpha binary": "binary", "Unitizing alpha": "u_alpha", "cu-alpha": "cu_alpha",
    }  # fmt: skip
    rows = table.to_dict("records")
    shown = pd.DataFrame(
        {
            "Domain": table["label"].map(tell),
            "Codes": table["codes"],
            "Characters": table["characters"],
            "Left out": table["left_out"],
            "Marked (%)": _percent(table["marked"]),
            **{name: [_with_ends(row, column) for row in rows] for name, column in names.items()},
            "Marked by others too (%)": _percent(table["coverage"]),
        }
    )
    if table.empty:
        told = say(
            "{title}: no passage of two coders has a beginning and an end in its source.",
            title=title,
        )
        return Exhibit(shown, told, told)
    return Exhibit(
        shown,
        say(
            "{title}: Krippendorff's alphas for passages whose ends the coders chose "
            "(Krippendorff, Mathet, Bouvry and Widlöcher 2016), by domain: a code with "
            "the codes below it. Alpha binary: passage or not; unitizing alpha: "
            "passage, place and code together; cu-alpha: which code, where two coders "
            "marked something. In the row for all codes the values are the domains, "
            "and cu-alpha is what ATLAS.ti calls Cu-alpha. Left out: characters to "
            "which a coder gave several codes of the domain.{interval_rule} Not "
            "defined: every value is the same.",
            title=title,
            interval_rule=_interval_rule(table),
        ),
        say("Table of {domains}.", domains=counted(len(table) - 1, "domain")),
    )


def _percent(shares: pd.Series) -> pd.Series:
    return shares.map(lambda share: written(100 * share, 1), na_action="ignore")


def _with_ends(row: Mapping[str, float], name: str) -> str:
    ends = (row.get(f"{name}_{end}", float("nan")) for end in ("low", "high"))
    return with_interval(row[name], *ends)


def _interval_rule(table: pd.DataFrame) -> str:
    ends = [table[name] for name in ("alpha_low", "u_alpha_low") if name in table]
    if not any(column.notna().any() for column in ends):
        return ""
    return say(" In brackets: 95 % intervals, from 1,000 samples of the sources.")


def tabulate_disagreements(
    differing: pd.DataFrame, names: Mapping[str, str], *, title: str
) -> Exhibit:
    """List the passages on which coders disagree, without their text.

    Parameters
    ----------
    differing : DataFrame
        What `co.disagreements` gives.
    names : mapping
        Name to show for each source.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Source, Place, Code, Given by, Not given by.
    """
    shown = pd.DataFrame(
        {
            "Source": [names.get(source, source) for source in differing["source"]],
            "Place": [_place(row) for row in differing.to_dict("records")],
            "Code": differing["label"],
            "Given by": differing["given_by"].map(", ".join),
            "Not given by": differing["not_given_by"].map(", ".join),
        }
    )
    sources = counted(differing["source"].nunique(), "source")
    return Exhibit(
        shown,
        say(
            "{title}: passages to which a coder gave a code and another coder who read "
            "the source did not, to this passage or to one that overlaps it. A place "
            "is the first character and the one after the last, counted from 0.",
            title=title,
        ),
        say(
            "Table of {passages} in {sources}.",
            passages=counted(len(differing), "passage"),
            sources=sources,
        ),
    )


def _place(row: Mapping[str, object]) -> str:
    if not pd.isna(row["start"]):
        return f"{row['start']}-{row['end']}"
    return say("anywhere in the source") if pd.isna(row["where"]) else str(row["where"])
