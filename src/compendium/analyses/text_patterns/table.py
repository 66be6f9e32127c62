"""Tables for print: words of texts, what they stand with, and passages proposed by terms."""

import pandas as pd

from compendium.analyses.text_patterns.keyness import shown_sources
from compendium.analyses.text_patterns.wording import accuracy_rule, words_rule
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, probability, say, shaped, tell, written
from compendium.study.small_cells import rule
from compendium.study.transcripts import language_name

MOST_WORDS = 50


def tabulate_texts(
    sizes: pd.DataFrame,
    *,
    title: str,
    lemmatiser: str,
    turns: pd.DataFrame | None = None,
    smallest_cell: int = 1,
) -> Exhibit:
    """List sources, words and different lemmas of each group.

    Parameters
    ----------
    sizes : DataFrame
        What `co.text_sizes` gives.
    title, lemmatiser
        As in `tabulate_words`.
    turns : DataFrame, optional
        What `co.turns` gives: the caption says in how many texts no speaker is recognised.
    smallest_cell : int, optional
        The smallest number of sources of a group that is shown: a text is somebody's.
    """
    sources = shown_sources(sizes, smallest_cell)
    shown = pd.DataFrame(
        {
            "Language": _languages(sizes),
            "Group": sizes["group"].astype("str").map(tell),
            "Sources": sources,
            "Words": sizes["words"],
            "Lemmas": sizes["lemmas"],
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: texts by language and group, with their words and how many "
            "different lemmas these have (by {lemmatiser}), function words "
            "included.{accuracy_rule}",
            title=title,
            lemmatiser=lemmatiser,
            accuracy_rule=accuracy_rule(sizes["language"].astype(str), lemmatiser),
        )
        + _silent(turns)
        + rule([str(one) for one in sources], smallest_cell),
        say(
            "Table of {groups} with {words:,} words.",
            groups=counted(len(sizes), "group"),
            words=int(sizes["words"].sum()),
        ),
    )


def _silent(turns: pd.DataFrame | None) -> str:
    """Say in how many texts no speaker is recognised."""
    spoken = [] if turns is None else turns.groupby("source")["speaker"].agg("max").tolist()
    silent = spoken.count("")
    if not silent:
        return ""
    return say(
        " In {silent} of {all} texts no speaker is recognised: all of it counts, also what an "
        "interviewer asks.",
        silent=silent,
        all=len(spoken),
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
            "Group": most["group"].astype("str").map(tell),
            "Word": most["lemma"],
            "Number": most["n"],
            "Per 10,000 words": most["per_10k"].map(shaped("{:.1f}")),
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
            shown[name.upper()] = ["" if pd.isna(one) else written(one, 2) for one in column]
        more = say(
            " DP is the deviation of proportions (0: spread over the sources of the "
            "group as its words are, 1: all in the smallest one), D Juilland's "
            "dispersion (1: equally frequent in all)."
        )
    return Exhibit(
        shown,
        say(
            "{title}: the {most_words} most frequent words of each group; sources are "
            "those of all groups.{more} {words_rule}",
            title=title,
            most_words=MOST_WORDS,
            more=more,
            words_rule=words_rule(lemmatiser, sources),
        ),
        say("Table of {words}.", words=counted(len(shown), "word")),
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
            "Group": most["group"].astype("str").map(tell),
            "Against": most["against"].astype("str").map(tell),
            "Word": most["lemma"],
            "Number": most["n"],
            "Number against": most["n_against"],
            "G2 (two cells)": most["g2"].map(shaped("{:.2f}")),
            "G2 (four cells)": most["g2_four"].map(shaped("{:.2f}")),
            "Log ratio": most["log_ratio"].map(shaped("{:.2f}")),
            "%DIFF": most["difference"].map(shaped("{:.0f}")),
            "Bayes factor": most["bayes"].map(shaped("{:.1f}")),
            "p (Bonferroni)": most["p_adjusted"].map(probability),
            "q (FDR)": most["q"].map(probability),
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: words of a group against those of the other groups of the same "
            "language, by log-likelihood: of the two cells of the word (Rayson and "
            "Garside), and of all four (Dunning). Log ratio and %DIFF are the size of "
            "the effect; the Bayes factor (by BIC) weighs the evidence, above 10 very "
            "strong. p is that of the two cells, multiplied by the number of words and "
            "groups compared; q is the false discovery rate. {words_rule}",
            title=title,
            words_rule=words_rule(lemmatiser, sources),
        ),
        say(
            "Table of {words}; {few} with p below 0.05.",
            words=counted(len(shown), "word"),
            few=int((most["p_adjusted"] < 0.05).sum()),
        ),
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
            "Log-likelihood": most["g2"].map(shaped("{:.2f}")),
            "Mutual information": most["pmi"].map(shaped("{:.2f}")),
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: pairs of words that stand side by side more often than by "
            "chance, by log-likelihood ratio; pointwise mutual information in bits (1 "
            "is twice as often). {words_rule}",
            title=title,
            words_rule=words_rule(lemmatiser, sources, what=say("pairs")),
        ),
        say("Table of {pairs}.", pairs=counted(len(shown), "pair")),
    )


def _languages(table: pd.DataFrame) -> list[str]:
    return [tell(language_name(str(language))) for language in table["language"]]
