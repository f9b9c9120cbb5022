#!/usr/bin/env python3
"""What `courier prepare` should make of a Commerce export, worked out once more and compared cell by cell.

usage: oracle.py customers.csv FOLDER reject|drop TENANT

FOLDER holds the parts that `courier prepare --mapping tools/bench/mapping.json` wrote, as JSON Lines or, where pyarrow
is installed, as Parquet. Written from the description of the mapping, with Python's standard library only, so that it
shares nothing with the program. Prints the counts as JSON; ends with 1 and the first difference where there is one.
"""
import csv
import datetime
import glob
import json
import os
import re
import sys

LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@(?:{LABEL}\.)+{LABEL}")
GENDERS = {"1": "male", "2": "female", "3": "not_specified", "male": "male", "female": "female",
           "not specified": "not_specified"}
PLAIN = {"firstname": "person.name.firstName", "middlename": "person.name.middleName",
         "lastname": "person.name.lastName", "prefix": "person.name.courtesyTitle", "suffix": "person.name.suffix",
         "_address_city": "homeAddress.city", "_address_region": "homeAddress.state",
         "_address_postcode": "homeAddress.postalCode", "_address_country_id": "homeAddress.countryCode",
         "_address_telephone": "homePhone.number", "_address_company": "TENANT.company",
         "group_id": "TENANT.customerGroup", "_store": "TENANT.store", "_website": "TENANT.website",
         "taxvat": "TENANT.source"}
TODAY = datetime.date.today()


class Bad(Exception):
    """A value that cannot be read."""


def put(record, path, value):
    *objects, name = path.split(".")
    for key in objects:
        record = record.setdefault(key, {})
    record[name] = value


def birth(text):
    for form in (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"):
        found = re.fullmatch(form, text)
        if found:
            try:
                day = datetime.date(*(int(found[part]) for part in "ymd"))
            except ValueError:
                raise Bad from None
            if day > TODAY or day.year < TODAY.year - 119:
                raise Bad
            return day.isoformat()
    raise Bad


def moment(text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        raise Bad from None


def gender(text):
    if text.lower() not in GENDERS:
        raise Bad
    return GENDERS[text.lower()]


def record_of(row, strict, tenant):
    """The shopper's e-mail address and record; raises Bad where the row stays at home."""
    email = row["email"].strip().lower()
    last_label = email.rsplit(".", 1)[-1]
    if not ADDRESS.fullmatch(email) or len(last_label) < 2 or not re.search("[a-z]", last_label):
        raise Bad
    record = {"identityMap": {"Email": [{"id": email, "primary": True}]}, "personalEmail": {"address": email}}
    if not row["lastname"].strip() or not row["created_at"].strip():
        raise Bad
    record["userAccount"] = {"startDate": moment(row["created_at"].strip())}
    for column, path in PLAIN.items():
        text = row[column].strip()
        if text:
            put(record, path.replace("TENANT", tenant), text)
    for column, path, read in (("gender", "person.gender", gender), ("dob", "person.birthDate", birth)):
        text = row[column].strip()
        try:
            if text:
                put(record, path, read(text))
        except Bad:
            if strict:
                raise
    lines = row["_address_street"].strip().split("\n")
    for number, line in enumerate(lines[:2], 1):
        if line.strip():
            put(record, f"homeAddress.street{number}", line.strip())
    return email, record


def expected(path, strict, tenant):
    latest, counts = {}, {"read": 0, "send": 0, "merged": 0, "rejected": 0}
    with open(path, newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            counts["read"] += 1
            try:
                email, record = record_of(row, strict, tenant)
            except Bad:
                counts["rejected"] += 1
                continue
            # The last row of a shopper counts, in its own place.
            if latest.pop(email, None):
                counts["merged"] += 1
            latest[email] = record
    counts["send"] = len(latest)
    return list(latest.values()), counts


def bare(value):
    """A value of Parquet as JSON has it: without nulls, maps as objects."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {key: bare(inner) for key, inner in value}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, datetime.date) else value


def written(folder):
    for part in sorted(glob.glob(os.path.join(folder, "part-*.jsonl"))):
        with open(part, encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    for part in sorted(glob.glob(os.path.join(folder, "part-*.parquet"))):
        import pyarrow.parquet
        yield from map(bare, pyarrow.parquet.read_table(part).to_pylist())


def main():
    source, folder, policy, tenant = sys.argv[1:]
    wanted, counts = expected(source, policy == "reject", tenant)
    place = 0
    for place, record in enumerate(written(folder), 1):
        if place > len(wanted) or record != wanted[place - 1]:
            # The generator's people do not exist, so they may be shown.
            print(f"record {place} is\n{record}\nand should be\n{wanted[place - 1] if place <= len(wanted) else None}")
            return 1
    if place != len(wanted):
        print(f"{place} records, and {len(wanted)} should be there")
        return 1
    print(json.dumps(counts))
    return 0


sys.exit(main())
