//! `ties.csv`: bonds to regions and to other households.

use super::line::{Line, Lines};
use super::refs::{Pairs, Refs};
use super::sink::Sink;
use super::words;
use crate::Sheet;
use crate::header::Column;
use qonys_model::{FaultCode, HouseholdIx, Tie, TieTo};

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::HOUSEHOLD,
    Column {
        name: "to",
        required: true,
        other_names: &["к кому", "куда", "с кем", "связан с", "кімге", "қайда", "кіммен"],
    },
    Column {
        name: "tie", required: true, other_names: &["связь", "вид связи", "байланыс", "байланыс түрі"]
    },
    Column {
        name: "relation", required: false, other_names: &["родство", "кем приходится", "туыстық", "туыстығы"]
    },
];

/// Reads the table.
pub(super) fn ties(sheet: &Sheet, refs: &Refs) -> (Vec<Tie>, Sink) {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    let mut pairs = Pairs::new();
    let mut ties = Vec::new();
    for line in lines.iter() {
        let household = refs.household(&line, &mut sink, "household");
        let to = to(&line, &mut sink, refs, household);
        let kind = match line.key(&mut sink, "tie") {
            Some(_) => {
                let expected = "must, prefer; обязательно, желательно; міндетті, қалауы";
                line.word(&mut sink, "tie", expected, words::tie_kind)
            }
            None => None,
        };
        let (Some(household), Some(to)) = (household, to) else { continue };
        let pair = (household, matches!(to, TieTo::Region(_)), position(to));
        if !pairs.is_new(pair, &line, &mut sink, &["household", "to"]) {
            continue;
        }
        let Some(kind) = kind else { continue };
        ties.push(Tie { household, to, kind, relation: line.text("relation"), row: line.row() });
    }
    (ties, sink)
}

fn position(to: TieTo) -> u32 {
    match to {
        TieTo::Region(region) => region.0,
        TieTo::Household(household) => household.0,
    }
}

/// A household by its exact key, a region by its key in any case or by another code; both at once is ambiguous.
fn to(line: &Line<'_>, sink: &mut Sink, refs: &Refs, from: Option<HouseholdIx>) -> Option<TieTo> {
    let key = line.key(sink, "to")?;
    match (refs.households.get(&key).or_else(|| refs.earlier.get(&key)), refs.find_region(&key)) {
        (Some(_), Some(_)) => {
            sink.add(FaultCode::TieAmbiguous, || line.fault(FaultCode::TieAmbiguous, "to"));
            None
        }
        (Some(household), None) if from.is_some_and(|from| from.0 == household) => {
            sink.add(FaultCode::TieToItself, || line.fault(FaultCode::TieToItself, "to"));
            None
        }
        (Some(household), None) => Some(TieTo::Household(HouseholdIx(household))),
        (None, Some(found)) => Some(TieTo::Region(refs.found(found, line, sink, "to"))),
        (None, None) => {
            if refs.households.listed && refs.regions.listed {
                let (code, nearest) = match refs.households.alike(&key) {
                    Some((alike, _)) => (FaultCode::HouseholdUnknown, alike.to_owned()),
                    None if refs.is_like_region(&key) => (FaultCode::RegionUnknown, refs.nearest_region(&key)),
                    None => (FaultCode::HouseholdUnknown, String::new()),
                };
                sink.add(code, || line.fault(code, "to").word("nearest", nearest));
            }
            None
        }
    }
}
