//! People with professions, places with a few jobs of each.

use qonys_solve::{ChoiceSpec, Inclusion, Opening, Problem, Row, UnitSpec};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const PEOPLE: usize = 100;
const PLACES: usize = 10;
/// People that a place takes.
const SEATS: u64 = 10;

/// The people, and the places' jobs.
pub(crate) struct Towns {
    /// Profession of each person.
    profession: Vec<usize>,
    /// How likely each person is to do a job of the profession in each place: `person * PLACES + place`.
    chance: Vec<f64>,
    /// Jobs: `place * professions + profession`.
    jobs: Vec<usize>,
    professions: usize,
}

impl Towns {
    /// People of professions drawn alike, jobs for four in five of them.
    pub(crate) fn draw(seed: u64, professions: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let profession: Vec<usize> = (0..PEOPLE).map(|_| rng.random_range(0..professions)).collect();
        let person: Vec<f64> = (0..PEOPLE).map(|_| rng.random_range(0.3..0.9)).collect();
        let chance = (0..PEOPLE * PLACES).map(|at| (person[at / PLACES] * rng.random_range(0.5..1.1_f64)).min(1.0));
        let chance: Vec<f64> = chance.collect();
        let mut jobs = vec![0; PLACES * professions];
        for _ in 0..PEOPLE * 4 / 5 {
            jobs[rng.random_range(0..PLACES * professions)] += 1;
        }
        Self { profession, chance, jobs, professions }
    }

    fn jobs_for(&self, person: usize, place: usize) -> usize {
        self.jobs[place * self.professions + self.profession[person]]
    }

    fn chance(&self, person: usize, place: usize) -> f64 {
        self.chance[person * PLACES + place]
    }

    /// With competition: a job is filled once.
    pub(crate) fn problem(&self) -> Problem {
        let mut problem = Problem::new(PLACES as u32, Inclusion::Value);
        let rows: Vec<u32> = (0..PLACES).map(|_| problem.row(Row { upper: Some(SEATS), lower: 0 })).collect();
        let count = |at: usize| self.jobs[at] as u32;
        let openings: Vec<u32> = (0..self.jobs.len())
            .map(|at| problem.opening(Opening { region: (at / self.professions) as u32, count: count(at) }))
            .collect();
        for person in 0..PEOPLE {
            let opening = |place: usize| openings[place * self.professions + self.profession[person]];
            let gains = (0..PLACES).map(|place| (opening(place), self.chance(person, place))).collect();
            let kind = problem.kind(gains);
            let option = |place: usize| ChoiceSpec { region: place as u32, value: 0.0, uses: vec![(rows[place], 1)] };
            let options = (0..PLACES).map(option).collect();
            problem.unit(UnitSpec { options, workers: vec![kind], persons: 1, ..UnitSpec::default() });
        }
        problem
    }

    /// As a score sees it that adds people up: each as if alone in the place.
    pub(crate) fn without_competition(&self) -> Problem {
        let mut problem = Problem::new(PLACES as u32, Inclusion::Value);
        let rows: Vec<u32> = (0..PLACES).map(|_| problem.row(Row { upper: Some(SEATS), lower: 0 })).collect();
        for person in 0..PEOPLE {
            let alone = |place: usize| if self.jobs_for(person, place) > 0 { self.chance(person, place) } else { 0.0 };
            let option =
                |place: usize| ChoiceSpec { region: place as u32, value: alone(place), uses: vec![(rows[place], 1)] };
            let options = (0..PLACES).map(option).collect();
            problem.unit(UnitSpec { options, persons: 1, ..UnitSpec::default() });
        }
        problem
    }

    /// Each step the person and the place with the largest marginal gain.
    pub(crate) fn greedy(&self) -> Vec<Option<u32>> {
        let mut regions = vec![None; PEOPLE];
        let mut seats = [SEATS; PLACES];
        for _ in 0..PEOPLE {
            let mut best: Option<(f64, usize, usize)> = None;
            for person in (0..PEOPLE).filter(|&p| regions[p].is_none()) {
                for place in (0..PLACES).filter(|&place| seats[place] > 0) {
                    let gain = self.marginal(&regions, person, place);
                    if best.is_none_or(|b| gain > b.0) {
                        best = Some((gain, person, place));
                    }
                }
            }
            let Some((_, person, place)) = best else { break };
            regions[person] = Some(place as u32);
            seats[place] -= 1;
        }
        regions
    }

    /// What a person adds to a place: all of it while a job is left, else what is more than the least who has one.
    fn marginal(&self, regions: &[Option<u32>], person: usize, place: usize) -> f64 {
        let mine = self.chance(person, place);
        let (count, last) = self.employed(regions, self.profession[person], place);
        match self.jobs_for(person, place) {
            0 => 0.0,
            jobs if count < jobs => mine,
            _ => (mine - last).max(0.0),
        }
    }

    /// Those of a profession in a place who have a job there, and the least chance among them.
    fn employed(&self, regions: &[Option<u32>], profession: usize, place: usize) -> (usize, f64) {
        let mut there = self.chances(regions, profession, place);
        there.truncate(self.jobs[place * self.professions + profession]);
        (there.len(), there.last().copied().unwrap_or(0.0))
    }

    fn chances(&self, regions: &[Option<u32>], profession: usize, place: usize) -> Vec<f64> {
        let here = |&p: &usize| self.profession[p] == profession && regions[p] == Some(place as u32);
        let mut chances: Vec<f64> = (0..PEOPLE).filter(here).map(|p| self.chance(p, place)).collect();
        chances.sort_by(|a, b| b.total_cmp(a));
        chances
    }

    /// People expected in work, with competition: in each place the likeliest of a profession take its jobs.
    pub(crate) fn judge(&self, regions: &[Option<u32>]) -> f64 {
        let mut sum = 0.0;
        for place in 0..PLACES {
            for profession in 0..self.professions {
                let jobs = self.jobs[place * self.professions + profession];
                sum += self.chances(regions, profession, place).iter().take(jobs).sum::<f64>();
            }
        }
        sum
    }
}
