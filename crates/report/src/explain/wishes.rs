//! What the rule on wishes did for a household: its exchange, or its turn.

use super::View;
use crate::layout::Lines;
use crate::wishes_text::standing;
use qonys_model::{DecidedBy, Turn, WishRule};

/// Characters of a ticket that are shown: enough to tell two apart.
const SHOWN: usize = 16;

impl View<'_> {
    /// Whether a rule on wishes moved it after the plan of the highest value.
    pub(super) fn moved_by_wish(&self) -> bool {
        let by = &self.facts.why.decided_by;
        by.contains(&DecidedBy::TradeUp) || by.contains(&DecidedBy::PriorityWithFloor)
    }

    pub(super) fn wishes(&self, lines: &mut Lines) {
        let Some(wished) = &self.facts.outcome.wished else { return };
        let Some(reason) = wished.reasons.get(self.facts.at.at()) else { return };
        lines.head(&self.say("explain-wish-head", &[]));
        let before = reason.without.map_or_else(|| self.say("explain-wish-waits", &[]), |r| self.name(r));
        let args = [
            ("standing", standing(self.texts, reason.standing).into()),
            ("region", before.into()),
            ("before", standing(self.texts, reason.standing_without).into()),
        ];
        lines.item(&self.say("explain-wish-here", &args));
        if reason.without == self.facts.region() {
            lines.item(&self.say("explain-wish-same", &[]));
        }
        if let Some(exchange) = reason.exchange.and_then(|at| wished.exchanges.get(at as usize)) {
            let key = if exchange.cycle { "explain-wish-cycle" } else { "explain-wish-chain" };
            lines.item(&self.say(key, &[]));
            for step in &exchange.moves {
                let ids: Vec<String> =
                    step.households.iter().map(|&h| self.texts.household(self.facts.package, h)).collect();
                let from = step.from.map_or_else(|| self.say("wish-standing-waits", &[]), |r| self.name(r));
                let to = self.name(step.to);
                let args = [("households", ids.join(", ").into()), ("from", from.into()), ("to", to.into())];
                lines.under(&self.say("explain-wish-move", &args));
            }
        }
        if let Some((at, turn)) = reason.turn.and_then(|at| Some((at, wished.turns.get(at as usize)?))) {
            self.turn(lines, at + 1, wished.turns.len(), turn);
        } else if reason.unasked {
            lines.item(&self.say("explain-wish-unasked", &[]));
        } else if reason.declined {
            lines.item(&self.say("explain-wish-declined-late", &[]));
        } else if wished.rule == WishRule::PriorityWithFloor && reason.let_in() {
            lines.item(&self.say("explain-wish-let-in", &[]));
        }
    }

    fn turn(&self, lines: &mut Lines, number: u32, all: usize, turn: &Turn) {
        let ticket: String = turn.ticket.chars().take(SHOWN).chain(['…']).collect();
        let args = [
            ("turn", number.into()),
            ("all", all.into()),
            ("ticket", ticket.into()),
            ("text", (&turn.drawn_from).into()),
        ];
        lines.item(&self.say("explain-wish-turn", &args));
        for refused in &turn.refused {
            let key = if refused.proved { "explain-wish-refused-proved" } else { "explain-wish-refused-open" };
            lines.under(&self.say(key, &[("region", self.name(refused.region).into())]));
        }
        if let Some(region) = turn.declined {
            lines.under(&self.say("explain-wish-declined", &[("region", self.name(region).into())]));
        }
    }
}
