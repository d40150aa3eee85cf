//! A problem once more with other values: the same rows, openings, workers and pairs.

use crate::problem::{ChoiceSpec, Inclusion, Problem, UnitSpec};

impl Problem {
    /// The problem with each option's value put anew: `value(unit, region, value now)`, `None` = the option is gone. Who
    /// must be placed is said by `must`; all units are of one class, and who waits is left to the value.
    #[must_use]
    pub fn variant(&self, must: &dyn Fn(usize) -> bool, value: &dyn Fn(usize, u32, f64) -> Option<f64>) -> Self {
        let mut other = Self::new(self.regions, Inclusion::Value);
        other.rows.clone_from(&self.rows);
        other.openings.clone_from(&self.openings);
        other.kinds.clone_from(&self.kinds);
        other.pairs.clone_from(&self.pairs);
        for unit in 0..self.unit_count() {
            let options = self.options(unit).filter_map(|(region, now, uses)| {
                let value = value(unit, region, now)?;
                Some(ChoiceSpec { region, value, uses: uses.into_iter().collect() })
            });
            other.unit(UnitSpec {
                options: options.collect(),
                workers: self.workers(unit).to_vec(),
                must_place: must(unit),
                class: 0,
                ..self.spec(unit)
            });
        }
        other
    }
}
