"""Turns Adobe's OpenAPI files (YAML) into the JSON that the practice platform's tests read.

    python3 tools/openapi_to_json.py FOLDER_WITH_YAML src-tauri/crates/practice/tests/openapi

The files come from https://github.com/AdobeDocs/experience-platform-apis (Apache-2.0), static/swagger-specs/.
Descriptions, summaries and examples are left out: nothing checks against them. Needs PyYAML.
"""

import json
import sys
from pathlib import Path

import yaml

FILES = [
    "batch-ingestion",
    "catalog",
    "data-access",
    "data-prep",
    "flow-service",
    "identity-service",
    "profile",
    "sandbox",
    "schema-registry",
    "streaming-ingestion",
]
PROSE = {"description", "summary", "example", "examples", "x-summary", "title", "externalDocs", "tags"}
# Below these, names are the format's, not prose.
NAMES = {"properties", "definitions", "schemas", "parameters", "responses", "headers"}


def lean(node, named=False):
    if isinstance(node, dict):
        return {
            str(key): lean(value, named=str(key) in NAMES and not named)
            for key, value in node.items()
            if named or str(key) not in PROSE or not isinstance(value, (str, list, dict, int, float, type(None)))
        }
    if isinstance(node, list):
        return [lean(item) for item in node]
    return node


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        document = yaml.load((source / f"{name}.yaml").read_text("utf-8"), Loader=yaml.SafeLoader)
        text = json.dumps(lean(document), indent=1, ensure_ascii=False, default=str)
        (target / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
