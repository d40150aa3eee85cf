//! Some families of a package with all that is said of them.

use crate::{HouseholdIx, Package, PersonIx, ScoreOf, TieTo};
use std::collections::BTreeSet;

impl Package {
    /// The same policy, regions, places and openings with these families only, in the order given.
    ///
    /// Ties to a household that is not among them are left out. Cost: rows of all tables.
    #[must_use]
    pub fn only(&self, households: &[HouseholdIx]) -> Self {
        let mut at = vec![None; self.households.len()];
        for (position, household) in households.iter().enumerate() {
            at[household.at()] = Some(HouseholdIx::from(position));
        }
        let new = |household: HouseholdIx| at[household.at()];
        let mut some = self.without_families();
        let mut person_at: Vec<Option<PersonIx>> = vec![None; self.people.len()];
        for &household in households {
            let mut family = self.households[household.at()].clone();
            for member in &mut family.members {
                let person = self.people[member.at()].clone();
                let position = PersonIx::from(some.people.len());
                person_at[member.at()] = Some(position);
                *member = position;
                some.people.push(crate::Person { household: some.households.len().into(), ..person });
            }
            some.households.push(family);
        }
        some.ties.extend(self.ties.iter().filter_map(|tie| {
            let to = match tie.to {
                TieTo::Region(region) => TieTo::Region(region),
                TieTo::Household(other) => TieTo::Household(new(other)?),
            };
            Some(crate::Tie { household: new(tie.household)?, to, ..tie.clone() })
        }));
        let wishes = self.wishes.iter();
        some.wishes.extend(wishes.filter_map(|w| Some(crate::Wish { household: new(w.household)?, ..w.clone() })));
        let locks = self.locks.iter();
        some.locks.extend(locks.filter_map(|l| Some(crate::Lock { household: new(l.household)?, ..l.clone() })));
        let uses = self.uses.iter();
        some.uses.extend(uses.filter_map(|u| Some(crate::Use { household: new(u.household)?, ..u.clone() })));
        some.scores = self.scores.as_ref().map(|scores| {
            let score = |score: &crate::Score| {
                let of = match score.of {
                    ScoreOf::Household(household) => ScoreOf::Household(new(household)?),
                    ScoreOf::Person(person) => ScoreOf::Person(person_at[person.at()]?),
                };
                Some(crate::Score { of, ..score.clone() })
            };
            scores.iter().filter_map(score).collect()
        });
        some
    }

    /// Takes away all that is said of these families: members, ties, wishes, locks, uses, scores. They stay in the list, and
    /// so do the ties of others to them. Cost: rows of all tables.
    pub fn forget(&mut self, households: &BTreeSet<HouseholdIx>) {
        if households.is_empty() {
            return;
        }
        let mut at = Vec::with_capacity(self.people.len());
        let mut kept = 0;
        for person in &self.people {
            let keep = !households.contains(&person.household);
            at.push(keep.then(|| PersonIx::from(kept)));
            kept += usize::from(keep);
        }
        let new = |person: PersonIx| at[person.at()];
        self.people.retain(|p| !households.contains(&p.household));
        for (position, household) in self.households.iter_mut().enumerate() {
            let forgotten = households.contains(&position.into());
            household.members =
                if forgotten { Vec::new() } else { household.members.iter().filter_map(|m| new(*m)).collect() };
        }
        self.ties.retain(|t| !households.contains(&t.household));
        self.wishes.retain(|w| !households.contains(&w.household));
        self.locks.retain(|l| !households.contains(&l.household));
        self.uses.retain(|u| !households.contains(&u.household));
        for score in self.scores.iter_mut().flatten() {
            if let ScoreOf::Person(person) = &mut score.of {
                *person = new(*person).unwrap_or(PersonIx(u32::MAX));
            }
        }
        if let Some(scores) = &mut self.scores {
            scores.retain(|s| match s.of {
                ScoreOf::Household(household) => !households.contains(&household),
                ScoreOf::Person(person) => person != PersonIx(u32::MAX),
            });
        }
    }
}
