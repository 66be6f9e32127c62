"""The certificate: ``codecheck.yml`` for programs, and a page for people.

``codecheck.yml`` follows the specification 1.0 of CODECHECK [1]_.

References
----------
.. [1] https://codecheck.org.uk/spec/config/1.0/
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import Any

import yaml

from compendium.crate.contents import LeftOut
from compendium.crate.environment import differing
from compendium.crate.history import Ran
from compendium.crate.people import Checker
from compendium.crate.verdicts import Verdicts
from compendium.exhibits.markup import web
from compendium.naming import counted, listed

SPECIFICATION = "https://codecheck.org.uk/spec/config/1.0/"
PAGE = "codecheck/certificate.html"
NOBODY = "nobody: the program compendium alone has checked"
# The verdicts of the verification, and how many of them are told.
VERDICTS = {
    "reproduced": "reproduced",
    "differs": "differ",
    "not readable": "not readable",
    "not computable": "not computable",
}


@dataclass(frozen=True)
class Checked:
    """All that a certificate tells.

    Parameters
    ----------
    about : mapping
        What ``CITATION.cff`` says.
    paper : mapping
        ``title`` and ``authors`` of the manuscript; empty where there is none.
    steps : sequence of Ran
        What ran.
    run : mapping
        The record of the last run.
    verdicts : Verdicts
        How the verification came out.
    environment : mapping
        On what it ran.
    left_out : sequence of LeftOut
        What is not in the crate.
    checker : Checker
        Who checked.
    """

    about: Mapping[str, Any]
    paper: Mapping[str, Any]
    steps: Sequence[Ran]
    run: Mapping[str, Any]
    verdicts: Verdicts
    environment: Mapping[str, Any]
    left_out: Sequence[LeftOut]
    checker: Checker

    @property
    def made(self) -> dict[str, str]:
        """Hash of each file that a step made here, by name."""
        return {
            name: digest
            for step in self.steps
            if not step.elsewhere
            for name, digest in step.makes.items()
        }

    @property
    def identifier(self) -> str:
        """Identifier of the certificate: another one for other files or another checker."""
        told = [*(f"{name} {digest}" for name, digest in sorted(self.made.items()))]
        told += [self.checker.name, self.checker.orcid]
        digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{SPECIFICATION}{digest}')}"

    @property
    def ended(self) -> str:
        """When the last step ended."""
        return max((step.ended for step in self.steps), default="")

    @property
    def summary(self) -> str:
        """What came of it, in a few sentences."""
        here = [step for step in self.steps if not step.elsewhere]
        sentences = [
            f"{counted(len(here), 'step')} ran, and made {counted(len(self.made), 'file')}.",
        ]
        if len(here) < len(self.steps):
            others = [step.name for step in self.steps if step.elsewhere]
            sentences.append(f"Not run here, and shown as they came: {listed(others)}.")
        counts = self.verdicts.tally.get("all", Counter())
        if counts:
            told = ", ".join(f"{counts[one]} {say}" for one, say in VERDICTS.items() if counts[one])
            sentences.append(f"Of {sum(counts.values())} printed numbers: {told}.")
        claims = self.verdicts.claims.get("all")
        if claims:
            sentences.append(
                f"Of {claims['claims']} claims, {claims['holds']} hold, "
                f"{claims['does_not_hold']} do not hold and {claims['cannot_be_tested']} cannot "
                "be tested."
            )
        return " ".join(sentences)


def as_yaml(checked: Checked) -> bytes:
    """Write ``codecheck.yml``."""
    authors = checked.paper.get("authors") or [NOBODY]
    person = {"name": checked.checker.name or NOBODY}
    if checked.checker.orcid:
        person["ORCID"] = checked.checker.orcid
    content: dict[str, Any] = {
        "version": SPECIFICATION,
        "manifest": [
            {"file": name, "comment": f"made by {step.name}; sha256 {digest}"}
            for step in checked.steps
            if not step.elsewhere
            for name, digest in step.makes.items()
        ],
        "paper": {
            "title": checked.paper.get("title") or checked.about.get("title", "A compendium"),
            "authors": [{"name": name} for name in authors],
            "reference": f"paper/_output/index.html, version {checked.about.get('version', '')}",
        },
        "codechecker": [person],
        "report": checked.identifier,
        "summary": checked.summary,
        "compendium_report_file": PAGE,
        "compendium_environment": {
            key: checked.environment[key]
            for key in ("python", "implementation", "system", "machine")
        },
        "compendium_left_out": [
            {"name": one.name, "reason": one.reason} for one in checked.left_out
        ],
    }
    if checked.about.get("repository-code"):
        content["repository"] = checked.about["repository-code"]
    if checked.ended:
        content["check_time"] = checked.ended
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return f"%YAML 1.1\n---\n{text}".encode()


def as_page(checked: Checked) -> bytes:
    """Write the page."""
    template = Template((resources.files(__package__) / "resources/certificate.html").read_text())
    packages = checked.environment["packages"]
    others = differing(dict(checked.environment))
    as_locked = counted(len(packages), "package")
    return template.substitute(
        title=web(str(checked.paper.get("title") or checked.about.get("title", "A compendium"))),
        identifier=checked.identifier,
        checker=web(_person(checked.checker)),
        ended=web(_time(checked.ended) or "unknown"),
        summary=web(checked.summary),
        verdicts=_verdicts(checked.verdicts),
        differences=_differences(checked.verdicts),
        steps=_rows(_step(step) for step in checked.steps),
        run=web(_run(checked.run)),
        machine=web(_machine(checked.environment)),
        packages=web(
            f"{as_locked} of {checked.environment['lock']} are for this machine; "
            + (f"not as locked: {', '.join(others)}." if others else "all are as locked.")
        ),
        package_rows=_rows((name, one["locked"], one["installed"] or "not installed")
                           for name, one in packages.items()),
        left_out=_rows((one.name, one.reason) for one in checked.left_out),
        files=_rows((name, digest) for name, digest in sorted(checked.made.items())),
        n_files=len(checked.made),
    ).encode()  # fmt: skip


def _person(checker: Checker) -> str:
    return f"{checker.name}{f', {checker.identifier}' if checker.orcid else ''}" or NOBODY


def _machine(described: Mapping[str, Any]) -> str:
    return (
        f"{described['implementation']} {described['python']} on {described['system']} "
        f"({described['machine']})"
    )


def _run(run: Mapping[str, Any]) -> str:
    if not run:
        return "There is no record of a run."
    return (
        f"The last run began {_time(run.get('started'))} and ended {_time(run.get('ended'))}: "
        f"{counted(len(run.get('steps', [])), 'step')}, {run.get('jobs')} at a time on "
        f"{run.get('cores')} cores, {run.get('outcome')}. Each step is listed as it ran last."
    )


def _time(text: object) -> str:
    """Write a time for people: ``2026-11-25T13:52:12+00:00`` as ``2026-11-25 13:52:12 UTC``."""
    return str(text or "").replace("T", " ").replace("+00:00", " UTC")


def _step(step: Ran) -> tuple[str, ...]:
    seconds = "" if step.seconds is None else f"{step.seconds:.1f}"
    when = _time(step.ended) or ("not run here" if step.elsewhere else "unknown")
    return (step.name, step.tool, when, seconds, str(len(step.makes)), step.elsewhere)


def _verdicts(verdicts: Verdicts) -> str:
    return _rows(
        (study, *(str(counts.get(one, 0)) for one in VERDICTS), str(sum(counts.values())))
        for study, counts in verdicts.tally.items()
    )


def _differences(verdicts: Verdicts) -> str:
    return _rows(
        (row["study"], row["quantity"], row["printed"], row["recomputed"], row["note"])
        for row in verdicts.differing
    )


def _rows(rows: Any) -> str:
    """Write rows of a table, the first cell of each as its header."""
    written = []
    for first, *cells in rows:
        inside = "".join(f"<td>{web(cell)}</td>" for cell in cells)
        written.append(f'<tr><th scope="row">{web(first)}</th>{inside}</tr>')
    return "\n".join(written)
