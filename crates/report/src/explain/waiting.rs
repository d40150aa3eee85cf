//! Why a household waits: the rule, the places that are short, and what would let it in.

use super::View;
use super::facts::Short;
use crate::layout::Lines;
use crate::notes::wait_reason;
use qonys_model::{ClosedBy, InclusionRule, RegionIx, WaitReason};

/// How many regions are named as the nearest ones.
const NEAREST: usize = 5;

impl View<'_> {
    pub(super) fn waits(&self, lines: &mut Lines) {
        lines.head(&self.say("wait-head", &[]));
        for &reason in &self.facts.why.waiting {
            lines.item(&wait_reason(self.texts, reason));
        }
        if !self.by_veto() {
            lines.item(&match self.facts.package.programme.inclusion.rule {
                InclusionRule::Value => self.say("rule-value", &[]),
                InclusionRule::Order => self.say("rule-order", &[]),
                InclusionRule::Everyone => self.say("rule-everyone", &[]),
            });
        }
        lines.item(&self.say("wait-dignity", &[]));
        self.short_places(lines);
    }

    /// Open regions, those that lack the fewest places first.
    fn short_places(&self, lines: &mut Lines) {
        let open = if self.by_veto() { Vec::new() } else { self.nearest() };
        if open.is_empty() {
            return;
        }
        lines.head(&self.say("short-head", &[]));
        for (_, shorts) in open.iter().take(NEAREST) {
            shorts.iter().for_each(|short| lines.item(&self.short(short)));
        }
        if open.len() > NEAREST {
            lines.under(&self.say("short-more", &[("count", (open.len() - NEAREST).into())]));
        }
    }

    /// Whether it waits because of what it vetoed, asked or not: that places were short is not why.
    fn by_veto(&self) -> bool {
        matches!(self.facts.why.waiting[..], [WaitReason::Declined | WaitReason::Unasked])
    }

    fn nearest(&self) -> Vec<(RegionIx, Vec<Short>)> {
        let open = self.facts.why.choices.iter().map(|choice| (choice.region, self.facts.shorts(choice.region)));
        let mut open: Vec<_> = open.filter(|(_, shorts)| !shorts.is_empty()).collect();
        // A stable sort: among equals the region of the higher net stays first.
        open.sort_by_key(|(_, shorts)| shorts.iter().map(|short| u64::from(short.missing())).sum::<u64>());
        open
    }

    fn short(&self, short: &Short) -> String {
        let args = [
            ("region", self.name(short.region).into()),
            ("capacity", self.texts.capacity(self.facts.package, short.capacity).into()),
            ("need", short.need.into()),
            ("free", short.free.into()),
            ("missing", short.missing().into()),
        ];
        self.say("short-places", &args)
    }

    pub(super) fn change_waiting(&self) -> Vec<String> {
        let mut told = Vec::new();
        if self.facts.why.waiting == [WaitReason::Unasked] {
            told.push(self.say("change-unasked", &[]));
        }
        if self.facts.why.waiting == [WaitReason::NotWorth] {
            told.push(self.say("change-worth", &[]));
        } else if let Some((region, shorts)) = self.nearest().first().filter(|_| !self.by_veto()) {
            for short in shorts {
                let args = [
                    ("region", self.name(*region).into()),
                    ("capacity", self.texts.capacity(self.facts.package, short.capacity).into()),
                    ("missing", short.missing().into()),
                ];
                told.push(self.say("change-places", &args));
            }
        }
        told.extend(self.change_closed());
        told
    }

    /// What could open the closed regions: the largest region by capacity, and every rule that people could lift.
    fn change_closed(&self) -> Vec<String> {
        let mut told = Vec::new();
        let by = |wanted: fn(&ClosedBy) -> bool| {
            let closed = self.facts.why.closed.iter().filter(|closed| closed.by.iter().any(wanted));
            closed.map(|closed| closed.region).collect::<Vec<_>>()
        };
        if self.facts.why.choices.is_empty() {
            told.extend(self.largest().map(|short| {
                let args = [
                    ("region", self.name(short.region).into()),
                    ("capacity", self.texts.capacity(self.facts.package, short.capacity).into()),
                    ("need", short.need.into()),
                    ("places", short.places.into()),
                ];
                self.say("change-in-all", &args)
            }));
        }
        let vetoed = by(|rule| *rule == ClosedBy::Veto);
        if !vetoed.is_empty() {
            told.push(self.say("change-veto", &[("regions", self.names(&vetoed).into())]));
        }
        let forbidden = by(|rule| *rule == ClosedBy::Forbidden);
        if !forbidden.is_empty() {
            told.push(self.say("change-forbid", &[("regions", self.names(&forbidden).into())]));
        }
        told
    }

    /// Among the regions that only capacities close, the place that lacks least of what the party needs.
    fn largest(&self) -> Option<Short> {
        let closed = self.facts.why.closed.iter();
        let only = closed.filter(|closed| closed.by.iter().all(|rule| matches!(rule, ClosedBy::Capacity(_))));
        let lacks = only.flat_map(|closed| {
            closed.by.iter().filter_map(|rule| match rule {
                ClosedBy::Capacity(capacity) => self.facts.short(closed.region, *capacity),
                _ => None,
            })
        });
        lacks.min_by_key(|short| short.need.saturating_sub(short.places))
    }
}
