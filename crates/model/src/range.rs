//! Ranges of ages, written as `"6..17"` (both ends belong to it), `"63.."` or `"..5"`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Whole years of age, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeRange {
    /// Youngest age that belongs.
    pub from: u16,
    /// Oldest age that belongs; `None` has no upper end.
    pub to: Option<u16>,
}

impl AgeRange {
    /// Whether an age belongs to the range.
    #[must_use]
    pub fn contains(&self, age: u16) -> bool {
        age >= self.from && self.to.is_none_or(|to| age <= to)
    }

    /// Reads `"6..17"`, `"63.."`, `"..5"` or `"18"`; `None` when the text is none of these or runs backwards.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once("..") else {
            let age = text.trim().parse().ok()?;
            return Some(Self { from: age, to: Some(age) });
        };
        let end = |t: &str| if t.trim().is_empty() { Some(None) } else { t.trim().parse().ok().map(Some) };
        let range = Self { from: end(from)?.unwrap_or(0), to: end(to)? };
        range.to.is_none_or(|to| to >= range.from).then_some(range)
    }
}

impl fmt::Display for AgeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}..{to}", self.from),
            None => write!(f, "{}..", self.from),
        }
    }
}

impl Serialize for AgeRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AgeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not an age range like \"6..17\"")))
    }
}

impl JsonSchema for AgeRange {
    fn schema_name() -> Cow<'static, str> {
        "AgeRange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\s*\d*\s*(\.\.\s*\d*\s*)?$",
            "description": "Whole years of age, both ends included: \"6..17\", \"63..\", \"..5\" or \"18\"."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_belong() {
        let school = AgeRange::parse("6..17").expect("a range");
        assert!(school.contains(6) && school.contains(17));
        assert!(!school.contains(5) && !school.contains(18));
    }

    #[test]
    fn open_ends_and_nonsense() {
        assert!(AgeRange::parse("63..").expect("open").contains(120));
        assert!(AgeRange::parse("..5").expect("open").contains(0));
        assert_eq!(AgeRange::parse("17..6"), None);
        assert_eq!(AgeRange::parse("old"), None);
        assert_eq!(AgeRange::parse(""), None);
    }
}
