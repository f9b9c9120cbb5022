//! What a file in the landing zone may be called (facts §8.1).

use serde::{Deserialize, Serialize};

/// Characters that no name may hold.
const FORBIDDEN: &str = "\"\\:|<>*?";
/// Longest part between two slashes, in characters.
const LONGEST: usize = 255;
/// Longest whole name: Azure's figure; Amazon's is the same in bytes.
const LONGEST_WHOLE: usize = 1024;
/// What Windows keeps for devices, with any ending.
const DEVICES: [&str; 5] = ["CON", "PRN", "AUX", "NUL", "CLOCK$"];

/// The name of a file in the landing zone: parts of at most 255 characters with slashes between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LandedName(String);

/// Why a text cannot be a [`LandedName`]. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Nothing, or nothing between two slashes or at an end.
    #[error("a part of the name is empty")]
    Empty,
    /// More than 255 characters in a part, or 1,024 bytes in all.
    #[error("the name is too long")]
    TooLong,
    /// One of `" \ : | < > * ?`, or a control character.
    #[error("the name holds a character that no file may have")]
    Character,
    /// A device of Windows (`CON`, `LPT1`), or a part of dots, or one that ends in a dot or a space.
    #[error("the name is reserved")]
    Reserved,
}

impl LandedName {
    /// Takes the text as it is, if it can be one.
    pub fn parse(text: impl Into<String>) -> Result<Self, BadName> {
        let text = text.into();
        if text.len() > LONGEST_WHOLE {
            return Err(BadName::TooLong);
        }
        text.split('/').try_for_each(part)?;
        Ok(Self(text))
    }

    /// As it will be called.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn part(part: &str) -> Result<(), BadName> {
    if part.is_empty() {
        return Err(BadName::Empty);
    }
    if part.chars().count() > LONGEST {
        return Err(BadName::TooLong);
    }
    if part.chars().any(|c| c.is_control() || FORBIDDEN.contains(c)) {
        return Err(BadName::Character);
    }
    if part.ends_with(['.', ' ']) || is_device(part) {
        return Err(BadName::Reserved);
    }
    Ok(())
}

fn is_device(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    let numbered = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"))
        .is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()));
    numbered || DEVICES.contains(&stem.as_str())
}

impl std::fmt::Display for LandedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for LandedName {
    type Error = BadName;
    fn try_from(text: String) -> Result<Self, BadName> {
        Self::parse(text)
    }
}

impl From<LandedName> for String {
    fn from(name: LandedName) -> String {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_to_the_references_rules() {
        for good in [
            "shoppers.csv",
            "courier/2026-11-25/shoppers 1 (é).csv",
            "console.csv",
            "com10.csv",
            "a'b;c@d&e=f+g$h,i%j#k[l].csv",
        ] {
            assert_eq!(LandedName::parse(good).map(String::from).as_deref(), Ok(good));
        }
        let long = "é".repeat(256);
        let whole = ["a".repeat(255).as_str(); 5].join("/");
        for (bad, why) in [
            ("", BadName::Empty),
            ("/a", BadName::Empty),
            ("a/", BadName::Empty),
            ("a//b", BadName::Empty),
            (long.as_str(), BadName::TooLong),
            (whole.as_str(), BadName::TooLong),
            ("a\\b", BadName::Character),
            ("a:b", BadName::Character),
            ("a?b", BadName::Character),
            ("a\nb", BadName::Character),
            ("con", BadName::Reserved),
            ("x/LPT1.csv", BadName::Reserved),
            ("Prn.tar.gz", BadName::Reserved),
            ("..", BadName::Reserved),
            ("a/./b", BadName::Reserved),
            ("a. ", BadName::Reserved),
        ] {
            assert_eq!(LandedName::parse(bad), Err(why), "{bad:?}");
        }
    }
}
