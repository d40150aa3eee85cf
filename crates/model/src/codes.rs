//! Code lists that are compiled in: the occupations of ISCO-08 and the regions of Kazakhstan.
//!
//! The lists are the files of the folder `codes/` at the root of the project; its README names their sources and says
//! which names are official and which are our own translation. Nothing is read at run time. A package may use
//! regions that are not listed here: the list only lends names, places on the tile map, and aliases for older codes.

mod isco08;
mod regions;

pub use isco08::{is_isco08, occupation_name, occupations};
pub use regions::{KnownRegion, RegionAlias, region, region_alias, region_alias_note, region_aliases, regions};

/// The records of a comma-separated table below its header. A field may stand in double quotes; a quote inside a
/// field is not provided for, and a test keeps the lists free of it.
fn records<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(fields)
}

fn fields<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut rest = line;
    std::array::from_fn(|_| {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
        };
        rest = after.strip_prefix(',').unwrap_or(after);
        field
    })
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn splits_plain_quoted_and_empty_fields() {
        assert_eq!(fields("22,Health,,x"), ["22", "Health", "", "x"]);
        assert_eq!(fields("1,\"a, b\",\"c\",d"), ["1", "a, b", "c", "d"]);
        assert_eq!(fields("1,a"), ["1", "a", ""]);
    }
}
