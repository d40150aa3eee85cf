//! `programme.toml`: the policy of a year. Every key is read by itself, so that all faults are found at once.

use super::beyond::beyond;
use super::fairness::fairness;
use super::toml_keys::{Item, Keys, Open};
use qonys_model::{
    Arrivals, CapacityKind, Counts, CountsRule, Education, Fairness, Fault, FaultCode, Inclusion, InclusionRule,
    Occupation, Otherwise, Outlook, Programme, Row, Severity, Table, Unit, Value, VetoRule, VetoesFirst, WishRule,
    Wishes, codes,
};
use std::collections::{BTreeMap, BTreeSet};

/// The programme as far as it could be read; where it could not, the default stands.
pub(super) struct ProgrammeRead {
    pub programme: Programme,
    /// Without an error.
    pub sound: bool,
    pub year_known: bool,
    /// Whether every capacity's name was read.
    pub capacities_known: bool,
    /// Lines of the counting rules, in the order of the capacities.
    pub counts_rows: Vec<Row>,
    /// Line of `outlook.regional`, when it is written.
    pub regional_row: Option<Row>,
    /// Lines of the groups of `[fairness]`, in their order.
    pub group_rows: Vec<Row>,
    /// Line of `wishes.rule`, when it is written.
    pub wishes_row: Option<Row>,
    pub faults: Vec<Fault>,
}

impl ProgrammeRead {
    /// No programme: nothing is known of it, and nothing is to be said.
    pub fn unknown() -> Self {
        let programme = Programme {
            name: String::new(),
            year: 0,
            seed: 0,
            synthetic: false,
            capacity: Vec::new(),
            value: Value::default(),
            outlook: Outlook::default(),
            inclusion: Inclusion::default(),
            arrivals: Arrivals::default(),
            fairness: Fairness::default(),
            wishes: Wishes::default(),
        };
        Self {
            programme,
            sound: false,
            year_known: false,
            capacities_known: false,
            counts_rows: Vec::new(),
            regional_row: None,
            group_rows: Vec::new(),
            wishes_row: None,
            faults: Vec::new(),
        }
    }
}

/// Reads the text of `programme.toml`.
pub(super) fn programme(text: &str) -> ProgrammeRead {
    let mut read = ProgrammeRead::unknown();
    let (mut keys, root) = Keys::parse(text);
    if let Some(mut root) = root {
        top(&mut keys, &mut root, &mut read);
        capacities(&mut keys, &mut root, &mut read);
        if let Some(mut open) = root.take("value").and_then(|item| keys.table(item)) {
            value(&mut keys, &mut open, &mut read.programme.value);
            keys.close(open);
        }
        if let Some(mut open) = root.take("outlook").and_then(|item| keys.table(item)) {
            read.regional_row = outlook(&mut keys, &mut open, &mut read.programme.outlook);
            keys.close(open);
        }
        if let Some(mut open) = root.take("inclusion").and_then(|item| keys.table(item)) {
            inclusion(&mut keys, &mut open, &mut read.programme.inclusion);
            keys.close(open);
        }
        if let Some(mut open) = root.take("arrivals").and_then(|item| keys.table(item)) {
            arrivals(&mut keys, &mut open, &mut read.programme.arrivals);
            keys.close(open);
        }
        if let Some(mut open) = root.take("fairness").and_then(|item| keys.table(item)) {
            read.group_rows = fairness(&mut keys, &mut open, &mut read.programme.fairness);
            keys.close(open);
        }
        if let Some(mut open) = root.take("wishes").and_then(|item| keys.table(item)) {
            read.wishes_row = wishes(&mut keys, &mut open, &mut read.programme);
            keys.close(open);
        }
        keys.close(root);
    }
    read.faults = keys.faults;
    read.sound = read.faults.iter().all(|f| f.code.severity() == Severity::Warning);
    read
}

fn top(keys: &mut Keys<'_>, root: &mut Open<'_>, read: &mut ProgrammeRead) {
    match root.take("name") {
        Some(item) => read.programme.name = named(keys, &item).unwrap_or_default(),
        None => keys.missing(root, "name"),
    }
    match root.take("year") {
        Some(item) => {
            if let Some(year) = keys.whole::<u64>(&item) {
                match i16::try_from(year) {
                    Ok(year @ 1900..=2100) => (read.programme.year, read.year_known) = (year, true),
                    _ => keys.add(FaultCode::DateImpossible, &item),
                }
            }
        }
        None => keys.missing(root, "year"),
    }
    if let Some(item) = root.take("seed") {
        read.programme.seed = keys.whole(&item).unwrap_or_default();
    }
    if let Some(item) = root.take("synthetic") {
        read.programme.synthetic = keys.truth(&item).unwrap_or_default();
    }
}

/// A text that may not be empty.
pub(super) fn named(keys: &mut Keys<'_>, item: &Item<'_>) -> Option<String> {
    let text = keys.text(item)?;
    if text.is_empty() {
        keys.add(FaultCode::CellEmpty, item);
        return None;
    }
    Some(text)
}

fn capacities<'t>(keys: &mut Keys<'t>, root: &mut Open<'t>, read: &mut ProgrammeRead) {
    let Some(item) = root.take("capacity") else { return keys.missing(root, "capacity") };
    let Some(list) = keys.list(item) else { return };
    if list.is_empty() {
        return keys.missing(root, "capacity");
    }
    let mut seen = BTreeSet::new();
    read.capacities_known = true;
    for item in list {
        let Some(mut open) = keys.table(item) else {
            read.capacities_known = false;
            continue;
        };
        let name = match open.take("name") {
            Some(item) => named(keys, &item).inspect(|name| {
                if !seen.insert(name.clone()) {
                    keys.add(FaultCode::IdTwice, &item);
                }
            }),
            None => {
                keys.missing(&open, "name");
                None
            }
        };
        let (mut counts, mut row) = (Counts::Every(Unit::Persons), 0);
        match open.take("counts") {
            Some(item) => {
                row = keys.fault(FaultCode::CountsImpossible, &item).row.unwrap_or(0);
                counts = self::counts(keys, item).unwrap_or(counts);
            }
            None => keys.missing(&open, "counts"),
        }
        let words = [("none", Otherwise::None), ("unlimited", Otherwise::Unlimited)];
        let otherwise = open.take("otherwise").and_then(|item| keys.word(&item, &words)).unwrap_or_default();
        read.capacities_known &= name.is_some();
        read.programme.capacity.push(CapacityKind { name: name.unwrap_or_default(), counts, otherwise });
        read.counts_rows.push(row);
        keys.close(open);
    }
}

const UNITS: [(&str, Unit); 2] = [("persons", Unit::Persons), ("households", Unit::Households)];

fn counts<'t>(keys: &mut Keys<'t>, item: Item<'t>) -> Option<Counts> {
    if item.is_text() {
        return keys.word(&item, &UNITS).map(Counts::Every);
    }
    let mut open = keys.table(item)?;
    let mut rule = CountsRule::default();
    if let Some(item) = open.take("unit") {
        rule.unit = keys.word(&item, &UNITS).unwrap_or_default();
    }
    rule.stream = open.take("stream").and_then(|item| named(keys, &item));
    rule.origin = open.take("origin").and_then(|item| named(keys, &item));
    rule.age = open.take("age").and_then(|item| keys.ages(&item));
    rule.language = open.take("language").and_then(|item| named(keys, &item));
    rule.needs = open.take("needs").and_then(|item| named(keys, &item));
    if let Some(item) = open.take("occupation") {
        rule.occupation = named(keys, &item);
        let known = |text: &String| Occupation::parse(text).is_ok_and(codes::is_isco08);
        if rule.occupation.as_ref().is_some_and(|text| !known(text)) {
            keys.add(FaultCode::OccupationUnknown, &item);
        }
    }
    if let Some(item) = open.take("column") {
        rule.column = named(keys, &item);
        if rule.age.is_some() || rule.language.is_some() || rule.needs.is_some() || rule.occupation.is_some() {
            let fault = keys.fault(FaultCode::CountsImpossible, &item).word("case", "column-and-members");
            keys.faults.push(fault);
        }
    }
    keys.close(open);
    Some(Counts::Rule(rule))
}

/// A weight: from 0 to [`LARGEST_NUMBER`](qonys_model::LARGEST_NUMBER).
fn weight(keys: &mut Keys<'_>, item: &Item<'_>) -> Option<f64> {
    let number = within(keys, item, f64::MAX, "weight")?;
    let Some(fault) = beyond(number, |code| keys.fault(code, item)) else { return Some(number) };
    keys.faults.push(fault);
    None
}

/// A number within limits, else a fault that says what was expected.
fn within(keys: &mut Keys<'_>, item: &Item<'_>, most: f64, expected: &'static str) -> Option<f64> {
    let number = keys.number(item)?;
    if number.is_finite() && (0.0..=most).contains(&number) {
        return Some(number);
    }
    let fault = keys.fault(FaultCode::RateImpossible, item).word("expected", expected);
    keys.faults.push(fault);
    None
}

fn value(keys: &mut Keys<'_>, open: &mut Open<'_>, value: &mut Value) {
    for (key, set) in [("kin", &mut value.kin), ("wish", &mut value.wish)] {
        if let Some(number) = open.take(key).and_then(|item| weight(keys, &item)) {
            *set = number;
        }
    }
}

const WISH_RULES: [(&str, WishRule); 4] = [
    ("none", WishRule::None),
    ("weight", WishRule::Weight),
    ("trade-up", WishRule::TradeUp),
    ("priority-with-floor", WishRule::PriorityWithFloor),
];

const VETO_RULES: [(&str, VetoRule); 3] =
    [("hard", VetoRule::Hard), ("at-turn", VetoRule::AtTurn), ("soft", VetoRule::Soft)];

/// Fills `[wishes]`, once `[fairness]` is known: families cannot be moved by their wishes after promises have been kept. Returns
/// the line of `rule`, when it is written.
fn wishes<'t>(keys: &mut Keys<'t>, open: &mut Open<'t>, programme: &mut Programme) -> Option<Row> {
    let wishes = &mut programme.wishes;
    let rule = open.take("rule");
    if let Some(item) = &rule {
        wishes.rule = keys.word(item, &WISH_RULES);
        if programme.fairness.binds() && wishes.decides().rearranges() {
            keys.add(FaultCode::RulesClash, item);
        }
    }
    for (key, share) in [("loss", &mut wishes.loss), ("floor", &mut wishes.floor)] {
        if let Some(number) = open.take(key).and_then(|item| within(keys, &item, 1.0, "rate")) {
            *share = number;
        }
    }
    if let Some(item) = open.take("veto") {
        wishes.veto = keys.word(&item, &VETO_RULES);
        let known = rule.is_none() || wishes.rule.is_some();
        if known && wishes.veto == Some(VetoRule::AtTurn) && wishes.decides() != WishRule::PriorityWithFloor {
            keys.add(FaultCode::VetoWithoutTurns, &item);
        }
    }
    wishes.seed = open.take("seed").and_then(|item| keys.whole(&item));
    rule.map(|item| keys.fault(FaultCode::VetoUntrue, &item).row.unwrap_or_default())
}

/// Vetoes that close regions before families choose in turn, with what makes them.
pub(super) fn veto_untrue(row: Row, first: VetoesFirst) -> Fault {
    let case = match first {
        VetoesFirst::Written => "written",
        VetoesFirst::Everyone => "everyone",
        VetoesFirst::Minimum => "minimum",
    };
    let fault = Fault::new(FaultCode::VetoUntrue, Table::Programme).row(row).column("wishes.rule");
    fault.value("priority-with-floor").word("case", case)
}

pub(super) const LEVELS: [(&str, Education); 5] = [
    ("none", Education::None),
    ("secondary", Education::Secondary),
    ("vocational", Education::Vocational),
    ("higher", Education::Higher),
    ("unknown", Education::Unknown),
];

/// Fills `[outlook]`; returns the line of `regional`, when it is written.
fn outlook<'t>(keys: &mut Keys<'t>, open: &mut Open<'t>, outlook: &mut Outlook) -> Option<Row> {
    if let Some(ages) = open.take("working_age").and_then(|item| keys.ages(&item)) {
        outlook.working_age = ages;
    }
    if let Some(mut base) = open.take("base").and_then(|item| keys.table(item)) {
        outlook.base = BTreeMap::new();
        for (name, level) in LEVELS {
            if let Some(rate) = base.take(name).and_then(|item| within(keys, &item, 1.0, "rate")) {
                outlook.base.insert(level, rate);
            }
        }
        keys.close(base);
    }
    if let Some(item) = open.take("matched") {
        matched(keys, item, outlook);
    }
    let mut row = None;
    if let Some(item) = open.take("regional") {
        row = keys.fault(FaultCode::RegionalColumnMissing, &item).row;
        outlook.regional = named(keys, &item).unwrap_or_default();
    }
    if let Some(mut open) = open.take("measured").and_then(|item| keys.table(item)) {
        measured(keys, &mut open, &mut outlook.measured);
        keys.close(open);
    }
    row
}

/// The sources of measured rates. `"base.higher" = ...` and `base.higher = ...` (a table to TOML) mean the same.
fn measured<'t>(keys: &mut Keys<'t>, open: &mut Open<'t>, measured: &mut BTreeMap<String, String>) {
    for name in ["matched", "regional", "working_age"] {
        if let Some(source) = open.take(name).and_then(|item| named(keys, &item)) {
            measured.insert(name.to_owned(), source);
        }
    }
    let quoted = ["base.none", "base.secondary", "base.vocational", "base.higher", "base.unknown"];
    for name in quoted {
        if let Some(source) = open.take(name).and_then(|item| named(keys, &item)) {
            measured.insert(name.to_owned(), source);
        }
    }
    if let Some(mut base) = open.take("base").and_then(|item| keys.table(item)) {
        for (level, _) in LEVELS {
            if let Some(source) = base.take(level).and_then(|item| named(keys, &item)) {
                measured.insert(format!("base.{level}"), source);
            }
        }
        keys.close(base);
    }
}

/// Four rates that never fall.
fn matched<'t>(keys: &mut Keys<'t>, item: Item<'t>, outlook: &mut Outlook) {
    let fault = keys.fault(FaultCode::RateImpossible, &item);
    let Some(list) = keys.list(item) else { return };
    if list.len() != 4 {
        keys.faults.push(fault.word("expected", "four"));
        return;
    }
    let rates: Vec<Option<f64>> = list.iter().map(|item| within(keys, item, 1.0, "rate")).collect();
    if let [Some(a), Some(b), Some(c), Some(d)] = rates[..] {
        if a <= b && b <= c && c <= d {
            outlook.matched = [a, b, c, d];
        } else {
            keys.faults.push(fault.word("expected", "rising"));
        }
    }
}

fn inclusion(keys: &mut Keys<'_>, open: &mut Open<'_>, inclusion: &mut Inclusion) {
    let rules =
        [("value", InclusionRule::Value), ("order", InclusionRule::Order), ("everyone", InclusionRule::Everyone)];
    if let Some(rule) = open.take("rule").and_then(|item| keys.word(&item, &rules)) {
        inclusion.rule = rule;
    }
}

/// Fills `[arrivals]`.
fn arrivals(keys: &mut Keys<'_>, open: &mut Open<'_>, arrivals: &mut Arrivals) {
    if let Some(item) = open.take("sittings") {
        arrivals.sittings = from_one(keys, &item);
    }
    if let Some(item) = open.take("futures") {
        arrivals.futures = from_one(keys, &item).unwrap_or(arrivals.futures);
    }
    for (key, set) in [("prior", &mut arrivals.prior), ("backlog", &mut arrivals.backlog)] {
        if let Some(number) = open.take(key).and_then(|item| weight(keys, &item)) {
            *set = number;
        }
    }
    for (key, set) in [("month", &mut arrivals.month), ("quarter", &mut arrivals.quarter)] {
        if let Some(number) = open.take(key).and_then(|item| within(keys, &item, 1.0, "rate")) {
            *set = number;
        }
    }
}

/// A whole number from 1.
fn from_one(keys: &mut Keys<'_>, item: &Item<'_>) -> Option<u32> {
    let number = keys.whole(item)?;
    if number == 0 {
        keys.add(FaultCode::NumberBelowOne, item);
        return None;
    }
    Some(number)
}

/// A fault of a counting rule that only the tables show.
pub(super) fn counts_impossible(row: Row, column: &str, case: &'static str) -> Fault {
    Fault::new(FaultCode::CountsImpossible, Table::Programme)
        .row(row)
        .column("capacity.counts")
        .value(column)
        .word("case", case)
}
