#!/usr/bin/env python3
"""Makes src-tauri/crates/xdm/data/countries.tsv from the Unicode CLDR (npm: cldr-core, cldr-localenames-full).

usage: make_countries.py NODE_MODULES > countries.tsv
"""
import json
import sys

LANGUAGES = ["en", "nl", "de", "fr"]
OWN_NAME = {"es": "ES", "it": "IT", "pl": "PL", "da": "DK", "sv": "SE", "nb": "NO", "fi": "FI", "pt": "PT", "cs": "CZ",
            "hu": "HU", "ro": "RO", "sk": "SK", "hr": "HR", "tr": "TR", "el": "GR", "bg": "BG", "ja": "JP", "zh": "CN",
            "uk": "UA", "lt": "LT", "lv": "LV", "et": "EE", "sl": "SI", "is": "IS", "ga": "IE"}
NO_COUNTRY = {"AN", "BU", "CS", "DD", "EU", "FX", "NT", "QU", "SU", "TP", "UN", "YD", "YU", "ZR"}
FURTHER = {"NL": ["The Netherlands", "Holland"], "GB": ["Great Britain", "England", "Scotland", "Wales"],
           "US": ["U.S.", "U.S.A.", "United States of America"], "CZ": ["Czech Republic", "Tschechische Republik"],
           "KR": ["Korea", "Republic of Korea"], "RU": ["Russian Federation"], "VN": ["Viet Nam"],
           "TR": ["Turkey"], "CH": ["Svizzera"], "BE": ["België"], "IE": ["Republic of Ireland"]}


def main(modules):
    codes = json.load(open(f"{modules}/cldr-core/supplemental/codeMappings.json"))["supplemental"]["codeMappings"]
    version = json.load(open(f"{modules}/cldr-core/package.json"))["version"]

    def names(language):
        path = f"{modules}/cldr-localenames-full/main/{language}/territories.json"
        return json.load(open(path))["main"][language]["localeDisplayNames"]["territories"]

    tables = [names(language) for language in LANGUAGES]
    own = {country: names(language)[country] for language, country in OWN_NAME.items()}
    print(f"# Countries: ISO 3166 alpha-2, alpha-3, numeric, names. From the Unicode CLDR {version}, Unicode-3.0:")
    print("# Copyright © 1991-2026 Unicode, Inc. See https://www.unicode.org/license.txt")
    for code, other in sorted(codes.items()):
        if len(code) != 2 or not code.isalpha() or "_alpha3" not in other or code in NO_COUNTRY:
            continue
        found = [t.get(code + form) for t in tables for form in ("", "-alt-short", "-alt-variant")]
        found = [name for name in [*found, own.get(code), *FURTHER.get(code, [])] if name]
        if found:
            print(code, other["_alpha3"], other.get("_numeric", ""), "|".join(dict.fromkeys(found)), sep="\t")


main(sys.argv[1])
