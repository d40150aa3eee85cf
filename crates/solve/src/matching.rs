//! Workers and openings: an exact maximum-weight b-matching that follows units as they come and go.
//!
//! Workers of one kind in one region are alike, so the matching is kept as a flow from *slots* (kind, region) to
//! openings. A worker that comes takes the best augmenting path, a worker that goes leaves by the best reverse path;
//! after each step the flow is a maximum-weight matching (successive augmentation).

use crate::problem::Problem;

const NONE: u32 = u32::MAX;

/// Slots and openings, immutable.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    pub(crate) count: Vec<u32>,
    /// For each kind its slots: `(region, slot)`, sorted by region.
    pub(crate) kind_slots: Vec<Vec<(u32, u32)>>,
    /// Region of each slot.
    pub(crate) slot_region: Vec<u32>,
    /// Slots of each region.
    region_slots: Vec<Vec<u32>>,
    /// Openings of each region that somebody gains by.
    region_openings: Vec<Vec<u32>>,
    slot_start: Vec<u32>,
    /// `(opening, uplift)` of each edge, grouped by slot.
    pub(crate) edges: Vec<(u32, f64)>,
    edge_slot: Vec<u32>,
    opening_start: Vec<u32>,
    opening_edges: Vec<u32>,
}

impl Jobs {
    pub(crate) fn of(problem: &Problem) -> Self {
        let mut jobs =
            Self { count: problem.openings.iter().map(|o| o.count).collect(), slot_start: vec![0], ..Self::default() };
        for kind in &problem.kinds {
            let mut edges: Vec<(u32, u32, f64)> = kind
                .iter()
                .filter(|&&(o, uplift)| uplift > 0.0 && problem.openings[o as usize].count > 0)
                .map(|&(o, uplift)| (problem.openings[o as usize].region, o, uplift))
                .collect();
            edges.sort_by_key(|e| (e.0, e.1));
            let mut slots = Vec::new();
            for part in edges.chunk_by(|a, b| a.0 == b.0) {
                let slot = jobs.slot_start.len() as u32 - 1;
                slots.push((part[0].0, slot));
                jobs.slot_region.push(part[0].0);
                jobs.edges.extend(part.iter().map(|&(_, o, uplift)| (o, uplift)));
                jobs.edge_slot.extend(part.iter().map(|_| slot));
                jobs.slot_start.push(jobs.edges.len() as u32);
            }
            jobs.kind_slots.push(slots);
        }
        jobs.region_slots = vec![Vec::new(); problem.regions as usize];
        for (slot, &region) in jobs.slot_region.iter().enumerate() {
            jobs.region_slots[region as usize].push(slot as u32);
        }
        jobs.region_openings = vec![Vec::new(); problem.regions as usize];
        for (opening, spec) in problem.openings.iter().enumerate() {
            jobs.region_openings[spec.region as usize].push(opening as u32);
        }
        let mut by_opening: Vec<Vec<u32>> = vec![Vec::new(); jobs.count.len()];
        for (edge, &(opening, _)) in jobs.edges.iter().enumerate() {
            by_opening[opening as usize].push(edge as u32);
        }
        jobs.opening_start.push(0);
        for edges in by_opening {
            jobs.opening_edges.extend(edges);
            jobs.opening_start.push(jobs.opening_edges.len() as u32);
        }
        jobs
    }

    /// What moving one worker costs in counted steps: paths run over the openings of a region, each with its edges.
    pub(crate) fn step_cost(&self) -> u64 {
        let most = self.region_openings.iter().map(Vec::len).max().unwrap_or(0) as u64;
        if self.edges.is_empty() { 4 } else { 50 + most * most / 4 }
    }

    pub(crate) fn slots(&self) -> usize {
        self.slot_start.len().saturating_sub(1)
    }

    pub(crate) fn slot_of(&self, kind: u32, region: u32) -> Option<u32> {
        let slots = &self.kind_slots[kind as usize];
        slots.binary_search_by_key(&region, |s| s.0).ok().map(|at| slots[at].1)
    }

    pub(crate) fn slot_edges(&self, slot: u32) -> std::ops::Range<usize> {
        self.slot_start[slot as usize] as usize..self.slot_start[slot as usize + 1] as usize
    }

    /// Openings by which a worker of a slot gains no less than this at their prices.
    pub(crate) fn paying(&self, slot: u32, prices: &[f64], least: f64) -> impl Iterator<Item = usize> {
        let net = move |&&(opening, uplift): &&(u32, f64)| uplift - prices[opening as usize] >= least;
        self.edges[self.slot_edges(slot)].iter().filter(net).map(|edge| edge.0 as usize)
    }

    fn edges_at(&self, opening: u32) -> &[u32] {
        let span = self.opening_start[opening as usize] as usize..self.opening_start[opening as usize + 1] as usize;
        &self.opening_edges[span]
    }
}

/// The matching of the workers present.
#[derive(Clone, Debug)]
pub(crate) struct Matching<'j> {
    jobs: &'j Jobs,
    present: Vec<u32>,
    matched: Vec<u32>,
    pub(crate) flow: Vec<u32>,
    free: Vec<u32>,
    dist: Vec<f64>,
    /// How the path reached an opening: `(edge into it, edge out of the opening before)`.
    from: Vec<(u32, u32)>,
    queue: Vec<u32>,
    /// For each slot what one more worker there would add, and what one less would (0 or negative), as last assessed.
    come: Vec<f64>,
    go: Vec<f64>,
    /// For each opening what the loss of one would cost, and what one more would add.
    cost: Vec<f64>,
    worth: Vec<f64>,
}

/// How a path ends.
#[derive(Clone, Copy)]
enum End {
    Nowhere,
    At(u32),
    Via(u32, u32),
}

/// Whether `a` beats `b` by more than rounding.
fn beats(a: f64, b: f64, size: f64) -> bool {
    a > b + 1e-14 * (a.abs() + size)
}

impl<'j> Matching<'j> {
    pub(crate) fn new(jobs: &'j Jobs) -> Self {
        Self {
            jobs,
            present: vec![0; jobs.slots()],
            matched: vec![0; jobs.slots()],
            flow: vec![0; jobs.edges.len()],
            free: jobs.count.clone(),
            dist: vec![f64::NEG_INFINITY; jobs.count.len()],
            from: vec![(NONE, NONE); jobs.count.len()],
            queue: Vec::new(),
            come: vec![0.0; jobs.slots()],
            go: vec![0.0; jobs.slots()],
            cost: vec![0.0; jobs.count.len()],
            worth: vec![0.0; jobs.count.len()],
        }
    }

    /// What one more worker in a slot would add, as last assessed.
    pub(crate) fn come(&self, slot: u32) -> f64 {
        self.come[slot as usize]
    }

    /// What one worker less in a slot would add (0 or negative), as last assessed.
    pub(crate) fn go(&self, slot: u32) -> f64 {
        self.go[slot as usize]
    }

    /// What a worker in a slot gains by the best opening, at prices as near to these as suit the matching, as last assessed.
    pub(crate) fn net(&self, slot: u32, prices: &[f64]) -> f64 {
        let net = |e: usize| {
            let (o, uplift) = (self.jobs.edges[e].0 as usize, self.jobs.edges[e].1);
            uplift - prices[o].min(self.cost[o]).max(self.worth[o])
        };
        self.jobs.slot_edges(slot).map(net).fold(0.0, f64::max)
    }

    /// Assesses all regions.
    pub(crate) fn assess_all(&mut self) {
        for region in 0..self.jobs.region_slots.len() as u32 {
            self.assess(region);
        }
    }

    /// Assesses a region: the extreme duals of its matching, by relaxation over its openings.
    pub(crate) fn assess(&mut self, region: u32) {
        let jobs = self.jobs;
        let Some(slots) = jobs.region_slots.get(region as usize) else { return };
        let openings = &jobs.region_openings[region as usize];
        for &o in openings {
            self.cost[o as usize] = if self.free[o as usize] > 0 { 0.0 } else { f64::INFINITY };
            self.worth[o as usize] = 0.0;
        }
        for &slot in slots {
            let idle = self.present[slot as usize] > self.matched[slot as usize];
            for e in jobs.slot_edges(slot) {
                let (o, uplift) = (jobs.edges[e].0 as usize, jobs.edges[e].1);
                if self.flow[e] > 0 {
                    self.cost[o] = self.cost[o].min(uplift);
                }
                if idle {
                    self.worth[o] = self.worth[o].max(uplift);
                }
            }
        }
        for _ in 0..openings.len() + 1 {
            let mut changed = false;
            for &slot in slots.iter().filter(|&&s| self.matched[s as usize] > 0) {
                let (mut other, mut base) = (0.0_f64, f64::NEG_INFINITY);
                for e in jobs.slot_edges(slot) {
                    let (o, uplift) = (jobs.edges[e].0 as usize, jobs.edges[e].1);
                    other = other.max(uplift - self.cost[o]);
                    if self.flow[e] > 0 {
                        base = base.max(self.worth[o] - uplift);
                    }
                }
                for e in jobs.slot_edges(slot) {
                    let (o, uplift) = (jobs.edges[e].0 as usize, jobs.edges[e].1);
                    let slack = 1e-12 * uplift;
                    if self.flow[e] > 0 && uplift - other < self.cost[o] - slack {
                        self.cost[o] = (uplift - other).max(0.0);
                        changed = true;
                    }
                    if uplift + base > self.worth[o] + slack {
                        self.worth[o] = uplift + base;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        for &slot in slots {
            let (mut come, mut go) = (0.0_f64, f64::NEG_INFINITY);
            for e in jobs.slot_edges(slot) {
                let (o, uplift) = (jobs.edges[e].0 as usize, jobs.edges[e].1);
                come = come.max(uplift - self.cost[o]);
                if self.flow[e] > 0 {
                    go = go.max(self.worth[o] - uplift);
                }
            }
            let idle = self.present[slot as usize] > self.matched[slot as usize];
            self.come[slot as usize] = come;
            self.go[slot as usize] = if idle || go == f64::NEG_INFINITY { 0.0 } else { go.min(0.0) };
        }
    }

    /// A worker comes; returns what the matching gains.
    pub(crate) fn add(&mut self, slot: u32) -> f64 {
        let jobs = self.jobs;
        self.present[slot as usize] += 1;
        self.queue.clear();
        for edge in jobs.slot_edges(slot) {
            let (opening, uplift) = jobs.edges[edge];
            self.reach(opening, uplift, (edge as u32, NONE));
        }
        let (mut best, mut end) = (0.0, End::Nowhere);
        let mut at = 0;
        while at < self.queue.len() && at < 64 * (jobs.count.len() + 1) {
            let opening = self.queue[at];
            at += 1;
            let here = self.dist[opening as usize];
            if self.free[opening as usize] > 0 {
                if beats(here, best, best.abs()) {
                    (best, end) = (here, End::At(opening));
                }
                continue;
            }
            for &out in jobs.edges_at(opening) {
                if self.flow[out as usize] == 0 {
                    continue;
                }
                let left = here - jobs.edges[out as usize].1;
                if beats(left, best, here.abs()) {
                    (best, end) = (left, End::Via(opening, out));
                }
                for edge in jobs.slot_edges(jobs.edge_slot[out as usize]) {
                    let (next, uplift) = jobs.edges[edge];
                    if next != opening && beats(left + uplift, self.dist[next as usize], here.abs()) {
                        self.reach(next, left + uplift, (edge as u32, out));
                    }
                }
            }
        }
        match end {
            End::Nowhere => {}
            End::At(opening) => {
                self.free[opening as usize] -= 1;
                self.trace_add(opening, slot);
            }
            End::Via(opening, out) => {
                self.flow[out as usize] -= 1;
                self.matched[jobs.edge_slot[out as usize] as usize] -= 1;
                self.trace_add(opening, slot);
            }
        }
        self.forget();
        best
    }

    fn trace_add(&mut self, mut opening: u32, slot: u32) {
        loop {
            let (edge, out) = self.from[opening as usize];
            self.flow[edge as usize] += 1;
            if out == NONE {
                break;
            }
            self.flow[out as usize] -= 1;
            opening = self.jobs.edges[out as usize].0;
        }
        self.matched[slot as usize] += 1;
    }

    /// A worker goes; returns what the matching gains (never above 0).
    pub(crate) fn remove(&mut self, slot: u32) -> f64 {
        let jobs = self.jobs;
        self.present[slot as usize] -= 1;
        if self.matched[slot as usize] <= self.present[slot as usize] {
            return 0.0;
        }
        self.queue.clear();
        for edge in jobs.slot_edges(slot) {
            if self.flow[edge] > 0 {
                let (opening, uplift) = jobs.edges[edge];
                self.reach(opening, -uplift, (edge as u32, NONE));
            }
        }
        // nobody's going can gain: what loses nothing is best
        let first = self.queue.iter().map(|&o| self.dist[o as usize].abs()).fold(0.0, f64::max);
        let (mut best, mut end) = (f64::NEG_INFINITY, End::Nowhere);
        let mut at = 0;
        while at < self.queue.len() && at < 64 * (jobs.count.len() + 1) {
            let opening = self.queue[at];
            at += 1;
            let here = self.dist[opening as usize];
            if best >= -1e-15 * first {
                break;
            }
            if best == f64::NEG_INFINITY || beats(here, best, here.abs()) {
                (best, end) = (here, End::At(opening));
            }
            for &into in jobs.edges_at(opening) {
                let other = jobs.edge_slot[into as usize];
                let filled = here + jobs.edges[into as usize].1;
                if other != slot
                    && self.present[other as usize] > self.matched[other as usize]
                    && beats(filled, best, here.abs())
                {
                    (best, end) = (filled, End::Via(opening, into));
                }
                if self.matched[other as usize] == 0 {
                    continue;
                }
                for edge in jobs.slot_edges(other) {
                    let (next, uplift) = jobs.edges[edge];
                    let then = filled - uplift;
                    if self.flow[edge] > 0 && next != opening && beats(then, self.dist[next as usize], here.abs()) {
                        // the edge that leaves `next` and the edge that enters `opening`
                        self.reach(next, then, (edge as u32, into));
                    }
                }
            }
        }
        match end {
            End::Nowhere => {}
            End::At(opening) => {
                self.free[opening as usize] += 1;
                self.trace_remove(opening);
            }
            End::Via(opening, into) => {
                self.flow[into as usize] += 1;
                self.matched[jobs.edge_slot[into as usize] as usize] += 1;
                self.trace_remove(opening);
            }
        }
        self.matched[slot as usize] -= 1;
        self.forget();
        best
    }

    fn trace_remove(&mut self, mut opening: u32) {
        loop {
            let (edge, into) = self.from[opening as usize];
            self.flow[edge as usize] -= 1;
            if into == NONE {
                break;
            }
            self.flow[into as usize] += 1;
            opening = self.jobs.edges[into as usize].0;
        }
    }

    /// Whether the path that leaves an opening by this edge came by another: rounding may make a ring of a path, which
    /// would be followed for ever.
    fn came_by(&self, other: u32, mut edge: u32) -> bool {
        while edge != NONE {
            let opening = self.jobs.edges[edge as usize].0;
            if opening == other {
                return true;
            }
            edge = self.from[opening as usize].1;
        }
        false
    }

    fn reach(&mut self, opening: u32, dist: f64, from: (u32, u32)) {
        if dist > self.dist[opening as usize] && !self.came_by(opening, from.1) {
            self.dist[opening as usize] = dist;
            self.from[opening as usize] = from;
            self.queue.push(opening);
        }
    }

    fn forget(&mut self) {
        for &opening in &self.queue {
            self.dist[opening as usize] = f64::NEG_INFINITY;
        }
    }

    /// The same matching without anybody whose slot is not kept.
    pub(crate) fn only(&self, keep: impl Fn(u32) -> bool) -> Self {
        let mut kept = self.clone();
        for slot in (0..self.present.len() as u32).filter(|&s| !keep(s)) {
            kept.present[slot as usize] = 0;
            kept.matched[slot as usize] = 0;
            for edge in self.jobs.slot_edges(slot) {
                kept.free[self.jobs.edges[edge].0 as usize] += kept.flow[edge];
                kept.flow[edge] = 0;
            }
        }
        kept
    }

    /// Marks the slots that have workers.
    pub(crate) fn mark(&self, seen: &mut [bool]) {
        for (seen, &present) in seen.iter_mut().zip(&self.present) {
            *seen |= present > 0;
        }
    }

    /// Workers present in a slot.
    pub(crate) fn present(&self, slot: u32) -> f64 {
        f64::from(self.present[slot as usize])
    }

    /// What all workers present gain by these gains of their slots.
    pub(crate) fn gain_of(&self, gains: &[f64]) -> f64 {
        self.present.iter().zip(gains).map(|(&p, g)| f64::from(p) * g).sum()
    }

    /// Worth of the matching, summed anew.
    pub(crate) fn worth(&self) -> f64 {
        self.flow.iter().zip(&self.jobs.edges).map(|(&f, e)| f64::from(f) * e.1).sum()
    }
}
