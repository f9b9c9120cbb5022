//! From text to expression, by recursive descent.

use super::{Expression, LONGEST};
use crate::dataprep::el::functions;
use serde_json::{Number, Value};

/// Deeper nesting is refused before it can exhaust the stack.
const DEEPEST: usize = 64;

/// `Err` says what is wrong, and at which character.
pub(in crate::dataprep) fn parse(text: &str) -> Result<Expression, String> {
    if text.len() > LONGEST {
        return Err(format!("the expression is longer than {LONGEST} characters"));
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    let expression = parser.binary(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.wrong("unexpected text"));
    }
    Ok(expression)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// By how strongly they bind.
const LEVELS: [&[&str]; 6] = [
    &["||"],
    &["&&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["+", "-"],
    &["*", "/"],
];

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn wrong(&self, what: &str) -> String {
        format!("{what} at character {}", self.text[..self.at].chars().count() + 1)
    }

    fn take(&mut self, word: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn binary(&mut self, level: usize) -> Result<Expression, String> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = operators.iter().find(|o| self.take(o)) {
            let right = self.binary(level + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("the expression is nested too deeply"));
        }
        let made = if self.take("!") {
            Expression::Not(Box::new(self.unary()?))
        } else {
            self.primary()?
        };
        self.depth -= 1;
        Ok(made)
    }

    fn primary(&mut self) -> Result<Expression, String> {
        self.space();
        if self.take("(") {
            let inner = self.binary(0)?;
            return if self.take(")") {
                Ok(inner)
            } else {
                Err(self.wrong("a bracket is open"))
            };
        }
        if self.take("${") {
            let end = self.rest().find('}').ok_or_else(|| self.wrong("a brace is open"))?;
            // A dot in a name, as opposed to one between the names of a path.
            let name = self.rest()[..end].replace("\\.", ".");
            self.at += end + 1;
            return Ok(Expression::Column(name));
        }
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => self.string(quote),
            Some(c) if c.is_ascii_digit() || c == '-' => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => self.word(),
            Some(_) => Err(self.wrong("unexpected character")),
            None => Err(self.wrong("the expression ends early")),
        }
    }

    fn string(&mut self, quote: char) -> Result<Expression, String> {
        let mut out = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some((_, 'n')) => out.push('\n'),
                    Some((_, 't')) => out.push('\t'),
                    Some((_, other)) => out.push(other),
                    None => break,
                },
                end if end == quote => {
                    self.at += at + 1;
                    return Ok(Expression::Literal(Value::String(out)));
                }
                other => out.push(other),
            }
        }
        Err(self.wrong("a quote is open"))
    }

    fn number(&mut self) -> Result<Expression, String> {
        let rest = self.rest();
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !c.is_ascii_digit() && *c != '.')
            .map_or(rest.len(), |(at, _)| at);
        let text = rest[..end].to_owned();
        let whole = text.parse::<i64>().ok().map(Number::from);
        let number = whole.or_else(|| text.parse().ok().and_then(Number::from_f64));
        let number = number.ok_or_else(|| self.wrong("not a number"))?;
        self.at += end;
        Ok(Expression::Literal(Value::Number(number)))
    }

    fn word(&mut self) -> Result<Expression, String> {
        let rest = self.rest();
        let part = |c: char| c.is_alphanumeric() || "_.[]".contains(c);
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let start = self.at;
        self.at += end;
        if !self.take("(") {
            return Ok(match name.as_str() {
                "true" => Expression::Literal(Value::Bool(true)),
                "false" => Expression::Literal(Value::Bool(false)),
                "null" => Expression::Literal(Value::Null),
                _ => Expression::Column(name),
            });
        }
        if !functions::NAMES.contains(&name.as_str()) {
            self.at = start;
            return Err(self.wrong(&format!("the function {name} is not known")));
        }
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(Expression::Call(name, arguments));
        }
        loop {
            arguments.push(self.binary(0)?);
            if self.take(")") {
                return Ok(Expression::Call(name, arguments));
            }
            if !self.take(",") {
                return Err(self.wrong("a comma or a bracket is missing"));
            }
        }
    }
}
