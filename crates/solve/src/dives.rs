//! Several plans at a time read off the bound of whole regions, the rest of each searched exactly.

use crate::branch::Stage;
use crate::commit::{Ground, Manner};
use crate::engine::Context;
use crate::fix::Mark;
use crate::solution::Options;
use rayon::prelude::*;

/// Plans read off side by side, a fixed number, against the best before.
const TRIES: u64 = 4;

/// Rounds without a better plan after which it ends: near the bound, and from this gap on.
const IDLE: u32 = 8;
const PATIENT: u32 = 24;
const FAR: f64 = 5e-4;

/// Open units from which on the rest of a plan is searched, and the steps of that.
const LEFT: usize = 44;
const REST: u64 = 1_000_000;

/// Improves the mark while `budget` steps last and now and then a plan helps. `first`: rounds done before; returns how
/// many then are.
pub(crate) fn improve(
    stage: &Stage<'_>,
    mark: &mut Mark,
    (first, budget): (u64, u64),
    context: &mut Context<'_>,
) -> u64 {
    let end = context.effort.saturating_sub(budget);
    let (ground, steps) = Ground::new(&stage.hull, &stage.root);
    context.effort = context.effort.saturating_sub(steps);
    let Some(ground) = ground else { return first };
    let quiet = Options { progress: None, ..*context.options };
    let (mut idle, mut round) = (0, first);
    let done = |mark: &Mark, context: &Context<'_>| {
        stage.root.bound <= mark.target() || context.near_enough(mark.value, stage.root.bound)
    };
    let patience = |mark: &Mark| {
        let gap = (stage.root.bound - mark.value) / stage.root.bound.abs().max(1.0);
        if gap > FAR { PATIENT } else { IDLE }
    };
    while context.effort > end && idle < patience(mark) && !done(mark, context) && !context.stop() {
        let numbers = round * TRIES..(round + 1) * TRIES;
        let tries: Vec<(Mark, u64)> =
            numbers.into_par_iter().map(|number| dive(stage, &ground, mark, (number, &quiet))).collect();
        round += 1;
        let before = mark.value;
        for (tried, steps) in tries {
            context.effort = context.effort.saturating_sub(steps);
            if tried.value > mark.value {
                *mark = tried;
            }
        }
        idle = if mark.value > before { 0 } else { idle + 1 };
        context.tell("exact", Some(mark.value), Some(stage.root.bound));
    }
    round
}

/// A dive: the mark with what it found, and the steps taken.
fn dive(stage: &Stage<'_>, ground: &Ground, mark: &Mark, (number, asked): (u64, &Options<'_>)) -> (Mark, u64) {
    let mut mark = mark.clone();
    // some follow the chances, some luck; every other one stays near the best plan
    let manner = Manner {
        seed: asked.seed ^ (number << 20),
        luck: if number % 4 < 2 { 0.3 } else { 0.8 },
        bias: if number % 2 == 0 { 0.0 } else { 1.0 },
    };
    let mut context = Context::new(asked);
    let (rest, steps) = ground.descend(&stage.hull, &stage.root, &mut mark, (&manner, LEFT), &|| context.stop());
    context.effort = REST;
    if let Some(rest) = rest {
        stage.search(&rest, &mut mark, &mut context);
    }
    (mark, steps + REST - context.effort)
}
