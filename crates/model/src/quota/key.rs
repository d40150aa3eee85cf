//! A key with its figures.

use super::{KeySpec, Said};
use crate::Row;
use std::collections::BTreeMap;

/// A key file with the figures it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The formula.
    pub spec: KeySpec,
    /// What to call the file in messages.
    pub file: String,
    /// The regions, in the order of their table: ties between equal claims go by it.
    pub regions: Vec<KeyRegion>,
    /// Every column that the key names, by its name in the key: one number or none for each region.
    pub figures: BTreeMap<String, Vec<Option<f64>>>,
    /// The quota in force, one for each region.
    pub in_force: Option<Vec<u32>>,
    /// The level above; [`KeyRegion::parent`] points into its regions.
    pub parent: Option<Box<Key>>,
}

/// A region of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRegion {
    /// Key.
    pub id: String,
    /// Names in the order of [`crate::Region::names`]; empty = the key.
    pub names: [String; 3],
    /// Column and row on the tile map.
    pub tile: Option<(i32, i32)>,
    /// Row of its table.
    pub row: Row,
    /// The region of the level above that it belongs to.
    pub parent: Option<usize>,
}

impl Key {
    /// The level above by this key's own terms: figures and quota in force are the sums of those that belong together. A
    /// figure that one of them lacks is lacking. Limits and phases are not taken over: they are said for the regions below.
    #[must_use]
    pub fn summed(&self, ids: &[String]) -> Self {
        let mut own = vec![Vec::new(); ids.len()];
        for (at, region) in self.regions.iter().enumerate() {
            if let Some(list) = region.parent.and_then(|parent| own.get_mut(parent)) {
                list.push(at);
            }
        }
        let region = |(id, own): (&String, &Vec<usize>)| KeyRegion {
            id: id.clone(),
            names: Default::default(),
            tile: None,
            row: own.first().map_or(0, |&r| self.regions[r].row),
            parent: None,
        };
        let sum = |column: &Vec<Option<f64>>| -> Vec<Option<f64>> {
            own.iter().map(|own| own.iter().map(|&r| column[r]).sum::<Option<f64>>().map(decimal)).collect()
        };
        let quota = |quota: &Vec<u32>| {
            own.iter().map(|own| own.iter().fold(0_u32, |sum, &r| sum.saturating_add(quota[r]))).collect()
        };
        let mut spec = self.spec.clone();
        spec.limits = Default::default();
        spec.phase = None;
        spec.parent = None;
        Self {
            spec,
            file: self.file.clone(),
            regions: ids.iter().zip(&own).map(region).collect(),
            figures: self.figures.iter().map(|(name, column)| (name.clone(), sum(column))).collect(),
            in_force: self.in_force.as_ref().map(quota),
            parent: None,
        }
    }

    /// Name of a region in a language, else its key.
    #[must_use]
    pub fn name(&self, region: usize, language: usize) -> &str {
        self.regions[region].name(language)
    }

    /// Whether this level or one above has made-up figures.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.spec.synthetic || self.parent.as_ref().is_some_and(|above| above.is_synthetic())
    }

    /// Name of the key in a language.
    #[must_use]
    pub fn said(&self, language: usize) -> &str {
        Said::at(&self.spec.name, language)
    }
}

/// A sum of decimals without the noise of binary sums: 15 digits, which all figures have at most.
fn decimal(sum: f64) -> f64 {
    format!("{sum:.14e}").parse().unwrap_or(sum)
}

impl KeyRegion {
    /// Name in a language, else the key.
    #[must_use]
    pub fn name(&self, language: usize) -> &str {
        Some(&self.names[language.min(2)]).filter(|name| !name.is_empty()).unwrap_or(&self.id)
    }
}
