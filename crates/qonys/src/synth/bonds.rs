//! Kin and wishes of the households drawn.

use super::dice::{Dice, deal, millionths, percent_of};
use qonys_model::{DrawnHousehold, DrawnTie, DrawnWish, SynthStream, SynthTies, SynthWishes, TieKind, WishRank};
use std::collections::BTreeMap;

/// Names with their weights as whole numbers.
struct Weighted<'a> {
    names: Vec<&'a str>,
    weights: Vec<u64>,
}

impl<'a> Weighted<'a> {
    fn new(table: &'a BTreeMap<String, f64>) -> Self {
        let (names, weights) = table.iter().map(|(name, &w)| (name.as_str(), millionths(w))).unzip();
        Self { names, weights }
    }

    fn pick(&self, dice: &mut Dice) -> Option<&'a str> {
        dice.pick(&self.weights).map(|at| self.names[at])
    }

    /// Without these names.
    fn without(&self, names: &[&str]) -> Self {
        let kept = self.names.iter().zip(&self.weights).filter(|(name, _)| !names.contains(name));
        let (names, weights) = kept.map(|(&name, &w)| (name, w)).unzip();
        Self { names, weights }
    }
}

/// Ties of a stream's households, in household order.
pub(super) fn ties(stream: &SynthStream, households: &[DrawnHousehold], dice: &mut Dice) -> Vec<DrawnTie> {
    let spec = &stream.ties;
    let all = households.len() as u64;
    let relations = Weighted::new(&spec.relations);
    let mut found: Vec<(usize, DrawnTie)> = Vec::new();
    let mut tie = |from: usize, to: &str, kind, dice: &mut Dice| {
        let relation = relations.pick(dice).unwrap_or_default().to_owned();
        found.push((from, DrawnTie { household: households[from].id.clone(), to: to.to_owned(), kind, relation }));
    };
    let musts = percent_of(all, spec.must_household) as usize;
    let prefers = percent_of(all, spec.prefer_household) as usize;
    for (at, (from, to)) in pairs(households, musts + prefers, dice).into_iter().enumerate() {
        let kind = if at < musts { TieKind::Must } else { TieKind::Prefer };
        tie(from, &households[to].id, kind, dice);
    }
    for (from, region) in kin_regions(spec, households.len(), dice) {
        tie(from, region, TieKind::Prefer, dice);
    }
    found.sort_by_key(|(from, _)| *from); // stable: a household's ties stay in the order in which they were drawn
    found.into_iter().map(|(_, tie)| tie).collect()
}

/// Pairs of households of one origin; no household is in two.
fn pairs(households: &[DrawnHousehold], wanted: usize, dice: &mut Dice) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..households.len()).collect();
    dice.shuffle(&mut order);
    let mut single: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for at in order {
        if pairs.len() == wanted {
            break;
        }
        let origin = households[at].origin.as_str();
        match single.remove(origin) {
            Some(other) => pairs.push((at.max(other), at.min(other))), // the later applicant names the earlier
            None => drop(single.insert(origin, at)),
        }
    }
    pairs
}

fn kin_regions<'a>(spec: &'a SynthTies, households: usize, dice: &mut Dice) -> Vec<(usize, &'a str)> {
    let regions = Weighted::new(&spec.regions);
    let wanted = percent_of(households as u64, spec.prefer_region);
    let mut order: Vec<usize> = (0..households).collect();
    dice.shuffle(&mut order);
    let dealt = deal(dice, wanted, &regions.weights);
    order.into_iter().zip(dealt).map(|(from, at)| (from, regions.names[at])).collect()
}

/// Wishes of a stream's households, in household order. A household's kin live in its first wish, and it rules out no
/// region that it wishes for or has kin in.
pub(super) fn wishes(
    stream: &SynthStream,
    households: &[DrawnHousehold],
    ties: &[DrawnTie],
    dice: &mut Dice,
) -> Vec<DrawnWish> {
    let spec = &stream.wishes;
    let all = households.len() as u64;
    let mut wishing = marked(households.len(), percent_of(all, spec.percent), dice);
    let mut refusing = marked(households.len(), percent_of(all, spec.veto), dice);
    let tied: BTreeMap<&str, &str> = ties
        .iter()
        .filter(|t| spec.regions.contains_key(&t.to))
        .map(|t| (t.household.as_str(), t.to.as_str()))
        .collect();
    let mut found = Vec::new();
    for ((household, wishes), refuses) in households.iter().zip(wishing.drain(..)).zip(refusing.drain(..)) {
        let kin = tied.get(household.id.as_str()).copied();
        let ranked = if wishes { ranked(spec, kin, dice) } else { Vec::new() };
        let wish = |region: &str, rank| DrawnWish { household: household.id.clone(), region: region.to_owned(), rank };
        found.extend(ranked.iter().zip(1..).map(|(region, rank)| wish(region, WishRank::Rank(rank))));
        if refuses {
            let spared: Vec<&str> = ranked.iter().copied().chain(kin).collect();
            let region = Weighted::new(&spec.vetoed).without(&spared).pick(dice);
            found.extend(region.map(|region| wish(region, WishRank::Veto)));
        }
    }
    found
}

fn ranked<'a>(spec: &'a SynthWishes, kin: Option<&'a str>, dice: &mut Dice) -> Vec<&'a str> {
    let weights: Vec<u64> = spec.how_many.iter().map(|&w| millionths(w)).collect();
    let wanted = dice.pick(&weights).map_or(1, |at| at + 1);
    let mut ranked: Vec<&str> = kin.into_iter().collect();
    while ranked.len() < wanted {
        let Some(region) = Weighted::new(&spec.regions).without(&ranked).pick(dice) else { break };
        ranked.push(region);
    }
    ranked
}

/// Exactly so many of the positions, marked.
fn marked(positions: usize, wanted: u64, dice: &mut Dice) -> Vec<bool> {
    let mut marks: Vec<bool> = (0..positions as u64).map(|at| at < wanted).collect();
    dice.shuffle(&mut marks);
    marks
}
