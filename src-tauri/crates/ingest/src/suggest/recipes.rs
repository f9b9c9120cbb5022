//! Proposed rules: a column, the field that it feeds and the recipe on the way.

use std::collections::BTreeMap;
use xdm::Op;

/// One proposal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    /// The column's name, without regard to case.
    pub column: String,
    /// The field.
    pub field: String,
    /// The recipe; how dates and numbers are written is filled in from what the column proves.
    pub recipe: Vec<Op>,
    /// The zone of date-times as the layout's database writes them.
    pub zone: Option<String>,
    /// Only where this column says yes.
    pub when: Option<String>,
    /// Rows without it are left out.
    pub required: bool,
}

impl Rule {
    /// As it stands, without white space around it.
    pub(crate) fn plain(column: &str, field: &str) -> Self {
        Self {
            column: column.to_owned(),
            field: field.to_owned(),
            recipe: vec![Op::Trim {}],
            zone: None,
            when: None,
            required: false,
        }
    }

    /// With this recipe.
    pub(crate) fn with(column: &str, field: &str, recipe: Vec<Op>) -> Self {
        Self {
            recipe,
            ..Self::plain(column, field)
        }
    }

    /// Only where `column` says yes.
    pub(crate) fn when(mut self, column: &str) -> Self {
        self.when = Some(column.to_owned());
        self
    }
}

/// The e-mail address.
pub(crate) fn email(column: &str) -> Rule {
    Rule {
        required: true,
        ..Rule::with(column, "personalEmail.address", vec![Op::Trim {}, Op::Lowercase {}])
    }
}

/// A birth date.
pub(crate) fn birth_date(column: &str) -> Rule {
    Rule::with(column, "person.birthDate", vec![])
}

/// An instant as Commerce's database writes it, in UTC.
pub(crate) fn instant(column: &str, field: &str) -> Rule {
    Rule {
        zone: Some("UTC".to_owned()),
        ..somewhere(column, field)
    }
}

/// An instant in the time of a place that only a person can name.
pub(crate) fn somewhere(column: &str, field: &str) -> Rule {
    Rule::with(column, field, vec![])
}

/// A telephone number, read as the row's country writes it where a column has that.
pub(crate) fn phone(column: &str, field: &str, country_column: Option<&str>) -> Rule {
    let op = Op::Phone {
        country: None,
        country_column: country_column.map(str::to_owned),
    };
    Rule::with(column, field, vec![op])
}

/// A country's code, from names and codes.
pub(crate) fn country(column: &str, field: &str) -> Rule {
    Rule::with(column, field, vec![Op::Country {}])
}

/// The `line`-th line of a street.
pub(crate) fn street(column: &str, field: &str, line: i32) -> Rule {
    Rule::with(
        column,
        field,
        vec![Op::Split {
            on: "\n".to_owned(),
            take: line,
        }],
    )
}

/// Yes and no in English, Dutch, German and French, and as digits: the words by which a column is known as one of them.
pub(crate) fn yes_or_no() -> Op {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Op::Boolean {
        r#true: words(&[
            "1",
            "true",
            "yes",
            "y",
            "ja",
            "j",
            "oui",
            "o",
            "wahr",
            "waar",
            "vrai",
            "on",
            "x",
            "subscribed",
        ]),
        r#false: words(&[
            "0",
            "false",
            "no",
            "n",
            "nee",
            "nein",
            "non",
            "falsch",
            "onwaar",
            "faux",
            "off",
            "unsubscribed",
        ]),
    }
}

/// Gender by its labels in English, Dutch, German and French; `numbered` adds Commerce's option ids.
pub(crate) fn gender(column: &str, numbered: bool) -> Rule {
    let groups: [(&str, &[&str]); 4] = [
        (
            "male",
            &["male", "m", "man", "mr", "herr", "homme", "männlich", "masculin"],
        ),
        (
            "female",
            &["female", "f", "v", "w", "vrouw", "frau", "femme", "weiblich", "féminin"],
        ),
        (
            "not_specified",
            &[
                "not specified",
                "not_specified",
                "unknown",
                "onbekend",
                "niet opgegeven",
                "keine angabe",
                "non précisé",
            ],
        ),
        (
            "non_specific",
            &["non_specific", "non-binary", "non-binair", "x", "divers"],
        ),
    ];
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (value, words) in groups {
        values.extend(words.iter().map(|word| ((*word).to_owned(), value.to_owned())));
    }
    if numbered {
        values.extend(
            [("1", "male"), ("2", "female"), ("3", "not_specified")].map(|(k, v)| (k.to_owned(), v.to_owned())),
        );
    }
    Rule::with(
        column,
        "person.gender",
        vec![Op::Map {
            values,
            otherwise: None,
        }],
    )
}

/// An objection to marketing by e-mail: no objection is no consent, so only the objection is sent.
pub(crate) fn consent_against(column: &str) -> Rule {
    let values = ["yes", "true", "1", "x", "ja", "oui"].map(|w| (w.to_owned(), "n".to_owned()));
    let none = ["no", "false", "0", "nee", "nein", "non"].map(|w| (w.to_owned(), String::new()));
    Rule::with(
        column,
        "consents.marketing.email.val",
        vec![Op::Map {
            values: values.into_iter().chain(none).collect(),
            otherwise: None,
        }],
    )
}

/// Consent to marketing by e-mail. What is neither yes nor no is a finding: consent is never assumed.
pub(crate) fn consent(column: &str) -> Rule {
    let yes = ["yes", "y", "true", "1", "ja", "j", "oui", "waar", "subscribed", "on"];
    let no = [
        "no",
        "n",
        "false",
        "0",
        "nee",
        "nein",
        "non",
        "onwaar",
        "unsubscribed",
        "off",
    ];
    let values = yes
        .map(|w| (w.to_owned(), "y".to_owned()))
        .into_iter()
        .chain(no.map(|w| (w.to_owned(), "n".to_owned())))
        .collect();
    Rule::with(
        column,
        "consents.marketing.email.val",
        vec![Op::Map {
            values,
            otherwise: None,
        }],
    )
}
