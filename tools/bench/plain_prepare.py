"""What one would script instead of `courier prepare`: a CSV of customers to JSON Lines, the last row of each e-mail wins.

    python3 tools/bench/plain_prepare.py customers.csv out.jsonl

For BENCHMARKS.md. It checks almost nothing, maps five of the columns, and keeps every shopper in memory.
"""
import csv
import json
import sys

latest = {}
with open(sys.argv[1], newline="", encoding="utf-8") as source:
    for row in csv.DictReader(source):
        email = (row["email"] or "").strip().lower()
        if "@" in email:
            latest[email] = row
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for email, row in latest.items():
        name = {"firstName": row["firstname"], "lastName": row["lastname"]}
        record = {
            "identityMap": {"Email": [{"id": email, "primary": True}]},
            "personalEmail": {"address": email},
            "person": {"name": name, "birthDate": row["dob"][:10]},
        }
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
