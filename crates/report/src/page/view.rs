//! The package in one language: names, figures and sentences as a reader of that language sees them.

use super::facts::{Facts, Kind, NO_PRICE};
use super::small::{Cell, cell};
use crate::{Arg, Lang, Texts};
use qonys_model::{CapacityIx, Outcome, Package, RegionIx};

/// What the sections of one language draw on.
pub(super) struct View<'a> {
    pub lang: Lang,
    pub texts: Texts,
    pub package: &'a Package,
    pub outcome: &'a Outcome,
    pub facts: &'a Facts,
}

impl View<'_> {
    /// A sentence without variables.
    pub fn say(&self, key: &str) -> String {
        self.texts.say(key, &[])
    }

    /// A sentence with variables.
    pub fn tell(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.texts.say(key, args)
    }

    /// An id that no other language of the page has.
    pub fn id(&self, name: &str) -> String {
        super::id(self.lang, name)
    }

    /// Whether an outside model's numbers stand in for the model of work.
    pub fn scored(&self) -> bool {
        self.package.scores.is_some()
    }

    /// One of two keys: for values of the model of work, or for an outside model's numbers.
    pub fn by_value<'k>(&self, modelled: &'k str, scored: &'k str) -> &'k str {
        if self.scored() { scored } else { modelled }
    }

    pub fn region(&self, region: RegionIx) -> String {
        self.texts.region(self.package, region)
    }

    pub fn capacity(&self, capacity: CapacityIx) -> String {
        self.texts.capacity(self.package, capacity)
    }

    /// The figure, or what the small-cell rule shows in its place.
    pub fn cell(&self, cell: Cell) -> String {
        match cell {
            Cell::Shown(figure) => self.texts.count(figure),
            Cell::Few => self.say("page-few"),
            Cell::Hidden => self.say("page-hidden"),
        }
    }

    /// A use of a capacity: hidden when small and of a kind that tells of a person's needs.
    pub fn used(&self, kind: &Kind, figure: u32) -> String {
        let figure = u64::from(figure);
        self.cell(if kind.delicate { cell(figure) } else { Cell::Shown(figure) })
    }

    /// Places, or the word for no limit.
    pub fn places(&self, places: Option<u32>) -> String {
        places.map_or_else(|| self.say("page-unlimited"), |p| self.texts.count(p))
    }

    /// A price with two decimals, with as many as it needs when it is small.
    pub fn price(&self, price: f64) -> String {
        let small = price.abs() < 0.01 && price.abs() > NO_PRICE;
        let decimals = if small { 4 } else { 2 };
        self.texts.number(price, decimals)
    }
}

/// A figure that may be hidden, as a length: hidden ones have none, or the bar would tell what the figure does not.
pub(super) fn length(kind: &Kind, figure: u32) -> f64 {
    if kind.delicate && cell(u64::from(figure)) == Cell::Few { 0.0 } else { f64::from(figure) }
}
