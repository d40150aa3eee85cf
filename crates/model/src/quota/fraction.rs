//! Numbers kept as they are written: two thirds stay two thirds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A number as it stands in a key: `2`, `0.5`, `"2/3"`, `"12.5%"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "AsWritten", into = "String")]
#[schemars(with = "AsWritten")]
pub struct Written(String);

/// What TOML gives.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[allow(dead_code)]
enum AsWritten {
    /// A whole number.
    Whole(i64),
    /// A decimal number.
    Number(f64),
    /// A fraction, a percentage or a number in quotes: "2/3", "12.5%", "0.5".
    Text(String),
}

impl From<AsWritten> for Written {
    fn from(written: AsWritten) -> Self {
        Self(match written {
            AsWritten::Whole(number) => number.to_string(),
            AsWritten::Number(number) => number.to_string(), // the shortest decimal that reads back: what was written
            AsWritten::Text(text) => text,
        })
    }
}

impl From<Written> for String {
    fn from(written: Written) -> Self {
        written.0
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Written {
    /// A number as written.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The number, exact; `None` when it is none, negative, or of more than 18 digits.
    #[must_use]
    pub fn fraction(&self) -> Option<Fraction> {
        let text = self.0.trim();
        if let Some((over, under)) = text.split_once('/') {
            let (over, under) = (decimal(over.trim())?, decimal(under.trim())?);
            return Fraction::new(over.over.checked_mul(under.under)?, over.under.checked_mul(under.over)?);
        }
        match text.strip_suffix('%') {
            Some(percent) => {
                let share = decimal(percent.trim())?;
                Fraction::new(share.over, share.under.checked_mul(100)?)
            }
            None => decimal(text),
        }
    }
}

/// Digits with at most one decimal mark.
fn decimal(text: &str) -> Option<Fraction> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || whole.len() + part.len() > 18 {
        return None;
    }
    let over = format!("{whole}{part}").parse().ok()?;
    Fraction::new(over, 10_u64.checked_pow(part.len().try_into().ok()?)?)
}

/// A number that is not negative, exact, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fraction {
    /// Numerator.
    pub over: u64,
    /// Denominator, above 0.
    pub under: u64,
}

impl Fraction {
    /// In lowest terms; `None` when the denominator is 0.
    #[must_use]
    pub fn new(over: u64, under: u64) -> Option<Self> {
        let common = common(over, under);
        (under > 0).then(|| Self { over: over / common, under: under / common })
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.under == 1 { write!(f, "{}", self.over) } else { write!(f, "{}/{}", self.over, self.under) }
    }
}

/// The greatest common divisor, at least 1.
fn common(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_exact() {
        let read = |text: &str| Written::new(text).fraction().map(|f| f.to_string());
        for (text, number) in [
            ("2/3", "2/3"),
            (" 4 / 6 ", "2/3"),
            ("0.333", "333/1000"),
            ("12.5%", "1/8"),
            ("0,5", "1/2"),
            ("7", "7"),
            ("0", "0"),
            ("1.5/3", "1/2"),
        ] {
            assert_eq!(read(text).as_deref(), Some(number), "{text}");
        }
        for text in ["", "-1", "1/0", "1e400", "NaN", "inf", "two", "1/2/3", "1234567890123456789", ".5", "1.2.3", "%"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
