//! Occupations of the International Standard Classification of Occupations, ISCO-08 (ILO, 2012).

use std::fmt;

/// An ISCO-08 code of one to four digits: major group, sub-major group, minor group, unit group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occupation {
    /// The code's digits, left-aligned to four places: `23` is held as `2300`.
    left_aligned: u16,
    digits: u8,
}

/// Why a text is not an ISCO-08 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OccupationError {
    /// Not one to four decimal digits.
    #[error("not one to four digits")]
    NotDigits,
}

impl Occupation {
    /// Reads one to four digits. Whether ISCO-08 knows the code is asked of the code list, not here.
    ///
    /// # Errors
    /// [`OccupationError::NotDigits`] for any other text.
    pub fn parse(text: &str) -> Result<Self, OccupationError> {
        let digits = text.len();
        if !(1..=4).contains(&digits) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(OccupationError::NotDigits);
        }
        let number: u16 = text.parse().map_err(|_| OccupationError::NotDigits)?;
        Ok(Self { left_aligned: number * 10_u16.pow(4 - digits as u32), digits: digits as u8 })
    }

    /// How many digits the code has, 1 to 4.
    #[must_use]
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// How many leading digits two codes share, 0 to 4. A two-digit code shares at most two.
    #[must_use]
    pub fn digits_shared(self, other: Self) -> u8 {
        let most = self.digits.min(other.digits);
        (1..=most)
            .take_while(|&n| {
                let unit = 10_u16.pow(4 - u32::from(n));
                self.left_aligned / unit == other.left_aligned / unit
            })
            .count() as u8
    }
}

impl fmt::Display for Occupation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u16.pow(4 - u32::from(self.digits));
        write!(f, "{:0width$}", self.left_aligned / unit, width = usize::from(self.digits))
    }
}

impl fmt::Debug for Occupation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Occupation({self})")
    }
}

impl serde::Serialize for Occupation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Occupation {
        Occupation::parse(text).expect("a code")
    }

    #[test]
    fn shares_leading_digits_only() {
        assert_eq!(code("2221").digits_shared(code("2221")), 4);
        assert_eq!(code("2221").digits_shared(code("2222")), 3);
        assert_eq!(code("2221").digits_shared(code("22")), 2);
        assert_eq!(code("2221").digits_shared(code("3221")), 0);
        assert_eq!(code("0110").digits_shared(code("0210")), 1);
    }

    #[test]
    fn keeps_leading_zeros_and_length() {
        assert_eq!(code("0110").to_string(), "0110");
        assert_eq!(code("01").to_string(), "01");
        assert_eq!(Occupation::parse("22211"), Err(OccupationError::NotDigits));
        assert_eq!(Occupation::parse("22a"), Err(OccupationError::NotDigits));
        assert_eq!(Occupation::parse(""), Err(OccupationError::NotDigits));
    }
}
