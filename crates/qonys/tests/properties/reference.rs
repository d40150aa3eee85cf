//! The best plan of a package of ten households and four regions, exactly, by a depth-first walk over all of its plans.
//!
//! It reads the package's tables and shares no code with the recipe or the engine. Three things make 5^10 plans quick:
//! sums are kept along the walk; a branch is left when a limit is already broken, or when even the most that the parties
//! left could add falls short of the best plan known; and the best filling of a region's openings is computed once for
//! each set of parties there.

use qonys_model::*;
use std::collections::BTreeSet;

/// Inclusion as one number, the greater the better, and value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merit {
    pub inclusion: u64,
    pub value: f64,
}

/// A package laid out for the walk.
pub struct Reference<'a> {
    package: &'a Package,
    parties: Vec<Party>,
    /// Most and least use, by region and capacity.
    limits: Vec<(u64, u64)>,
    /// Parties worth more together, each pair once for every tie, the later party first.
    kin: Vec<(usize, usize)>,
    /// By region, then set of parties: the best filling of openings, NaN until asked for.
    filled: Vec<Vec<f64>>,
}

struct Party {
    households: Vec<usize>,
    may_wait: bool,
    /// What placing it adds to the inclusion.
    merit: u64,
    ways: Vec<Way>,
}

struct Way {
    region: usize,
    uses: Vec<u64>,
    /// Worth without openings and without kin in other parties.
    own: f64,
    /// The same if each of its workers had the opening that suits him best.
    hope: f64,
}

struct Walk {
    used: Vec<u64>,
    /// The set of parties in each region.
    here: Vec<usize>,
    place: Vec<Option<usize>>,
    /// The most that the parties from here on could add: inclusion and value.
    rest: Vec<(u64, f64)>,
    best: Option<Merit>,
}

impl<'a> Reference<'a> {
    pub fn new(package: &'a Package) -> Self {
        Self::of(package, &BTreeSet::new())
    }

    /// The same where these households must be placed.
    pub fn of(package: &'a Package, must: &BTreeSet<usize>) -> Self {
        let groups = groups(package);
        let of = |h: HouseholdIx| groups.iter().position(|g| g.contains(&h.at())).expect("a party");
        let ties: BTreeSet<(usize, usize)> = package.ties.iter().filter_map(kin_tie).collect();
        let kin = ties.iter().map(|&(a, b)| (of(a.into()).max(of(b.into())), of(a.into()).min(of(b.into()))));
        let kin: Vec<(usize, usize)> = kin.collect();
        let merits = merits(package, &groups);
        let mut reference = Self {
            package,
            parties: Vec::new(),
            limits: limits(package),
            filled: vec![vec![f64::NAN; 1 << groups.len()]; package.regions.len()],
            kin,
        };
        for (at, (households, merit)) in groups.into_iter().zip(merits).enumerate() {
            let within = reference.kin.iter().filter(|&&k| k == (at, at)).count() as f64 * package.programme.value.kin;
            let ways = (0..package.regions.len()).filter_map(|r| reference.way(&households, r, within)).collect();
            let pinned = |l: &Lock| l.kind == LockKind::Pin && households.contains(&l.household.at());
            let everyone = package.programme.inclusion.rule == InclusionRule::Everyone;
            let free = households.iter().all(|h| !must.contains(h));
            let may_wait = !everyone && free && !package.locks.iter().any(pinned);
            reference.parties.push(Party { households, may_wait, merit, ways });
        }
        reference
    }

    /// The best there is; `None` = no plan obeys the rules.
    pub fn best(&mut self) -> Option<Merit> {
        let kin = self.kin.iter().filter(|k| k.0 != k.1).count() as f64 * self.package.programme.value.kin;
        let mut rest = vec![(0, kin)];
        for party in self.parties.iter().rev() {
            let (merit, value) = *rest.last().expect("not empty");
            let most = party.ways.iter().map(|w| w.hope).fold(if party.may_wait { 0.0 } else { -1e300 }, f64::max);
            rest.push((merit + party.merit, value + most));
        }
        rest.reverse();
        let mut walk = Walk {
            used: vec![0; self.limits.len()],
            here: vec![0; self.package.regions.len()],
            place: vec![None; self.parties.len()],
            rest,
            best: None,
        };
        self.walk(&mut walk, 0, 0, 0.0, 0.0);
        walk.best
    }

    fn walk(&mut self, walk: &mut Walk, at: usize, merit: u64, own: f64, hope: f64) {
        let (more_merit, more_value) = walk.rest[at];
        if let Some(best) = walk.best {
            let level = merit + more_merit == best.inclusion && hope + more_value <= best.value;
            if merit + more_merit < best.inclusion || level {
                return;
            }
        }
        if at == self.parties.len() {
            if (0..walk.used.len()).all(|k| walk.used[k] >= self.limits[k].1) {
                let value = own + self.kin_value(&walk.place) + self.openings_value(&walk.here);
                let better = |b: &Merit| merit > b.inclusion || (merit == b.inclusion && value > b.value);
                if walk.best.as_ref().is_none_or(better) {
                    walk.best = Some(Merit { inclusion: merit, value });
                }
            }
            return;
        }
        let kinds = self.package.programme.capacity.len();
        for way in 0..self.parties[at].ways.len() {
            let Way { region, ref uses, own: own_here, hope: hope_here } = self.parties[at].ways[way];
            let span = region * kinds..(region + 1) * kinds;
            let used = walk.used[span.clone()].to_vec();
            for (k, &amount) in span.clone().zip(uses) {
                walk.used[k] += amount;
            }
            // nobody is held by a limit of which it uses nothing
            let broken = span.clone().zip(uses).any(|(k, &amount)| amount > 0 && walk.used[k] > self.limits[k].0);
            if !broken {
                walk.here[region] |= 1 << at;
                walk.place[at] = Some(region);
                let gained = self.parties[at].merit;
                self.walk(walk, at + 1, merit + gained, own + own_here, hope + hope_here);
                walk.here[region] &= !(1 << at);
                walk.place[at] = None;
            }
            walk.used[span].copy_from_slice(&used);
        }
        if self.parties[at].may_wait {
            self.walk(walk, at + 1, merit, own, hope);
        }
    }

    /// Inclusion and value of a plan that obeys the rules, its people matched anew.
    pub fn merit(&mut self, plan: &Plan) -> Merit {
        let at = |p: &Party| plan.placements[p.households[0]].place.region().map(RegionIx::at);
        let place: Vec<Option<usize>> = self.parties.iter().map(at).collect();
        let mut here = vec![0; self.package.regions.len()];
        let (mut inclusion, mut value) = (0, self.kin_value(&place));
        for (p, region) in place.iter().enumerate() {
            let Some(region) = *region else { continue };
            here[region] |= 1 << p;
            inclusion += self.parties[p].merit;
            value += self.parties[p].ways.iter().find(|w| w.region == region).expect("an open region").own;
        }
        value += self.openings_value(&here);
        Merit { inclusion, value }
    }

    fn kin_value(&self, place: &[Option<usize>]) -> f64 {
        let together = |&&(a, b): &&(usize, usize)| a != b && place[a].is_some() && place[a] == place[b];
        self.kin.iter().filter(together).count() as f64 * self.package.programme.value.kin
    }

    fn openings_value(&mut self, here: &[usize]) -> f64 {
        let mut sum = 0.0;
        for (region, &set) in here.iter().enumerate() {
            if self.filled[region][set].is_nan() {
                self.filled[region][set] = self.fill(region, set);
            }
            sum += self.filled[region][set];
        }
        sum
    }

    /// The best filling of a region's openings by the workers of a set of parties: worker by worker, the best sum for
    /// each way in which openings may be left.
    fn fill(&self, region: usize, set: usize) -> f64 {
        let openings = openings(self.package, region);
        let size: Vec<usize> = openings.iter().map(|o| o.openings as usize + 1).collect();
        let stride: Vec<usize> = (0..size.len()).map(|o| size[..o].iter().product()).collect();
        let mut best = vec![f64::NEG_INFINITY; size.iter().product()];
        *best.last_mut().expect("one way at least") = 0.0;
        let parties = (0..self.parties.len()).filter(|p| set >> p & 1 == 1);
        for &h in parties.flat_map(|p| &self.parties[p].households) {
            for person in workers(self.package, h) {
                let before = best.clone();
                for (o, opening) in openings.iter().enumerate() {
                    let gain = gain(self.package, person, opening);
                    for left in (0..before.len()).filter(|left| left / stride[o] % size[o] >= 1) {
                        let then = left - stride[o];
                        best[then] = best[then].max(before[left] + gain);
                    }
                }
            }
        }
        best.into_iter().fold(0.0, f64::max)
    }

    fn way(&self, households: &[usize], region: usize, within: f64) -> Option<Way> {
        let package = self.package;
        let kinds = package.programme.capacity.len();
        if households.iter().any(|&h| closed(package, h, region)) {
            return None;
        }
        let use_of = |h: usize, k: usize| {
            let own =
                package.uses.iter().find(|u| u.household.at() == h && u.region.at() == region && u.capacity.at() == k);
            u64::from(own.map_or_else(|| counted(package, &package.households[h], k.into()), |u| u.amount))
        };
        let uses = (0..kinds).map(|k| households.iter().map(|&h| use_of(h, k)).sum()).collect();
        let own = within + households.iter().map(|&h| own_worth(package, h, region)).sum::<f64>();
        let openings = openings(package, region);
        let best = |person: &Person| openings.iter().map(|o| gain(package, person, o)).fold(0.0, f64::max);
        let people = households.iter().flat_map(|&h| workers(package, h));
        Some(Way { region, uses, own, hope: own + people.map(best).sum::<f64>() })
    }
}

/// Most and least use of every capacity of every region.
fn limits(package: &Package) -> Vec<(u64, u64)> {
    let mut limits = Vec::new();
    for r in 0..package.regions.len() {
        for (k, kind) in package.programme.capacity.iter().enumerate() {
            let row = package.capacities.iter().find(|c| c.region.at() == r && c.capacity.at() == k);
            let none = if kind.otherwise == Otherwise::Unlimited { u64::MAX } else { 0 };
            limits.push(row.map_or((none, 0), |c| (u64::from(c.places), u64::from(c.minimum))));
        }
    }
    limits
}

/// Households bound by must-ties, by first household.
fn groups(package: &Package) -> Vec<Vec<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = (0..package.households.len()).map(|h| BTreeSet::from([h])).collect();
    for tie in &package.ties {
        let (TieKind::Must, TieTo::Household(other)) = (tie.kind, tie.to) else { continue };
        let find = |h: usize, groups: &[BTreeSet<usize>]| groups.iter().position(|g| g.contains(&h)).expect("a group");
        let (a, b) = (find(tie.household.at(), &groups), find(other.at(), &groups));
        if a != b {
            let moved = groups.remove(a.max(b));
            groups[a.min(b)].extend(moved);
        }
    }
    groups.into_iter().map(|g| g.into_iter().collect()).collect()
}

/// What placing each party adds to the inclusion: one number for what the rule compares one after the other.
fn merits(package: &Package, groups: &[Vec<usize>]) -> Vec<u64> {
    let household = |h: usize| &package.households[h];
    let class = |g: &[usize]| g.iter().map(|&h| household(h).priority.unwrap_or(u32::MAX)).min().expect("a member");
    let classes: BTreeSet<u32> = groups.iter().map(|g| class(g)).collect();
    let merit = |(at, group): (usize, &Vec<usize>)| match package.programme.inclusion.rule {
        InclusionRule::Everyone => 0,
        InclusionRule::Value => {
            let after = classes.iter().filter(|&&c| c > class(group)).count() as u32;
            let persons: u64 = group.iter().map(|&h| u64::from(household(h).persons())).sum();
            // the last class is not counted; a thousand is more than all persons together
            if after == 0 { 0 } else { persons * 1000_u64.pow(after - 1) }
        }
        InclusionRule::Order => {
            let date = |g: &[usize]| g.iter().map(|&h| household(h).applied.unwrap_or(jiff::civil::Date::MAX)).min();
            let turn = |at: usize| (class(&groups[at]), date(&groups[at]), groups[at][0]);
            1 << (0..groups.len()).filter(|&other| turn(other) > turn(at)).count()
        }
    };
    groups.iter().enumerate().map(merit).collect()
}

/// Whether a lock, a tie, a veto or an absent score closes the region to the household.
fn closed(package: &Package, h: usize, region: usize) -> bool {
    let lock = |l: &Lock| l.household.at() == h && (l.kind == LockKind::Forbid) == (l.region.at() == region);
    let tie = |t: &Tie| {
        t.household.at() == h && t.kind == TieKind::Must && matches!(t.to, TieTo::Region(r) if r.at() != region)
    };
    let veto = |w: &Wish| w.household.at() == h && w.region.at() == region && w.rank == WishRank::Veto;
    let scored = |s: &Score| s.of == ScoreOf::Household(h.into()) && s.region.at() == region;
    package.locks.iter().any(lock)
        || package.ties.iter().any(tie)
        || package.wishes.iter().any(veto)
        || package.scores.as_ref().is_some_and(|scores| !scores.iter().any(scored))
}

/// A prefer-tie between households, said from either side.
fn kin_tie(tie: &Tie) -> Option<(usize, usize)> {
    match (tie.kind, tie.to) {
        (TieKind::Prefer, TieTo::Household(other)) => {
            Some((tie.household.at().min(other.at()), tie.household.at().max(other.at())))
        }
        _ => None,
    }
}

/// Work without openings or the score, the wish, and kin who live there.
fn own_worth(package: &Package, h: usize, region: usize) -> f64 {
    let weights = &package.programme.value;
    let mut worth = match &package.scores {
        Some(scores) => {
            let own = scores.iter().find(|s| s.of == ScoreOf::Household(h.into()) && s.region.at() == region);
            own.map_or(0.0, |s| s.value)
        }
        None => workers(package, h).map(|p| base(package, p, region)).sum(),
    };
    let wish = package.wishes.iter().find(|w| w.household.at() == h && w.region.at() == region);
    if let Some(WishRank::Rank(rank)) = wish.map(|w| w.rank) {
        worth += weights.wish / f64::from(rank);
    }
    let kin = |t: &Tie| t.household.at() == h && t.kind == TieKind::Prefer && t.to == TieTo::Region(region.into());
    worth + if package.ties.iter().any(kin) { weights.kin } else { 0.0 }
}

fn workers(package: &Package, h: usize) -> impl Iterator<Item = &Person> {
    package.people.iter().filter(move |p| {
        p.household.at() == h && p.works != Some(false) && (16..=62).contains(&(package.programme.year - p.birth_year))
    })
}

fn base(package: &Package, person: &Person, region: usize) -> f64 {
    let rate = package.programme.outlook.base[&person.education];
    (rate * package.regions[region].figures["work_factor"]).min(1.0)
}

/// The openings of a region; with scores there are none, since a score counts work already.
fn openings(package: &Package, region: usize) -> Vec<&Opening> {
    let here = package.openings.iter().filter(|o| o.region.at() == region && package.scores.is_none());
    here.collect()
}

/// What a worker gains by an opening; nothing when no digit agrees.
fn gain(package: &Package, person: &Person, opening: &Opening) -> f64 {
    let (Some(own), wanted) = (person.occupation.map(|o| o.to_string()), opening.occupation.to_string()) else {
        return 0.0;
    };
    let agree = own.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
    if agree == 0 {
        return 0.0;
    }
    (package.programme.outlook.matched[agree - 1] - base(package, person, opening.region.at())).max(0.0)
}
