"""The analyses: one folder per question, named as its notebook and its folder in ``figures/``.

In each: the verbs (frames in, frames out), what is drawn (`figure.py`) and what is listed
(`table.py`). An analysis may use the verbs of another one, never its figure or table.
"""
