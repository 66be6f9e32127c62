"""Table for print of scores beside passages."""

import pandas as pd

from compendium.analyses.joint_display.display import no_scores, tally
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, tell, written


def tabulate_joint_display(display: pd.DataFrame, *, title: str) -> Exhibit:
    """List each dimension with its score, the codes that speak to it, and what is behind them.

    Parameters
    ----------
    display : DataFrame
        What `co.joint_display` gives.
    title : str
        Whose scores and passages.

    Returns
    -------
    Exhibit
        Columns Dimension, Score, Codes, Passages, Sources, Voices, Helps, Hinders, Together.
    """
    if display.empty:
        return no_scores(title)
    table = pd.DataFrame(
        {
            "Dimension": display["dimension"],
            "Score": [written(score, 0) for score in display["score"]],
            "Codes": display["codes"],
            "Passages": display["passages"],
            "Sources": display["sources"],
            "Voices": display["voices"],
            "Helps": display["helps"],
            "Hinders": display["hinders"],
            "Together": display["verdict"].map(tell),
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: scores of the questionnaire (0 to 100) beside the passages of the codes that "
            "speak to each dimension; voices: who speaks, with the number of passages. Which code "
            "speaks to which dimension, and whether it helps or hinders, is a reading that stands "
            "in the table codes. Together: scores and passages agree, differ, or are mixed; the "
            "passages have no direction, since no code is a barrier or an opportunity; the codes "
            "are silent, without a passage; or no code speaks to the dimension.",
            title=title,
        ),
        say(
            "Table of {dimensions}: {tally}.",
            dimensions=counted(len(display), "dimension"),
            tally=tally(display),
        ),
    )
