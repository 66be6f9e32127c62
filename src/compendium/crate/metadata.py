"""The description of a crate, for programs: ``ro-crate-metadata.json``.

It follows the Provenance Run Crate profile of Workflow Run RO-Crate [1]_: each notebook is a tool,
each step an action that read some files and made others.

References
----------
.. [1] Leo, S. et al. (2024). Recording provenance of workflow runs with RO-Crate. PLOS ONE,
       19(9), e0309210. https://doi.org/10.1371/journal.pone.0309210
"""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from compendium.crate.contents import LeftOut
from compendium.crate.forms import form
from compendium.crate.history import PROGRAMS, Ran
from compendium.crate.people import Checker
from compendium.study.package import LICENCE

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

VERSION = "1.1"  # of RO-Crate: what the profiles extend
WORKFLOW = "notebooks/analyses.toml"
PROGRAM = "#compendium"
MIT = "https://spdx.org/licenses/MIT"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate 0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate 0.5",
    "https://w3id.org/ro/wfrun/provenance/0.5": "Provenance Run Crate 0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": "Workflow RO-Crate 1.0",
}
_CODE = ("src/", "locks/", "notebooks/", "Makefile", "Dockerfile", "pyproject.toml")


def describe(
    files: Mapping[str, bytes],
    left_out: Sequence[LeftOut],
    steps: Sequence[Ran],
    *,
    about: Mapping[str, Any],
    run: Mapping[str, Any],
    studies: Iterable[Mapping[str, Any]],
    checker: Checker,
) -> "ROCrate":
    """Describe a crate.

    Parameters
    ----------
    files : mapping of str to bytes
        All files of the crate but the description itself.
    left_out : sequence of LeftOut
        What is not in it.
    steps : sequence of Ran
        What ran.
    about : mapping
        What ``CITATION.cff`` says.
    run : mapping
        The record of the last run.
    studies : iterable of mapping
        What the ``study.toml`` of each study says.
    checker : Checker
        Who let it run.

    Returns
    -------
    ROCrate
        With an entity per file, notebook, step and publication.
    """
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=VERSION)
    maker = _Maker(crate, str(about.get("version", "of no number")), checker)
    maker.licences()
    maker.files(files)
    last = max((step.ended for step in steps if step.ended), default="")
    maker.root(about, studies, left_out, last)
    maker.workflow(steps, files)
    maker.actions(steps, files, run)
    return crate


class _Maker:
    """Adds entities to a crate, one kind after the other."""

    def __init__(self, crate: "ROCrate", version: str, checker: Checker) -> None:
        self.crate = crate
        self.version = version
        self.agent: dict[str, Any] = {}
        if checker.name:
            person = self.entity(checker.identifier, "Person", name=checker.name)
            self.agent = {"agent": person}

    def entity(self, identifier: str, kind: str, **properties: Any) -> Any:
        from rocrate.model.contextentity import ContextEntity

        known = {name: value for name, value in properties.items() if value not in ("", [], None)}
        return self.crate.add(ContextEntity(self.crate, identifier, {"@type": kind, **known}))

    def licences(self) -> None:
        self.data = self.entity(LICENCE["path"], "CreativeWork", name=LICENCE["title"])
        self.code = self.entity(MIT, "CreativeWork", name="MIT License")

    def files(self, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            properties = {
                "name": name,
                "sha256": hashlib.sha256(content).hexdigest(),
                "contentSize": str(len(content)),
                "encodingFormat": form(name),
                "license": self.code if name.startswith(_CODE) else self.data,
            }
            if name == WORKFLOW:
                kinds = ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"]
                properties |= {"@type": kinds}
            elif name.endswith(".ipynb") or name in PROGRAMS.values():
                properties |= {"@type": ["File", "SoftwareSourceCode"], "version": self.version}
            self.crate.add_file(io.BytesIO(content), name, properties=properties)

    def root(
        self,
        about: Mapping[str, Any],
        studies: Iterable[Mapping[str, Any]],
        left_out: Sequence[LeftOut],
        last: str,
    ) -> None:
        root = self.crate.root_dataset
        root["name"] = str(about.get("title", "A compendium"))
        root["description"] = (
            "A research compendium: tables, notebooks, what they made, and the paper, with where "
            f"each comes from. Left out: {', '.join(one.name for one in left_out)}."
        )
        root["version"] = self.version
        root["license"] = self.data
        root["keywords"] = ", ".join(map(str, about.get("keywords", [])))
        if last:
            root["datePublished"] = last
        authors = [
            self.entity(f"#author-{number}", "Organization" if "name" in one else "Person",
                        name=full_name(one))
            for number, one in enumerate(about.get("authors", []), start=1)
        ]  # fmt: skip
        root["author"] = authors[0] if len(authors) == 1 else authors
        root["conformsTo"] = [
            self.entity(address, "CreativeWork", name=name, version=address.rpartition("/")[2])
            for address, name in PROFILES.items()
        ]
        cited = [self._publication(one) for one in studies]
        root["citation"] = [one for one in cited if one is not None]
        readme = self.crate.dereference("README.md")
        if readme is not None:
            readme["about"] = root
        self.crate.metadata["conformsTo"] = [
            {"@id": f"https://w3id.org/ro/crate/{VERSION}"},
            {"@id": "https://w3id.org/workflowhub/workflow-ro-crate/1.0"},
        ]

    def _publication(self, about: Mapping[str, Any]) -> Any:
        source = about.get("source", {})
        address = f"https://doi.org/{source['doi']}" if source.get("doi") else source.get("url", "")
        if not address or "title" not in about:
            return None
        return self.entity(
            address,
            "ScholarlyArticle",
            name=about["title"],
            datePublished=str(source.get("year", "")),
            creditText=", ".join(source.get("authors", [])),
        )

    def workflow(self, steps: Sequence[Ran], files: Mapping[str, bytes]) -> None:
        language = self.entity(
            "#analyses",
            "ComputerLanguage",
            name="compendium analyses",
            description="Each section names a notebook and the kinds of tables that it needs: it "
            "runs on every study that has them.",
        )
        workflow = self.crate.dereference(WORKFLOW)
        workflow["name"] = "The analyses of the compendium"
        workflow["programmingLanguage"] = language
        workflow["version"] = self.version
        workflow["conformsTo"] = {
            "@id": "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
        }
        # Where the program is not in the folder, it stands for its modules.
        self.tools = {step.tool: step.tool if step.tool in files else PROGRAM for step in steps}
        if PROGRAM in self.tools.values():
            self._program(PROGRAM, "verifies printed numbers, and builds papers")
        tools = list(dict.fromkeys(self.tools.values()))
        workflow["hasPart"] = [{"@id": tool} for tool in tools]
        self.how = {
            tool: self.entity(
                f"#how-{place}",
                "HowToStep",
                name=tool,
                position=str(place),
                workExample={"@id": tool},
            )
            for place, tool in enumerate(tools)
        }
        workflow["step"] = list(self.how.values())
        self.crate.root_dataset["mainEntity"] = workflow
        tables = [name for name in files if name.startswith("data/") and name.endswith(_TABLES)]
        made = [name for step in steps for name in step.makes if name in files]
        for name, about, examples in (
            ("input", "tables of the studies", tables),
            ("output", "figures, tables, values and papers", made),
        ):
            parameter = self.entity(
                f"#{name}", "FormalParameter", name=about, additionalType="File",
                workExample=[{"@id": one} for one in examples],
            )  # fmt: skip
            workflow[name] = parameter
            for one in examples:
                self.crate.dereference(one)["exampleOfWork"] = parameter

    def _program(self, identifier: str, description: str) -> Any:
        return self.entity(
            identifier,
            "SoftwareApplication",
            name="compendium",
            description=description,
            softwareVersion=self.version,
        )

    def actions(
        self, steps: Sequence[Ran], files: Mapping[str, bytes], run: Mapping[str, Any]
    ) -> None:
        here = [step for step in steps if not step.elsewhere]
        actions = [self._action(step, files) for step in steps]
        read = sorted({name for step in here for name in step.reads if name in files})
        ended = [step.ended for step in here if step.ended]
        whole = self.entity(
            "#run",
            "CreateAction",
            name="All steps",
            description="All steps together, each as it ran last.",
            instrument={"@id": WORKFLOW},
            object=[{"@id": name} for name in read if name.startswith("data/")],
            result=[{"@id": name} for step in here for name in step.makes if name in files],
            endTime=max(ended, default=""),
            **self.agent,
        )
        controls = [
            self.entity(
                f"#control-{step.name}",
                "ControlAction",
                name=f"Start of {step.name}",
                instrument=self.how[self.tools[step.tool]],
                object=action,
            )
            for step, action in zip(steps, actions, strict=True)
            if not step.elsewhere
        ]
        self.entity(
            "#organize",
            "OrganizeAction",
            name="The last run",
            description=_last_run(run),
            instrument=self._program("#engine", "runs what is not up to date, and records it"),
            object=controls,
            result=whole,
            startTime=str(run.get("started") or ""),
            endTime=str(run.get("ended") or ""),
            **self.agent,
        )
        self.crate.root_dataset["mentions"] = [whole, *actions]

    def _action(self, step: Ran, files: Mapping[str, bytes]) -> Any:
        absent = [name for name in step.reads if name not in files]
        more = f" {len(absent)} files that it read are left out." if absent else ""
        return self.entity(
            f"#step-{step.name}",
            "CreateAction",
            name=step.name,
            description=(f"Not run here: {step.elsewhere}." if step.elsewhere
                         else f"{step.tool} as the step {step.name}.{more}"),
            instrument={"@id": self.tools[step.tool]},
            object=[{"@id": name} for name in step.reads if name in files],
            result=[{"@id": name} for name in step.makes if name in files],
            startTime=_start(step),
            endTime=step.ended,
            **({} if step.elsewhere else self.agent),
        )  # fmt: skip


_TABLES = (".csv", ".xlsx")


def full_name(author: Mapping[str, Any]) -> str:
    """Give the name of an author of ``CITATION.cff``, a person or not."""
    parts = (author.get("given-names"), author.get("name-particle"), author.get("family-names"))
    return str(author.get("name") or " ".join(str(part) for part in parts if part))


def _start(step: Ran) -> str:
    if not step.ended or step.seconds is None:
        return ""
    start = datetime.fromisoformat(step.ended) - timedelta(seconds=step.seconds)
    return start.isoformat(timespec="seconds")


def _last_run(run: Mapping[str, Any]) -> str:
    if not run:
        return "compendium run; nothing more is known of it"
    return (
        f"compendium run, {len(run.get('steps', []))} steps, {run.get('jobs')} at a time on "
        f"{run.get('cores')} cores, engine {run.get('engine')}: {run.get('outcome')}"
    )
