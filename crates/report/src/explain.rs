//! Why one household is where it is: one screen of plain text.

mod facts;
mod placed;
mod waiting;
mod wishes;

use crate::layout::Lines;
use crate::notes::decided;
use crate::{Arg, Texts};
use facts::Facts;
use qonys_model::{Closed, ClosedBy, Household, HouseholdIx, Lock, LockKind, Outcome, Package, RegionIx};
use std::collections::BTreeMap;

/// Where a household goes, what that is worth and why; what the next best region was and what tipped it; which rules
/// closed which regions; what would change the answer. For one that waits: the rule that decided and the places that
/// are short. Empty when the outcome does not speak of the household.
#[must_use]
pub fn explain(texts: &Texts, package: &Package, outcome: &Outcome, household: HouseholdIx) -> String {
    let Some(facts) = Facts::of(package, outcome, household) else { return String::new() };
    let mut lines = Lines::default();
    let view = View { texts, facts };
    view.who(&mut lines);
    match view.facts.region() {
        Some(region) => view.placed(&mut lines, region),
        None => view.waits(&mut lines),
    }
    view.wishes(&mut lines);
    view.closed(&mut lines);
    view.locks(&mut lines);
    view.change(&mut lines);
    view.remarks(&mut lines);
    lines.text()
}

struct View<'a> {
    texts: &'a Texts,
    facts: Facts<'a>,
}

impl View<'_> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(key, args)
    }

    fn name(&self, region: RegionIx) -> String {
        self.texts.region(self.facts.package, region)
    }

    fn names(&self, regions: &[RegionIx]) -> String {
        regions.iter().map(|&region| self.name(region)).collect::<Vec<_>>().join(", ")
    }

    fn who(&self, lines: &mut Lines) {
        let Facts { package, household, .. } = self.facts;
        let programme = &package.programme;
        let title = [
            ("household", self.texts.household(package, self.facts.at).into()),
            ("programme", (&programme.name).into()),
            ("year", programme.year.to_string().into()),
        ];
        lines.line(&self.say("explain-title", &title));
        if programme.synthetic {
            lines.line(&self.say("synthetic", &[]));
        }
        lines.line(&self.particulars(household).join(" · "));
        let others = self.facts.others();
        if !others.is_empty() {
            let ids = others.iter().map(|&other| self.texts.household(package, other)).collect::<Vec<_>>();
            lines.line(&self.say("explain-party", &[("households", ids.join(", ").into())]));
        }
        lines.blank();
        match self.facts.region() {
            Some(region) => lines.line(&self.say("explain-region", &[("region", self.name(region).into())])),
            None => lines.line(&self.say("explain-waits", &[])),
        }
        if self.facts.region().is_some() && !self.facts.why.decided_by.is_empty() {
            let by: Vec<_> = self.facts.why.decided_by.iter().map(|&by| decided(self.texts, by)).collect();
            lines.line(&self.say("explain-decided", &[("reasons", by.join("; ").into())]));
        }
    }

    fn particulars(&self, household: &Household) -> Vec<String> {
        let mut told = vec![self.say("explain-people", &[("count", household.persons().into())])];
        told.extend(
            household.stream.as_ref().map(|s| self.say("explain-stream", &[("stream", self.texts.stream(s).into())])),
        );
        let applied = |day| self.say("explain-applied", &[("date", self.texts.date(day).into())]);
        told.extend(household.applied.map(applied));
        told.extend(household.priority.map(|class| self.say("explain-priority", &[("class", class.into())])));
        told
    }

    /// Regions that were closed, those closed by one rule in one line.
    fn closed(&self, lines: &mut Lines) {
        let mut by_rule: BTreeMap<ClosedBy, Vec<RegionIx>> = BTreeMap::new();
        for Closed { region, by } in &self.facts.why.closed {
            by.iter().for_each(|&rule| by_rule.entry(rule).or_default().push(*region));
        }
        if by_rule.is_empty() {
            return;
        }
        lines.head(&self.say("explain-closed-head", &[]));
        for (rule, regions) in &by_rule {
            lines.item(&self.closed_line(*rule, ("regions", self.names(regions).into())));
        }
    }

    fn closed_line(&self, rule: ClosedBy, regions: (&str, Arg)) -> String {
        match rule {
            ClosedBy::Capacity(capacity) => {
                let kind = ("capacity", self.texts.capacity(self.facts.package, capacity).into());
                self.say("closed-capacity", &[kind, regions])
            }
            ClosedBy::PinnedElsewhere => self.say("closed-pinned", &[regions]),
            ClosedBy::Forbidden => self.say("closed-forbidden", &[regions]),
            ClosedBy::TiedElsewhere => self.say("closed-tied", &[regions]),
            ClosedBy::Veto => self.say("closed-veto", &[regions]),
            ClosedBy::NoScore => self.say("closed-no-score", &[regions]),
        }
    }

    /// Decisions that people took about the party, with reason, author and day.
    fn locks(&self, lines: &mut Lines) {
        let locks = self.facts.locks();
        if locks.is_empty() {
            return;
        }
        lines.head(&self.say("explain-locks-head", &[]));
        for lock in locks {
            lines.item(&self.lock(lock));
        }
    }

    fn lock(&self, lock: &Lock) -> String {
        let written = |text: &Option<String>| Arg::Text(text.clone().unwrap_or_else(|| "—".to_owned()));
        let args = [
            ("household", self.texts.household(self.facts.package, lock.household).into()),
            ("region", self.name(lock.region).into()),
            ("reason", written(&lock.reason)),
            ("author", written(&lock.author)),
            ("date", written(&lock.at.map(|day| self.texts.date(day)))),
        ];
        match lock.kind {
            LockKind::Pin => self.say("lock-pin", &args),
            LockKind::Forbid => self.say("lock-forbid", &args),
            LockKind::Exception => self.say("lock-exception", &args),
        }
    }

    fn change(&self, lines: &mut Lines) {
        let told = if self.facts.region().is_some() { self.change_placed() } else { self.change_waiting() };
        if told.is_empty() {
            return;
        }
        lines.head(&self.say("explain-change-head", &[]));
        told.iter().for_each(|line| lines.item(line));
    }

    fn remarks(&self, lines: &mut Lines) {
        lines.blank();
        if self.facts.region().is_some() && self.facts.why.runner_up.is_some() {
            lines.line(&self.say("explain-price-note", &[]));
        }
        let assumed = self.facts.outcome.assumptions.len();
        if assumed > 0 {
            lines.line(&self.say("explain-assumed", &[("count", assumed.into())]));
        }
    }
}
