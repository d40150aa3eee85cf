//! When no plan exists: which statements of the package cannot hold together, none of them left out in vain.
//!
//! A deletion filter (Chinneck and Dravnieks 1991) over statements: some are set aside, and the engine is asked whether a
//! plan exists. When there is still none, its proof names the statements that matter and all others go; when there is one,
//! a statement set aside alone is needed. Many are tried together first, halves before quarters.

use crate::place::PlaceOptions;
use crate::pose::Posed;
use qonys_model::{
    CapacityIx, Conflict, HouseholdIx, InclusionRule, LockKind, Otherwise, Package, RegionIx, Statement, TieKind,
    TieTo, VetoRule, WishRank,
};
use qonys_solve::{ChoiceSpec, Feasible, Inclusion, Options, Problem, Row, UnitSpec, feasible};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// Options of all problems asked about: so much work and no more, however large the package is.
const WORK: usize = 3_000_000;
/// What asking costs at the least.
const LEAST_WORK: usize = 2_000;

type Set = BTreeSet<Statement>;

/// A set of statements that cannot hold together; `None` when the engine has no proof that no plan exists.
pub(crate) fn conflict(package: &Package, options: &PlaceOptions<'_>) -> Option<Conflict> {
    let asker = Asker::new(package, options);
    let Answer::No(mut active) = asker.ask(&asker.all()) else { return None };
    let mut settled = Set::new();
    let mut minimal = true;
    let mut size = active.len().div_ceil(2);
    while size > 0 {
        let mut open: Vec<Statement> = active.difference(&settled).copied().collect();
        open.sort_by_key(|&s| (asker.rank(s), s));
        for chunk in open.chunks(size) {
            let aside: Set = chunk.iter().filter(|s| active.contains(s)).copied().collect();
            if aside.is_empty() {
                continue;
            }
            if asker.exhausted() {
                return Some(Conflict { statements: active.into_iter().collect(), minimal: false });
            }
            match asker.ask(&active.difference(&aside).copied().collect()) {
                Answer::No(core) => active = core,
                answer if aside.len() == 1 => {
                    minimal &= matches!(answer, Answer::Yes);
                    settled.extend(aside);
                }
                Answer::Yes | Answer::Unknown => {}
            }
        }
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    Some(Conflict { statements: active.into_iter().collect(), minimal })
}

/// What the engine itself said of a conflict, as statements: all limits of the rows, all that binds the households.
pub(crate) fn coarse(posed: &Posed<'_>, rows: &[u32], units: &[u32]) -> Conflict {
    let package = posed.package;
    let mut statements = Set::new();
    for (&(region, capacity), _) in posed.rows.iter().filter(|(_, row)| rows.contains(row)) {
        statements.insert(Statement::Places { region, capacity });
        if package.capacities.iter().any(|c| (c.region, c.capacity) == (region, capacity) && c.minimum > 0) {
            statements.insert(Statement::Minimum { region, capacity });
        }
    }
    let bound: BTreeSet<HouseholdIx> =
        units.iter().flat_map(|&u| posed.parties.list[u as usize].households.iter().copied()).collect();
    let of = |s: &Statement| households_of(package, *s).iter().any(|h| bound.contains(h));
    statements.extend(Asker::new(package, &PlaceOptions::default()).all().into_iter().filter(of));
    Conflict { statements: statements.into_iter().collect(), minimal: false }
}

/// The households that a statement speaks of; none for limits.
fn households_of(package: &Package, statement: Statement) -> Vec<HouseholdIx> {
    match statement {
        Statement::Places { .. } | Statement::Minimum { .. } => Vec::new(),
        Statement::Lock(at) => vec![package.locks[at as usize].household],
        Statement::Veto(at) => vec![package.wishes[at as usize].household],
        Statement::NoScore { household, .. } | Statement::Everyone { household } => vec![household],
        Statement::Tie(at) => {
            let tie = &package.ties[at as usize];
            match tie.to {
                TieTo::Region(_) => vec![tie.household],
                TieTo::Household(other) => vec![tie.household, other],
            }
        }
    }
}

enum Answer {
    /// A plan meets them.
    Yes,
    /// No plan meets these of them.
    No(Set),
    Unknown,
}

/// A party under some of the statements.
#[derive(Default)]
struct Party {
    households: Vec<HouseholdIx>,
    statements: Vec<Statement>,
    must: bool,
}

struct Asker<'a> {
    package: &'a Package,
    options: &'a PlaceOptions<'a>,
    uses: BTreeMap<(HouseholdIx, RegionIx, CapacityIx), u32>,
    counted: Vec<Vec<u32>>,
    scored: Option<BTreeSet<(HouseholdIx, RegionIx)>>,
    /// Places and minimum of every row.
    limits: BTreeMap<(RegionIx, CapacityIx), (u32, u32)>,
    work: Cell<usize>,
}

impl<'a> Asker<'a> {
    fn new(package: &'a Package, options: &'a PlaceOptions<'a>) -> Self {
        let kinds = package.programme.capacity.len();
        let counts = |h| (0..kinds).map(|k| qonys_model::counted(package, h, k.into())).collect();
        Self {
            package,
            options,
            uses: package.uses.iter().map(|u| ((u.household, u.region, u.capacity), u.amount)).collect(),
            counted: package.households.iter().map(counts).collect(),
            scored: crate::parties::scored(package),
            limits: package.capacities.iter().map(|c| ((c.region, c.capacity), (c.places, c.minimum))).collect(),
            work: Cell::new(WORK),
        }
    }

    fn exhausted(&self) -> bool {
        self.work.get() == 0 || self.options.stop.is_some_and(|stop| stop().is_some())
    }

    /// Every statement of the package that could be otherwise.
    fn all(&self) -> Set {
        let package = self.package;
        let regions = || (0..package.regions.len()).map(RegionIx::from);
        let mut all = Set::new();
        for region in regions() {
            for capacity in (0..package.programme.capacity.len()).map(CapacityIx::from) {
                let unlimited = package.programme.capacity[capacity.at()].otherwise == Otherwise::Unlimited;
                let row = self.limits.get(&(region, capacity));
                if row.is_some() || !unlimited {
                    all.insert(Statement::Places { region, capacity });
                }
                if row.is_some_and(|row| row.1 > 0) {
                    all.insert(Statement::Minimum { region, capacity });
                }
            }
        }
        all.extend((0..package.locks.len() as u32).map(Statement::Lock));
        let must = |at: &u32| package.ties[*at as usize].kind == TieKind::Must;
        all.extend((0..package.ties.len() as u32).filter(must).map(Statement::Tie));
        let hard = package.programme.wishes.vetoes() != VetoRule::Soft;
        let veto = |at: &u32| hard && package.wishes[*at as usize].rank == WishRank::Veto;
        all.extend((0..package.wishes.len() as u32).filter(veto).map(Statement::Veto));
        for household in (0..package.households.len()).map(HouseholdIx::from) {
            if package.programme.inclusion.rule == InclusionRule::Everyone {
                all.insert(Statement::Everyone { household });
            }
            if let Some(scored) = &self.scored {
                let absent = regions().filter(|&region| !scored.contains(&(household, region)));
                all.extend(absent.map(|region| Statement::NoScore { household, region }));
            }
        }
        all
    }

    /// What is set aside first: what people decided about a family stays in the list rather than what follows from it.
    fn rank(&self, statement: Statement) -> u8 {
        match statement {
            Statement::NoScore { .. } => 0,
            Statement::Veto(_) => 1,
            Statement::Tie(_) => 2,
            Statement::Everyone { .. } => 3,
            Statement::Minimum { .. } => 4,
            Statement::Places { .. } => 5,
            Statement::Lock(_) => 6,
        }
    }

    fn amount(&self, household: HouseholdIx, region: RegionIx, capacity: CapacityIx) -> u32 {
        let special = self.uses.get(&(household, region, capacity)).copied();
        special.unwrap_or_else(|| self.counted[household.at()][capacity.at()])
    }

    /// Asks the engine whether a plan meets these statements.
    fn ask(&self, active: &Set) -> Answer {
        let parties = self.parties(active);
        let mut problem = Problem::new(self.package.regions.len() as u32, Inclusion::Value);
        let rows = self.rows(active, &mut problem);
        let lower: Vec<(RegionIx, CapacityIx)> = active
            .iter()
            .filter_map(|s| match *s {
                Statement::Minimum { region, capacity } => Some((region, capacity)),
                _ => None,
            })
            .collect();
        let fills =
            |p: &Party, at: &(RegionIx, CapacityIx)| p.households.iter().any(|&h| self.amount(h, at.0, at.1) > 0);
        // whoever may wait and fills no minimum only takes room
        let asked: Vec<&Party> = parties.iter().filter(|p| p.must || lower.iter().any(|at| fills(p, at))).collect();
        let mut cost = LEAST_WORK;
        for party in &asked {
            let options = self.options_of(party, &rows);
            cost += options.len();
            problem.unit(UnitSpec { options, must_place: party.must, ..UnitSpec::default() });
        }
        self.work.set(self.work.get().saturating_sub(cost));
        let stop = || self.options.stop.is_some_and(|stop| stop().is_some());
        let options = Options { threads: self.options.threads, stop: Some(&stop), ..Options::default() };
        match feasible(&problem, &options) {
            Ok(Feasible::Yes) => Answer::Yes,
            Ok(Feasible::No(core)) => {
                let of = |row: &u32| rows.iter().find(|(_, at)| *at == row).map(|(&at, _)| at);
                let mut named = Set::new();
                named.extend(
                    core.upper.iter().filter_map(of).map(|(r, k)| Statement::Places { region: r, capacity: k }),
                );
                for (region, capacity) in core.lower.iter().filter_map(of) {
                    named.insert(Statement::Minimum { region, capacity });
                    // what keeps those away who could fill it
                    let could = |p: &&Party| fills(p, &(region, capacity));
                    named.extend(parties.iter().filter(could).flat_map(|p| p.statements.iter().copied()));
                }
                named.extend(core.units.iter().flat_map(|&u| asked[u as usize].statements.iter().copied()));
                Answer::No(named.intersection(active).copied().collect())
            }
            Ok(Feasible::Unknown) | Err(_) => Answer::Unknown,
        }
    }

    /// Households bound by the must-ties among the statements, each with the statements that speak of it.
    fn parties(&self, active: &Set) -> Vec<Party> {
        let mut first: Vec<usize> = (0..self.package.households.len()).collect();
        fn root(first: &mut [usize], mut h: usize) -> usize {
            while first[h] != h {
                first[h] = first[first[h]];
                h = first[h];
            }
            h
        }
        for &statement in active {
            if let (Statement::Tie(_), [a, b]) = (statement, &households_of(self.package, statement)[..]) {
                let (a, b) = (root(&mut first, a.at()), root(&mut first, b.at()));
                first[a.max(b)] = a.min(b);
            }
        }
        let mut parties: BTreeMap<usize, Party> = BTreeMap::new();
        for h in 0..first.len() {
            let party = parties.entry(root(&mut first, h)).or_default();
            party.households.push(h.into());
        }
        for &statement in active {
            let Some(of) = households_of(self.package, statement).first().map(|h| root(&mut first, h.at())) else {
                continue;
            };
            let party = parties.get_mut(&of).expect("every household has a party");
            party.statements.push(statement);
            party.must |= match statement {
                Statement::Everyone { .. } => true,
                Statement::Lock(at) => self.package.locks[at as usize].kind.pins(),
                _ => false,
            };
        }
        parties.into_values().collect()
    }

    fn rows(&self, active: &Set, problem: &mut Problem) -> BTreeMap<(RegionIx, CapacityIx), u32> {
        let mut limits: BTreeMap<(RegionIx, CapacityIx), Row> = BTreeMap::new();
        let free = Row { upper: None, lower: 0 };
        for statement in active {
            let (Statement::Places { region, capacity } | Statement::Minimum { region, capacity }) = *statement else {
                continue;
            };
            let (places, minimum) = self.limits.get(&(region, capacity)).copied().unwrap_or_default();
            let limit = limits.entry((region, capacity)).or_insert(free);
            if matches!(statement, Statement::Places { .. }) {
                limit.upper = Some(u64::from(places));
            } else {
                limit.lower = u64::from(minimum);
            }
        }
        // a minimum above the places of its own row is a fault of the package and never comes here
        limits.into_iter().map(|(at, row)| (at, problem.row(row))).collect()
    }

    fn options_of(&self, party: &Party, rows: &BTreeMap<(RegionIx, CapacityIx), u32>) -> Vec<ChoiceSpec> {
        let regions = (0..self.package.regions.len()).map(RegionIx::from);
        let open = regions.filter(|&r| !party.statements.iter().any(|&s| self.closes(s, r)));
        let kinds = || (0..self.package.programme.capacity.len()).map(CapacityIx::from);
        open.map(|region| {
            let uses = kinds().filter_map(|kind| {
                let amount: u64 = party.households.iter().map(|&h| u64::from(self.amount(h, region, kind))).sum();
                let row = rows.get(&(region, kind))?;
                (amount > 0).then(|| (*row, u32::try_from(amount).unwrap_or(u32::MAX)))
            });
            ChoiceSpec { region: region.0, value: 0.0, uses: uses.collect() }
        })
        .collect()
    }

    /// Whether a statement about a party keeps it from a region.
    fn closes(&self, statement: Statement, region: RegionIx) -> bool {
        match statement {
            Statement::Lock(at) => {
                let lock = &self.package.locks[at as usize];
                (lock.kind == LockKind::Forbid) == (lock.region == region)
            }
            Statement::Tie(at) => {
                matches!(self.package.ties[at as usize].to, TieTo::Region(to) if to != region)
            }
            Statement::Veto(at) => self.package.wishes[at as usize].region == region,
            Statement::NoScore { region: at, .. } => at == region,
            Statement::Places { .. } | Statement::Minimum { .. } | Statement::Everyone { .. } => false,
        }
    }
}
