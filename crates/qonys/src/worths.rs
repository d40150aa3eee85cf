//! What every region is worth to every household: expected people in work a year on, and terms converted to it.
//!
//! A person who works in region r without a matched opening counts `base[education] * factor[r]`, at most 1; matched to
//! an opening that shares d ISCO-08 digits, `matched[d]`. The difference is the opening's uplift, and workers compete
//! for it. A person under or over working age, or marked as unable to work, counts 0 and never less: a household is
//! worth the sum over its members, so a grandmother or a child never makes it worth less than without them. What a sum
//! of work cannot see is who needs a place most; that is the business of priority and inclusion, not of this number.

use qonys_model::{
    Education, HouseholdIx, Occupation, Package, PersonIx, RegionIx, ScoreOf, TieKind, TieTo, VetoRule, WishRank,
    WishRule,
};
use std::collections::{BTreeMap, BTreeSet};

// A household's worth is a sum of fewer than 2^32 numbers of its rows, and a plan's of fewer than 2^32 households.
const _: () = {
    let households = qonys_model::LARGEST_NUMBER * 4_294_967_296.0;
    let plans = households * 4_294_967_296.0;
    assert!(plans < qonys_solve::LARGEST_VALUE && plans < f32::MAX as f64, "what is read can be computed with");
};

/// Workers who gain alike by every opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkerKind {
    /// Occupation.
    pub occupation: Occupation,
    /// Education, which sets the base rate.
    pub education: Education,
}

/// The worth of every household in every region, in parts.
#[derive(Clone, Debug)]
pub struct Worths<'a> {
    package: &'a Package,
    factor: Vec<f64>,
    scores: Option<BTreeMap<(HouseholdIx, RegionIx), f64>>,
    wishes: BTreeMap<(HouseholdIx, RegionIx), f64>,
    /// How many kin it would like to be near live in a region.
    kin_regions: BTreeMap<(HouseholdIx, RegionIx), u32>,
    kin_households: BTreeSet<(HouseholdIx, HouseholdIx)>,
}

impl<'a> Worths<'a> {
    /// Indexes the package. Cost: its rows.
    #[must_use]
    pub fn new(package: &'a Package) -> Self {
        let column = &package.programme.outlook.regional;
        let mut kin_regions = BTreeMap::new();
        let mut kin_households = BTreeSet::new();
        for tie in package.ties.iter().filter(|t| t.kind == TieKind::Prefer) {
            match tie.to {
                TieTo::Region(region) => *kin_regions.entry((tie.household, region)).or_default() += 1,
                // Said from either side or from both, a tie is one tie.
                TieTo::Household(other) => {
                    kin_households.insert((tie.household.min(other), tie.household.max(other)));
                }
            }
        }
        Self {
            package,
            factor: package.regions.iter().map(|r| r.figures.get(column).copied().unwrap_or(1.0).max(0.0)).collect(),
            scores: scores(package),
            wishes: wish_terms(package),
            kin_regions,
            kin_households,
        }
    }

    /// Whether the numbers are an outside model's; then openings add nothing, since a score already counts work.
    #[must_use]
    pub fn scored(&self) -> bool {
        self.scores.is_some()
    }

    /// Expected people in work without matched openings, or the score given.
    #[must_use]
    pub fn work(&self, household: HouseholdIx, region: RegionIx) -> f64 {
        if let Some(scores) = &self.scores {
            return scores.get(&(household, region)).copied().unwrap_or(0.0);
        }
        let members = &self.package.households[household.at()].members;
        members.iter().filter(|p| self.works(**p)).map(|p| self.base(self.education(*p), region)).sum()
    }

    /// The same worths with wishes left out.
    #[must_use]
    pub fn without_wishes(mut self) -> Self {
        self.wishes.clear();
        self
    }

    /// The wish term: the weight divided by the rank; a veto that is soft costs the weight. Nothing where the rule on wishes
    /// is another than `weight`.
    #[must_use]
    pub fn wish(&self, household: HouseholdIx, region: RegionIx) -> f64 {
        self.wishes.get(&(household, region)).copied().unwrap_or(0.0)
    }

    /// The kin term for kin who already live in a region.
    #[must_use]
    pub fn kin_in_region(&self, household: HouseholdIx, region: RegionIx) -> f64 {
        self.kin_regions.get(&(household, region)).map_or(0.0, |&kin| f64::from(kin) * self.kin_weight())
    }

    /// Pairs of households that would be worth [`qonys_model::Value::kin`] more in one region, each once.
    pub fn kin_pairs(&self) -> impl Iterator<Item = (HouseholdIx, HouseholdIx)> {
        self.kin_households.iter().copied()
    }

    /// What one satisfied prefer-tie is worth.
    #[must_use]
    pub fn kin_weight(&self) -> f64 {
        self.package.programme.value.kin
    }

    /// Members who may take an opening: of working age, not marked as unable, with a known occupation.
    pub fn workers(&self, household: HouseholdIx) -> impl Iterator<Item = (PersonIx, WorkerKind)> {
        let members = if self.scored() { &[] } else { self.package.households[household.at()].members.as_slice() };
        members.iter().filter(|p| self.works(**p)).filter_map(|&p| {
            let occupation = self.package.people[p.at()].occupation?;
            Some((p, WorkerKind { occupation, education: self.education(p) }))
        })
    }

    /// What a worker gains by an opening of an occupation in a region; 0 when no digit agrees or the base is higher.
    #[must_use]
    pub fn uplift(&self, kind: WorkerKind, wanted: Occupation, region: RegionIx) -> f64 {
        let digits = usize::from(kind.occupation.digits_shared(wanted));
        if digits == 0 {
            return 0.0;
        }
        let matched = self.package.programme.outlook.matched[digits - 1];
        (matched - self.base(kind.education, region)).max(0.0)
    }

    fn base(&self, education: Education, region: RegionIx) -> f64 {
        (self.package.programme.outlook.base_rate(education) * self.factor[region.at()]).min(1.0)
    }

    fn education(&self, person: PersonIx) -> Education {
        self.package.people[person.at()].education
    }

    fn works(&self, person: PersonIx) -> bool {
        let (person, programme) = (&self.package.people[person.at()], &self.package.programme);
        person.works != Some(false) && programme.outlook.working_age.contains(person.age(programme.year))
    }
}

fn wish_terms(package: &Package) -> BTreeMap<(HouseholdIx, RegionIx), f64> {
    if package.programme.wishes.decides() != WishRule::Weight {
        return BTreeMap::new();
    }
    let weight = package.programme.value.wish;
    let soft = package.programme.wishes.vetoes() == VetoRule::Soft;
    let term = |w: &qonys_model::Wish| match w.rank {
        WishRank::Rank(rank) => weight / f64::from(rank.max(1)),
        WishRank::Veto if soft => -weight,
        WishRank::Veto => 0.0, // the region is closed: a plan made by hand is judged for that alone
    };
    package.wishes.iter().map(|w| ((w.household, w.region), term(w))).collect()
}

fn scores(package: &Package) -> Option<BTreeMap<(HouseholdIx, RegionIx), f64>> {
    let mut sums = BTreeMap::new();
    for score in package.scores.as_ref()? {
        let household = match score.of {
            ScoreOf::Household(household) => household,
            ScoreOf::Person(person) => package.people[person.at()].household,
        };
        *sums.entry((household, score.region)).or_insert(0.0) += score.value;
    }
    Some(sums)
}
