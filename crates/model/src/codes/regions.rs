//! The 20 regions of Kazakhstan (17 oblasts, 3 cities of republican rank) by their ISO 3166-2 codes.

use super::records;
use std::sync::OnceLock;

const REGIONS: &str = include_str!("../../../../codes/regions.csv");
const ALIASES: &str = include_str!("../../../../codes/region_aliases.csv");

/// A region that the built-in list knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownRegion {
    /// ISO 3166-2 code in force since 2022-11-29, such as `KZ-55`.
    pub iso: &'static str,
    /// Kazakh, Russian, English.
    pub names: [&'static str; 3],
    /// Column (0 is the west) and row (0 is the north) on the tile map.
    pub tile: (i32, i32),
}

/// Another code under which a region is found in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionAlias {
    /// The other code: of ISO 3166-2 before 2022, KATO, or a statistician's three letters.
    pub old: &'static str,
    /// The code in force. `None`: the place is no region today (Baikonur), so the code stands for none.
    pub iso: Option<&'static str>,
    /// The day the code went out of force, `YYYY-MM-DD`; `None` while it is in use.
    pub until: Option<&'static str>,
    /// What a reader of old figures has to know, in English.
    pub note: &'static str,
}

fn list() -> &'static [KnownRegion] {
    static LIST: OnceLock<Vec<KnownRegion>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut list: Vec<KnownRegion> = records(REGIONS)
            .filter_map(|[iso, kk, ru, en, x, y]| {
                Some(KnownRegion { iso, names: [kk, ru, en], tile: (x.parse().ok()?, y.parse().ok()?) })
            })
            .collect();
        list.sort_by_key(|region| region.iso);
        list
    })
}

fn alias_list() -> &'static [RegionAlias] {
    static LIST: OnceLock<Vec<RegionAlias>> = OnceLock::new();
    LIST.get_or_init(|| {
        let given = |text: &'static str| (!text.is_empty()).then_some(text);
        let mut list: Vec<RegionAlias> = records(ALIASES)
            .map(|[old, iso, until, note]| RegionAlias { old, iso: given(iso), until: given(until), note })
            .collect();
        list.sort_by_key(|alias| alias.old);
        list
    })
}

/// All known regions, ascending by code.
pub fn regions() -> impl Iterator<Item = &'static KnownRegion> {
    list().iter()
}

/// The region of an ISO 3166-2 code in force. Case counts: `KZ-55`.
#[must_use]
pub fn region(iso: &str) -> Option<&'static KnownRegion> {
    list().binary_search_by_key(&iso, |region| region.iso).ok().map(|at| &list()[at])
}

/// All aliases, ascending by the old code.
pub fn region_aliases() -> impl Iterator<Item = &'static RegionAlias> {
    alias_list().iter()
}

/// The ISO 3166-2 code in force for another code of a region: `KZ-PAV`, `PVL` or `550000000` for `KZ-55`.
/// `None` for a code in force and for what is no code of a region today.
#[must_use]
pub fn region_alias(old: &str) -> Option<&'static str> {
    find_alias(old)?.iso
}

/// What is to be known about an older code: what the region included then, or why the code stands for no region.
#[must_use]
pub fn region_alias_note(old: &str) -> Option<&'static str> {
    Some(find_alias(old)?.note)
}

fn find_alias(old: &str) -> Option<&'static RegionAlias> {
    alias_list().binary_search_by_key(&old, |alias| alias.old).ok().map(|at| &alias_list()[at])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn lists_twenty_regions_each_once_on_a_tile_of_its_own() {
        assert_eq!(list().len(), 20);
        assert_eq!(REGIONS.lines().count(), 21);
        assert!(list().windows(2).all(|pair| pair[0].iso < pair[1].iso));
        assert_eq!(regions().map(|r| r.tile).collect::<BTreeSet<_>>().len(), 20);
        assert!(regions().all(|r| (0..7).contains(&r.tile.0) && (0..5).contains(&r.tile.1)));
        assert!(regions().all(|r| r.names.iter().all(|name| !name.is_empty() && *name == name.trim())));
    }

    #[test]
    fn the_tile_map_keeps_the_points_of_the_compass() {
        let tile = |iso: &str| region(iso).expect("a region").tile;
        let (west, mangystau, north, east) = (tile("KZ-27"), tile("KZ-47"), tile("KZ-59"), tile("KZ-63"));
        assert_eq!(west.0, 0);
        assert!(mangystau.0 == 0 && mangystau.1 > west.1);
        assert_eq!(north.1, 0);
        assert!(regions().all(|r| r.tile.0 <= east.0));
        let (shymkent, almaty) = (tile("KZ-79"), tile("KZ-75"));
        assert!(shymkent.1 == 4 && almaty.1 == 4 && shymkent.0 < almaty.0);
    }

    #[test]
    fn every_alias_points_to_a_known_region_but_baikonur() {
        assert_eq!(alias_list().len(), ALIASES.lines().count() - 1);
        assert!(alias_list().windows(2).all(|pair| pair[0].old < pair[1].old));
        for alias in region_aliases() {
            assert!(region(alias.old).is_none(), "{} is in force", alias.old);
            assert!(!alias.note.is_empty());
            match alias.iso {
                Some(iso) => assert!(region(iso).is_some(), "{} points to {iso}", alias.old),
                None => assert_eq!(alias.old, "KZ-BAY"),
            }
            if let Some(until) = alias.until {
                assert!(until.parse::<jiff::civil::Date>().is_ok(), "{until}");
            }
        }
    }

    #[test]
    fn every_region_has_its_statistic_and_kato_codes() {
        for region in regions() {
            let olds = || region_aliases().filter(|a| a.iso == Some(region.iso)).map(|a| a.old);
            let kato = format!("{}0000000", &region.iso[3..]);
            assert!(olds().any(|old| old == kato), "{} without KATO", region.iso);
            assert!(olds().any(|old| old.len() == 3), "{} without three letters", region.iso);
        }
    }

    #[test]
    fn resolves_older_codes() {
        assert_eq!(region_alias("KZ-PAV"), Some("KZ-55"));
        assert_eq!(region_alias("KZ-YUZ"), Some("KZ-61"));
        assert_eq!(region_alias("SKO"), Some("KZ-59"));
        assert_eq!(region_alias("550000000"), Some("KZ-55"));
        assert_eq!(region_alias("KZ-55"), None);
        assert_eq!(region_alias("KZ-BAY"), None);
        assert!(region_alias_note("KZ-BAY").is_some_and(|note| note.contains("Baikonur")));
        assert!(region_alias_note("KZ-KAR").is_some_and(|note| note.contains("Ulytau")));
        assert_eq!(
            region("KZ-55").map(|r| r.names),
            Some(["Павлодар облысы", "Павлодарская область", "Pavlodar Region"])
        );
        assert_eq!(region("KZ-99"), None);
    }
}
