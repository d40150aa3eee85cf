//! What a place is worth, and what tipped it against the next best region.

use super::View;
use crate::Arg;
use crate::layout::Lines;
use qonys_model::{Choice, DecidedBy, Job, RegionIx, Worth};

/// Differences below this are shown as 0.00 and called none.
const HAIR: f64 = 0.005;

impl View<'_> {
    pub(super) fn placed(&self, lines: &mut Lines, region: RegionIx) {
        self.worth(lines, region);
        self.next_best(lines, region);
    }

    fn worth(&self, lines: &mut Lines, region: RegionIx) {
        let worth = self.facts.why.worth;
        let by_scores = self.facts.package.scores.is_some();
        let total = [("worth", (worth.total(), 2).into())];
        lines.head(&if by_scores { self.say("worth-head-scores", &total) } else { self.say("worth-head", &total) });
        if !by_scores && self.facts.nobody_works() {
            lines.item(&self.say("worth-none", &[("worth", (0.0, 2).into())]));
        } else {
            lines.item(&self.work(worth, by_scores));
        }
        if worth.openings.abs() >= HAIR || !self.facts.why.jobs.is_empty() {
            lines.item(&self.say("worth-openings", &[("worth", (worth.openings, 2).into())]));
            self.facts.why.jobs.iter().filter_map(|job| self.job(*job)).for_each(|job| lines.under(&job));
        }
        if worth.kin.abs() >= HAIR {
            lines.item(&self.say("worth-kin", &[("worth", (worth.kin, 2).into())]));
        }
        if worth.wish.abs() >= HAIR {
            let rank = self.facts.wish(region).map_or_else(|| Arg::from("—"), Arg::from);
            lines.item(&self.say("worth-wish", &[("worth", (worth.wish, 2).into()), ("rank", rank)]));
        }
    }

    fn work(&self, worth: Worth, by_scores: bool) -> String {
        let args = [("worth", (worth.work, 2).into())];
        if by_scores { self.say("worth-score", &args) } else { self.say("worth-work", &args) }
    }

    fn job(&self, job: Job) -> Option<String> {
        let package = self.facts.package;
        let person = package.people.get(job.person.at())?;
        let wanted = package.openings.get(job.opening.at())?.occupation;
        let has = person.occupation?;
        let args = [
            ("person", (&person.id).into()),
            ("occupation", self.texts.occupation(wanted).into()),
            ("code", wanted.to_string().into()),
            ("digits", has.digits_shared(wanted).into()),
        ];
        Some(self.say("worth-job", &args))
    }

    fn next_best(&self, lines: &mut Lines, region: RegionIx) {
        let runner_up = self.facts.why.runner_up.and_then(|next| self.facts.choice(next));
        let (Some(here), Some(there)) = (self.facts.choice(region), runner_up) else {
            lines.head(&self.say("next-none", &[]));
            return;
        };
        lines.head(&self.say("next-head", &[("region", self.name(there.region).into())]));
        lines.table(&self.balance(here, there), 1);
        lines.under(&self.tipped(here, there));
    }

    /// The two regions side by side.
    fn balance(&self, here: &Choice, there: &Choice) -> Vec<Vec<String>> {
        let row = |label: String, figure: &dyn Fn(&Choice) -> f64| {
            vec![label, self.texts.number(figure(here), 2), self.texts.number(figure(there), 2)]
        };
        let mut rows = vec![
            vec![String::new(), self.name(here.region), self.name(there.region)],
            row(self.say("balance-worth", &[]), &|choice| choice.worth.total()),
        ];
        // Kin who are placed there share the worth of being near, so a household that moves alone can have others too.
        if here.others.abs() >= HAIR || there.others.abs() >= HAIR {
            rows.push(row(self.say("balance-others", &[]), &|choice| choice.others));
        }
        if here.promise.abs() >= HAIR || there.promise.abs() >= HAIR {
            rows.push(row(self.say("balance-promise", &[]), &|choice| choice.promise));
        }
        rows.push(row(self.say("balance-places", &[]), &|choice| -choice.places_cost));
        if here.openings_cost.abs() >= HAIR || there.openings_cost.abs() >= HAIR {
            rows.push(row(self.say("balance-openings", &[]), &|choice| -choice.openings_cost));
        }
        rows.push(row(self.say("balance-net", &[]), &Choice::net));
        rows
    }

    fn tipped(&self, here: &Choice, there: &Choice) -> String {
        let worth = |choice: &Choice| choice.worth.total() + choice.others;
        let price = |choice: &Choice| choice.places_cost + choice.openings_cost;
        let (more, dearer) = (worth(here) - worth(there), price(there) - price(here));
        let args = [("worth", (more.abs(), 2).into()), ("price", (dearer.abs(), 2).into())];
        let net = here.net() - there.net();
        if self.human() {
            return self.say("tipped-rule", &[]);
        }
        if self.moved_by_wish() {
            return self.say("tipped-wish", &[]);
        }
        if net.abs() < HAIR {
            return self.say("tipped-even", &[]);
        }
        let wanted = here.minimum - there.minimum;
        if wanted >= HAIR && net - wanted < HAIR {
            return self.say("tipped-minimum", &[("minimum", (wanted, 2).into())]);
        }
        if net < 0.0 {
            return self.say("tipped-fitting", &[("net", (-net, 2).into())]);
        }
        let promised = here.promise - there.promise;
        if net - promised < HAIR {
            return self.say("tipped-promise", &[("promise", (promised, 2).into())]);
        }
        match (more >= HAIR, dearer >= HAIR) {
            (true, true) => self.say("tipped-both", &args),
            (true, false) if dearer <= -HAIR => self.say("tipped-worth-despite-price", &args),
            (true, false) => self.say("tipped-worth", &args[..1]),
            (false, _) if more <= -HAIR => self.say("tipped-price-despite-worth", &args),
            (false, _) => self.say("tipped-price", &args[1..]),
        }
    }

    /// Whether a person or a tie decided, so that worth and prices were not asked.
    fn human(&self) -> bool {
        let by = &self.facts.why.decided_by;
        by.contains(&DecidedBy::Pin) || by.contains(&DecidedBy::MustTie)
    }

    pub(super) fn change_placed(&self) -> Vec<String> {
        let by = &self.facts.why.decided_by;
        let mut told = Vec::new();
        if by.contains(&DecidedBy::Pin) {
            told.push(self.say("change-pin", &[]));
        }
        if by.contains(&DecidedBy::MustTie) {
            told.push(self.say("change-must-tie", &[]));
        }
        if self.moved_by_wish() {
            told.push(self.say("change-wish", &[]));
            return told;
        }
        match (self.facts.why.runner_up, self.facts.why.margin) {
            (Some(region), Some(margin)) if !self.human() => told.push(self.margin(region, margin)),
            (None, _) if !self.human() && !self.facts.why.closed.is_empty() => {
                told.push(self.say("change-open-another", &[]))
            }
            _ => {}
        }
        told
    }

    fn margin(&self, region: RegionIx, margin: f64) -> String {
        let name = ("region", self.name(region).into());
        if margin.abs() < HAIR {
            return self.say("change-even", &[name]);
        }
        if margin < 0.0 {
            let places_short = !self.facts.shorts(region).is_empty();
            return if places_short { self.say("change-fitting", &[name]) } else { self.say("change-close", &[name]) };
        }
        let args = [name, ("margin", (margin, 2).into())];
        if self.facts.party.len() > 1 {
            self.say("change-margin-party", &args)
        } else {
            self.say("change-margin", &args)
        }
    }
}
