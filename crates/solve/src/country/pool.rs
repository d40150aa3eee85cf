//! A pool: some units of a country with the regions near their best, in flat arrays, and the sums over all other units,
//! each of which has one clear best.

use super::source::{CHUNK, Look, Reach, Source, Tariff};
use rayon::prelude::*;

/// Units and their options. What an option takes is `(resource, amount)`: rows first, then slots of workers.
#[derive(Default)]
pub(crate) struct Pool {
    /// Unit of the country.
    pub(crate) unit: Vec<u32>,
    /// End of each unit's options.
    pub(crate) end: Vec<u32>,
    pub(crate) must: Vec<bool>,
    pub(crate) region: Vec<u32>,
    pub(crate) value: Vec<f64>,
    pub(crate) use_end: Vec<u32>,
    pub(crate) uses: Vec<(u32, f32)>,
    /// What the units left out take of each resource at their best, and what that is worth without prices.
    pub(crate) taken: Vec<f64>,
    pub(crate) worth: f64,
}

impl Pool {
    /// Gathers units at these prices: those with more than one way near their best, and those marked.
    pub(crate) fn gather(
        source: &Source<'_>,
        tariff: &Tariff,
        ids: Option<&[u32]>,
        reach: Reach,
        marked: &[bool],
    ) -> Self {
        let count = ids.map_or(source.units(), <[u32]>::len);
        let spans: Vec<usize> = (0..count).step_by(CHUNK).collect();
        let parts: Vec<Self> = spans
            .into_par_iter()
            .map_init(Look::default, |look, start| {
                let mut part = Self { taken: vec![0.0; source.upper.len() + source.jobs.slots()], ..Self::default() };
                for at in start..(start + CHUNK).min(count) {
                    let unit = ids.map_or(at, |ids| ids[at] as usize);
                    source.look(unit, tariff, reach, look);
                    part.take(source, unit, look, reach, marked.get(unit) == Some(&true));
                }
                part
            })
            .collect();
        let mut pool = Self { taken: vec![0.0; source.upper.len() + source.jobs.slots()], ..Self::default() };
        for part in parts {
            pool.append(part);
        }
        pool
    }

    fn take(&mut self, source: &Source<'_>, unit: usize, look: &Look, reach: Reach, marked: bool) {
        let must = source.must[unit];
        if look.near.is_empty() {
            return;
        }
        let rows = source.upper.len() as u32;
        let may_wait = !must && look.top <= reach.wait;
        if look.near.len() == 1 && !may_wait && !marked {
            return self.place(source, unit, look.near[0].region);
        }
        for near in &look.near {
            self.region.push(near.region);
            self.value.push(source.value(unit, near.region));
            for (row, amount) in source.uses(unit, near.region).iter() {
                if source.limited(row) {
                    self.uses.push((row, amount as f32));
                }
            }
            self.uses.extend(source.slots(unit, near.region).map(|slot| (rows + slot, 1.0)));
            self.use_end.push(self.uses.len() as u32);
        }
        self.unit.push(unit as u32);
        self.end.push(self.region.len() as u32);
        self.must.push(must);
    }

    fn append(&mut self, part: Self) {
        let (options, uses) = (self.region.len() as u32, self.uses.len() as u32);
        self.unit.extend(part.unit);
        self.end.extend(part.end.iter().map(|e| e + options));
        self.must.extend(part.must);
        self.region.extend(part.region);
        self.value.extend(part.value);
        self.use_end.extend(part.use_end.iter().map(|e| e + uses));
        self.uses.extend(part.uses);
        self.taken.iter_mut().zip(part.taken).for_each(|(sum, t)| *sum += t);
        self.worth += part.worth;
    }

    /// Leaves those undecided who are to be `kept` so; all others stay where they are placed.
    pub(crate) fn settle(&mut self, source: &Source<'_>, placed: &[Option<u32>], kept: &[bool]) {
        let all = std::mem::take(self);
        (self.taken, self.worth) = (all.taken.clone(), all.worth);
        for (unit, (&id, &kept)) in all.unit.iter().zip(kept).enumerate() {
            if kept {
                for option in all.options(unit) {
                    self.region.push(all.region[option]);
                    self.value.push(all.value[option]);
                    self.uses.extend(all.uses(option));
                    self.use_end.push(self.uses.len() as u32);
                }
                self.unit.push(id);
                self.end.push(self.region.len() as u32);
                self.must.push(all.must[unit]);
            } else if let Some(region) = placed[id as usize] {
                self.place(source, id as usize, region);
            }
        }
    }

    /// Counts a unit that has its place.
    fn place(&mut self, source: &Source<'_>, unit: usize, region: u32) {
        self.worth += source.value(unit, region);
        for (row, amount) in source.uses(unit, region).iter() {
            self.taken[row as usize] += f64::from(amount);
        }
        for slot in source.slots(unit, region) {
            self.taken[source.upper.len() + slot as usize] += 1.0;
        }
    }

    pub(crate) fn units(&self) -> usize {
        self.unit.len()
    }

    pub(crate) fn options(&self, unit: usize) -> std::ops::Range<usize> {
        let start = if unit == 0 { 0 } else { self.end[unit - 1] };
        start as usize..self.end[unit] as usize
    }

    pub(crate) fn uses(&self, option: usize) -> &[(u32, f32)] {
        let start = if option == 0 { 0 } else { self.use_end[option - 1] };
        &self.uses[start as usize..self.use_end[option] as usize]
    }
}
