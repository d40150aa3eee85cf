//! An instance as a file, for other solvers.
//!
//! Little-endian, without padding, in this order:
//!
//! | what | type | count |
//! |---|---|---|
//! | the letters `QONYSB1` and a line feed | bytes | 8 |
//! | families H, regions R, kinds of limit K, occupations O (0 = no openings) | u32 | 4 |
//! | places of each kind in each region (`R x K`, kinds run fastest) | u32 | R·K |
//! | what each family uses of each kind, in whichever region (`H x K`) | u8 | H·K |
//! | worth of each family in each region (`H x R`), NaN = not allowed | f32 | H·R |
//! | workers of each family by occupation (`H x O`) | u8 | H·O |
//! | openings of each region by occupation (`R x O`) | u32 | R·O |
//! | what a worker of the first occupation adds in an opening of the second (`R x O x O`), 0 = nothing | f32 | R·O·O |
//!
//! To maximise: the sum of worths of the families placed, each in at most one region (waiting is worth 0), plus what
//! matched workers add, each in at most one opening of the family's region, every opening filled once; the places of
//! every kind in every region are not exceeded.

use crate::country::{Country, OCCUPATIONS};
use std::io::{Result, Write};

/// The first bytes.
pub const MAGIC: &[u8; 8] = b"QONYSB1\n";

/// Writes a country in the format above.
///
/// # Errors
/// What the writer says.
pub fn write(country: &Country, to: &mut impl Write) -> Result<()> {
    to.write_all(MAGIC)?;
    let occupations = if country.openings.is_empty() { 0 } else { OCCUPATIONS };
    for count in [country.families(), country.regions, country.kinds, occupations] {
        to.write_all(&u32::try_from(count).map_err(std::io::Error::other)?.to_le_bytes())?;
    }
    for places in &country.capacities {
        to.write_all(&places.to_le_bytes())?;
    }
    to.write_all(&country.amounts)?;
    for value in &country.values {
        to.write_all(&value.to_le_bytes())?;
    }
    to.write_all(&country.workers)?;
    for openings in &country.openings {
        to.write_all(&openings.to_le_bytes())?;
    }
    for uplift in &country.uplifts {
        to.write_all(&uplift.to_le_bytes())?;
    }
    to.flush()
}
