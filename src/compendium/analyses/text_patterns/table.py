"""Tables for print: words of texts, what they stand with, and passages proposed by terms."""

from collections.abc import Mapping

import pandas as pd

from compendium.analyses.text_patterns.wording import accuracy_rule, words_rule
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed
from compendium.study.transcripts import LANGUAGES

MOST_WORDS = 50


def tabulate_texts(sizes: pd.DataFrame, *, title: str, lemmatiser: str) -> Exhibit:
    """List sources, words and different lemmas of each group.

    Parameters
    ----------
    sizes : DataFrame
        What `co.text_sizes` gives.
    title, lemmatiser
        As in `tabulate_words`.
    """
    shown = pd.DataFrame(
        {
            "Language": _languages(sizes),
            "Group": sizes["group"].astype("str"),
            "Sources": sizes["sources"],
            "Words": sizes["words"],
            "Lemmas": sizes["lemmas"],
        }
    )
    return Exhibit(
        shown,
        f"{title}: texts by language and group, with their words and how many different lemmas "
        f"these have (by {lemmatiser}), function words included."
        f"{accuracy_rule(sizes['language'].astype(str), lemmatiser)}",
        f"Table of {counted(len(sizes), 'group')} with {int(sizes['words'].sum()):,} words.",
    )


def tabulate_words(
    counts: pd.DataFrame,
    *,
    title: str,
    lemmatiser: str,
    sources: int,
    spread: pd.DataFrame | None = None,
) -> Exhibit:
    """List the most frequent words of each group, at most 50.

    Parameters
    ----------
    counts : DataFrame
        What `co.word_counts` gives, as far as it may be shown.
    title : str
        Whose words.
    lemmatiser : str
        What `co.lemmatiser` gives.
    sources : int
        The least number of sources in which a word was found.
    spread : DataFrame, optional
        What `co.dispersion` gives.

    Returns
    -------
    Exhibit
        Columns Language, Group, Word, Number, Per 10,000 words, Sources and, with ``spread``, DP
        and D.
    """
    most = counts.groupby(["language", "group"], observed=True, sort=False).head(MOST_WORDS)
    shown = pd.DataFrame(
        {
            "Language": _languages(most),
            "Group": most["group"].astype("str"),
            "Word": most["lemma"],
            "Number": most["n"],
            "Per 10,000 words": most["per_10k"].map("{:.1f}".format),
            "Sources": most["sources"],
        }
    )
    more = ""
    if spread is not None:
        keys = ["language", "group", "lemma"]
        known = spread.astype(dict.fromkeys(keys, "str")).set_index(keys)
        ours = pd.MultiIndex.from_frame(most[keys].astype("str"))
        for name in ("dp", "d"):
            column = known[name].reindex(ours)
            shown[name.upper()] = ["" if pd.isna(one) else f"{one:.2f}" for one in column]
        more = (
            " DP is the deviation of proportions (0: spread over the sources of the group as its "
            "words are, 1: all in the smallest one), D Juilland's dispersion (1: equally frequent "
            "in all)."
        )
    return Exhibit(
        shown,
        f"{title}: the {MOST_WORDS} most frequent words of each group; sources are those of all "
        f"groups.{more} {words_rule(lemmatiser, sources)}",
        f"Table of {counted(len(shown), 'word')}.",
    )


def tabulate_keyness(found: pd.DataFrame, *, title: str, lemmatiser: str, sources: int) -> Exhibit:
    """List the words that set a group apart, at most 50 a group.

    Parameters
    ----------
    found : DataFrame
        What `co.keyness` gives, as far as it may be shown.
    title, lemmatiser, sources
        As in `tabulate_words`.

    Returns
    -------
    Exhibit
        Columns Language, Group, Against, Word, Number, Number against, G2 (two cells), G2 (four
        cells), Log ratio, %DIFF, Bayes factor, p (Bonferroni), q (FDR).
    """
    most = found.groupby(["language", "group"], observed=True, sort=False).head(MOST_WORDS)
    shown = pd.DataFrame(
        {
            "Language": _languages(most),
            "Group": most["group"].astype("str"),
            "Against": most["against"],
            "Word": most["lemma"],
            "Number": most["n"],
            "Number against": most["n_against"],
            "G2 (two cells)": most["g2"].map("{:.2f}".format),
            "G2 (four cells)": most["g2_four"].map("{:.2f}".format),
            "Log ratio": most["log_ratio"].map("{:.2f}".format),
            "%DIFF": most["difference"].map("{:.0f}".format),
            "Bayes factor": most["bayes"].map("{:.1f}".format),
            "p (Bonferroni)": most["p_adjusted"].map("{:.3f}".format),
            "q (FDR)": most["q"].map("{:.3f}".format),
        }
    )
    return Exhibit(
        shown,
        f"{title}: words of a group against those of the other groups of the same language, by "
        "log-likelihood: of the two cells of the word (Rayson and Garside), and of all four "
        "(Dunning). Log ratio and %DIFF are the size of the effect; the Bayes factor (by BIC) "
        "weighs the evidence, above 10 very strong. p is that of the two cells, multiplied by the "
        "number of words and groups compared; q is the false discovery rate. "
        f"{words_rule(lemmatiser, sources)}",
        f"Table of {counted(len(shown), 'word')}; "
        f"{int((most['p_adjusted'] < 0.05).sum())} with p below 0.05.",
    )


def tabulate_collocations(
    pairs: pd.DataFrame, *, title: str, lemmatiser: str, sources: int
) -> Exhibit:
    """List pairs of words that stand side by side, at most 50 a language.

    Parameters
    ----------
    pairs : DataFrame
        What `co.collocations` gives, as far as it may be shown.
    title, lemmatiser, sources
        As in `tabulate_words`.

    Returns
    -------
    Exhibit
        Columns Language, Pair, Number, Sources, Log-likelihood, Mutual information.
    """
    most = pairs.groupby("language", observed=True, sort=False).head(MOST_WORDS)
    shown = pd.DataFrame(
        {
            "Language": _languages(most),
            "Pair": most["first"] + " " + most["second"],
            "Number": most["n"],
            "Sources": most["sources"],
            "Log-likelihood": most["g2"].map("{:.2f}".format),
            "Mutual information": most["pmi"].map("{:.2f}".format),
        }
    )
    return Exhibit(
        shown,
        f"{title}: pairs of words that stand side by side more often than by chance, by "
        "log-likelihood ratio; pointwise mutual information in bits (1 is twice as often)."
        f" {words_rule(lemmatiser, sources, what='pairs')}",
        f"Table of {counted(len(shown), 'pair')}.",
    )


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
                name.capitalize(): compared[name].map("{:.2f}".format, na_action="ignore")
                for name in ("precision", "recall", "f1")
            },
        }
    )
    number = int(compared["sentences"].max()) if len(compared) else 0
    best = compared.dropna(subset="f1")
    ends = ""
    if len(best):
        top = best.loc[best["f1"].idxmax()]
        ends = f" The best found is {top['label']} (F1 {top['f1']:.2f})."
    return Exhibit(
        shown,
        f"{title}: of {counted(number, 'sentence')} in the sources that were coded, those with a "
        "term of a code (proposed) and those in a passage to which a coder gave it (coded). "
        "Precision is the share of the proposed that is coded, recall the share of the coded that "
        f"is proposed, F1 their harmonic mean. Terms are found as forms or lemmas ({lemmatiser}).",
        f"Table of {counted(len(compared), 'code')} with terms.{ends}",
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
        f"{title}: sentences that hold a term of a code, by place (first character, and the one "
        "after the last, counted from 0), with the terms of the code book that were found.",
        f"Table of {counted(len(shown), 'proposed passage')}.",
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
        f"{title}: {asked or 'no word'} in context.",
        f"Table of {counted(len(shown), 'line')}.",
    )


def _languages(table: pd.DataFrame) -> list[str]:
    return [LANGUAGES.get(str(language), str(language)) for language in table["language"]]
