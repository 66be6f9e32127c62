"""Hold a crate against the Provenance Run Crate profile, without a network.

The validator brings the profiles with it, but asks the network for the context of RO-Crate 1.1:
it is put where the validator looks first. The library that writes crates ships a later context, in
which four names have other addresses than in 1.1.
"""

import json
import sys
from pathlib import Path

import rocrate
from requests_cache import CachedRequest, CachedResponse
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

URL = "https://w3id.org/ro/crate/1.1/context"
BIOSCHEMAS = "https://bioschemas.org/"
OF_1_1 = {
    "ComputationalWorkflow": f"{BIOSCHEMAS}ComputationalWorkflow",
    "FormalParameter": f"{BIOSCHEMAS}FormalParameter",
    "input": f"{BIOSCHEMAS}ComputationalWorkflow#input",
    "output": f"{BIOSCHEMAS}ComputationalWorkflow#output",
}


def main(crate, cache):
    settings = services.ValidationSettings(
        rocrate_uri=crate,
        profile_identifier="provenance-run-crate-0.5",
        offline=True,
        cache_path=Path(cache),
        requirement_severity=models.Severity.REQUIRED,
    )
    shipped = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    context = json.loads(shipped.read_text(encoding="utf-8"))
    context["@context"] |= OF_1_1
    HttpRequester().session.cache.save_response(
        CachedResponse(
            status_code=200,
            url=URL,
            content=json.dumps(context).encode(),
            headers={"Content-Type": "application/ld+json"},
            request=CachedRequest(method="GET", url=URL),
        )
    )
    result = services.validate(settings)
    for issue in result.get_issues():
        print(issue.check.identifier, issue.message, issue.violatingEntity)
    print("valid" if result.passed() else "not valid")


if __name__ == "__main__":
    main(*sys.argv[1:])
