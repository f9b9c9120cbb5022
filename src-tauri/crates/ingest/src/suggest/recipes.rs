//! Proposed rules: a column, the field that it feeds and the recipe on the way.

use std::collections::BTreeMap;
use xdm::Op;
use xdm::vocabulary;

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

/// The e-mail address, its blanks filled from the customer's further ones.
pub(crate) fn email_of(column: &str, also: Vec<String>) -> Rule {
    let mut rule = email(column);
    if !also.is_empty() {
        rule.recipe.insert(1, Op::FirstOf { columns: also });
    }
    rule
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

/// Yes and no in all words of the vocabulary.
pub(crate) fn yes_or_no() -> Op {
    Op::Boolean {
        r#true: vocabulary::yes_words().map(str::to_owned).collect(),
        r#false: vocabulary::no_words().map(str::to_owned).collect(),
    }
}

/// Gender by its labels in all words of the vocabulary; `numbered` adds Commerce's option ids.
pub(crate) fn gender(column: &str, numbered: bool) -> Rule {
    let words = vocabulary::gender_words().map(|(word, gender)| (word.to_owned(), gender.code().to_owned()));
    let mut values: BTreeMap<String, String> = words.collect();
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
