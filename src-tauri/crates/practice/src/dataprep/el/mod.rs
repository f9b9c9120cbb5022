//! The language of calculated fields: columns, literals, operators and functions.

mod dates;
mod evaluate;
mod functions;
mod parse;

pub(super) use dates::{Moment, automatic};
pub(super) use evaluate::evaluate;
pub(super) use functions::NAMES;
pub(super) use parse::parse;

use serde_json::Value;

/// A calculated field may be so long.
pub(super) const LONGEST: usize = 4096;

/// The operators, weakest first.
pub(super) const OPERATORS: [&str; 13] = ["||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "!"];

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Literal(Value),
    /// A column, or a path into nested data.
    Column(String),
    Call(String, Vec<Expression>),
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
}

impl Expression {
    /// The columns that the expression reads.
    pub(super) fn columns(&self) -> Vec<&str> {
        match self {
            Self::Literal(_) => Vec::new(),
            Self::Column(name) => vec![name],
            Self::Call(_, inner) => inner.iter().flat_map(Self::columns).collect(),
            Self::Binary(_, left, right) => left.columns().into_iter().chain(right.columns()).collect(),
            Self::Not(inner) => inner.columns(),
        }
    }
}
