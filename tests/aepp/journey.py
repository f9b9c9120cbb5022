"""Adobe's Python client against the practice platform: a client that none of us has written.

Reads the platform's endpoint line from standard input. Only the gateway and the token address are changed.
"""

import io
import json
import sys
import time

import aepp
import pyarrow
import pyarrow.parquet
from aepp import catalog, customerprofile, dataaccess, ingestion, sandboxes, schema

endpoint = json.load(sys.stdin)
aepp.configure(
    org_id=endpoint["org_id"],
    client_id=endpoint["client_id"],
    secret=endpoint["client_secret"],
    sandbox=endpoint["sandbox"],
    scopes=endpoint["scopes"],
)
aepp.config.endpoints["global"] = endpoint["gateway"]
aepp.config.config_object["oauthTokenEndpointV2"] = endpoint["ims"]

names = [box["name"] for box in sandboxes.Sandboxes().getSandboxes()]
assert {"practice", "prod"} <= set(names), names

registry = schema.Schema()
titles = {found["$id"]: found["title"] for found in registry.getSchemas()}
assert titles[endpoint["schema_id"]] == "Shoppers", titles
full = registry.getSchema(endpoint["schema_id"], full=True, schema_type="xed")
assert full["properties"]["person"]["properties"]["birthDate"]["format"] == "date", list(full)
assert registry.getStats()["tenantId"] == "courier"

books = catalog.Catalog()
datasets = books.getDataSets()
assert datasets[endpoint["dataset_id"]]["name"] == "Practice customers", list(datasets)


def shopper(email, first):
    return {
        "identityMap": {"Email": [{"id": email, "primary": True}]},
        "personalEmail": {"address": email},
        "person": {"name": {"firstName": first}},
    }


desk = ingestion.DataIngestion()
dataset = endpoint["dataset_id"]


def finished(batch):
    for _ in range(600):
        found = books.getBatch(batch)[batch]
        if found["status"] in ("success", "failed"):
            return found
        time.sleep(0.05)
    raise AssertionError(f"batch {batch} never ended")


# JSON as aepp sends it: a list in one file.
batch = desk.createBatch(dataset, format="json", multiline=True, enableDiagnostic=True, partialIngestionPercentage=60)["id"]
rows = [shopper("py-json@example.nl", "Json"), {"person": {"birthDate": "tomorrow"}}]
desk.uploadSmallFile(batch, dataset, "part-1.json", rows)
desk.uploadSmallFileFinish(batch)
ended = finished(batch)
assert ended["status"] == "success", ended
assert ended["metrics"]["failedRecordCount"] == 1, ended
assert ended["tags"]["acp_partialIngestionPercent"] == ["60"], ended

diagnostics = dataaccess.DataAccess()
listed = diagnostics.getBatchMeta(batch, path="row_errors")
assert [entry["name"] for entry in listed["data"]] == ["conversion_errors_0.json"], listed
row = diagnostics.getBatchMeta(batch, path="row_errors/conversion_errors_0.json")
assert row["person"]["birthDate"] == "tomorrow" and row["_errors"], row

# Parquet: aepp would turn bytes into JSON, so they go through its own session and headers.
columns = pyarrow.schema(
    [
        ("identityMap", pyarrow.map_(pyarrow.string(), pyarrow.list_(pyarrow.struct([("id", pyarrow.string()), ("primary", pyarrow.bool_())])))),
        ("personalEmail", pyarrow.struct([("address", pyarrow.string())])),
        ("person", pyarrow.struct([("name", pyarrow.struct([("firstName", pyarrow.string())]))])),
    ]
)
record = shopper("py-parquet@example.nl", "Parquet")
record["identityMap"] = list(record["identityMap"].items())
sink = io.BytesIO()
pyarrow.parquet.write_table(pyarrow.Table.from_pylist([record], schema=columns), sink)
batch = desk.createBatch(dataset, format="parquet")["id"]
put = desk.connector.session.put(
    f"{desk.endpoint}/batches/{batch}/datasets/{dataset}/files/part-1.parquet",
    data=sink.getvalue(),
    headers={**desk.header, "Content-Type": "application/octet-stream"},
    timeout=30,
)
assert put.status_code == 200, put.text
desk.uploadSmallFileFinish(batch)
ended = finished(batch)
assert ended["status"] == "success", ended

profiles = customerprofile.Profile()
for email, first in (("py-json@example.nl", "Json"), ("py-parquet@example.nl", "Parquet")):
    for _ in range(200):
        found = profiles.getEntity(entityId=email, entityIdNS="email")
        entities = [entry["entity"] for entry in found.values() if isinstance(entry, dict)]
        if entities:
            break
        time.sleep(0.05)
    assert entities and entities[0]["person"]["name"]["firstName"] == first, found
print("aepp: sandboxes, schemas, datasets, JSON, Parquet, diagnostics and profiles")
