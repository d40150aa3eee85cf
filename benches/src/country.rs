//! A generated country: families of 1 to 10 (mean about 3.9), seven limits per region, restrictions of language, medical
//! care and school that leave about four pairs in five, values between family and region.
//!
//! Every number is a hash of (seed, what, indices), so that a country of any size is drawn in parallel and is the same
//! on every machine.

use rayon::prelude::*;

/// Limits of a region: persons, families, school places, and four occupations.
pub const KINDS: usize = 7;

/// Occupations that openings may ask for; the first four are also limited as such.
pub const OCCUPATIONS: usize = 5;

/// How families' scores differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Scores {
    /// By family and region.
    #[default]
    Drawn,
    /// All 1.
    Equal,
    /// One over the number of the region.
    Region,
    /// As drawn, all regions but the first a thousandth of that.
    One,
    /// Three times what is drawn, in whole numbers.
    Whole,
    /// Over six orders of magnitude between families.
    Wide,
}

impl Scores {
    fn of(self, drawn: f64, spec: &Spec, h: usize, r: usize) -> f64 {
        match self {
            Self::Drawn => drawn,
            Self::Equal => 1.0,
            Self::Region => 1.0 / (1 + r) as f64,
            Self::One => drawn * if r == 0 { 1.0 } else { 1e-3 },
            Self::Whole => (3.0 * drawn).round(),
            Self::Wide => drawn * [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6][(7.0 * draw(spec.seed, 33, h, 0)) as usize],
        }
    }
}

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// How many families.
    pub families: usize,
    /// How many regions.
    pub regions: usize,
    /// Seed of everything.
    pub seed: u64,
    /// Per cent more places than needed, of every kind, over all regions.
    pub slack: f64,
    /// Five occupations' openings in every region, fewer than workers.
    pub openings: bool,
    /// Every family counts one, of one kind: a transportation problem.
    pub unit_size: bool,
    /// How scores differ.
    pub scores: Scores,
}

/// A drawn country.
#[derive(Clone, Debug)]
pub struct Country {
    /// How many regions.
    pub regions: usize,
    /// How many kinds of limit: [`KINDS`], or 1 for families that all count one.
    pub kinds: usize,
    /// Families x kinds: what a family uses, in whichever region.
    pub amounts: Vec<u8>,
    /// Regions x kinds: places.
    pub capacities: Vec<u32>,
    /// Families x regions: worth, NaN = not allowed.
    pub values: Vec<f32>,
    /// Families x [`OCCUPATIONS`]: workers by occupation; empty without openings.
    pub workers: Vec<u8>,
    /// Regions x [`OCCUPATIONS`]: openings; empty without.
    pub openings: Vec<u32>,
    /// Regions x [`OCCUPATIONS`] x [`OCCUPATIONS`]: what a worker of the first occupation adds in an opening of the
    /// second, 0 = nothing; empty without openings.
    pub uplifts: Vec<f32>,
}

/// Families of 1 to 10, per cent.
const SIZES: [u32; 10] = [10, 16, 20, 20, 15, 9, 5, 3, 1, 1];

/// A number in `[0, 1)` from a seed, what it is for, and two indices.
fn draw(seed: u64, what: u64, a: usize, b: usize) -> f64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ what.wrapping_mul(0xd134_2543_de82_ef95);
    z = z.wrapping_add((a as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9)) ^ (b as u64).wrapping_mul(0x94d0_49bb_1331_11eb);
    for _ in 0..2 {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
    }
    (z >> 11) as f64 / (1_u64 << 53) as f64
}

/// What a family is.
struct Family {
    size: u32,
    school: u32,
    workers: [u8; OCCUPATIONS],
    /// 0: served everywhere; 1, 2: served in some regions only.
    language: usize,
    medical: bool,
}

impl Family {
    fn of(seed: u64, h: usize) -> Self {
        let mut at = (draw(seed, 1, h, 0) * 100.0) as u32;
        let mut size = 10;
        for (people, share) in (1..).zip(SIZES) {
            if at < share {
                size = people;
                break;
            }
            at -= share;
        }
        let adults = size.min(1 + u32::from(draw(seed, 2, h, 0) < 0.8) + u32::from(draw(seed, 3, h, 0) < 0.15));
        let school = (adults..size).filter(|&c| draw(seed, 4, h, c as usize) < 0.65).count() as u32;
        let mut workers = [0; OCCUPATIONS];
        for adult in 0..adults {
            if draw(seed, 5, h, adult as usize) < 0.75 {
                workers[(draw(seed, 6, h, adult as usize) * OCCUPATIONS as f64) as usize] += 1;
            }
        }
        let tongue = draw(seed, 7, h, 0);
        let language = usize::from(tongue > 0.6) + usize::from(tongue > 0.9);
        Self { size, school, workers, language, medical: draw(seed, 8, h, 0) < 0.1 }
    }

    fn amounts(&self) -> [u8; KINDS] {
        let w = self.workers;
        [self.size as u8, 1, self.school as u8, w[0], w[1], w[2], w[3]]
    }
}

/// What a region offers.
struct Region {
    weight: f64,
    appeal: f64,
    languages: [bool; 3],
    schools: [bool; 3],
    medical: bool,
}

impl Region {
    fn of(seed: u64, r: usize) -> Self {
        let has = |what: u64, share: f64| draw(seed, what, r, 0) < share;
        Self {
            weight: 0.5 + draw(seed, 20, r, 0),
            appeal: draw(seed, 21, r, 0),
            languages: [true, has(22, 0.9), has(23, 0.7)],
            schools: [true, has(24, 0.85), has(25, 0.5)],
            medical: has(26, 0.6),
        }
    }

    fn serves(&self, family: &Family) -> bool {
        self.languages[family.language]
            && (family.school == 0 || self.schools[family.language])
            && (self.medical || !family.medical)
    }
}

impl Country {
    /// Draws a country.
    #[must_use]
    pub fn draw(spec: &Spec) -> Self {
        let seed = spec.seed;
        let families: Vec<Family> = (0..spec.families).into_par_iter().map(|h| Family::of(seed, h)).collect();
        let regions: Vec<Region> = (0..spec.regions).map(|r| Region::of(seed, r)).collect();
        let mut values = vec![f32::NAN; spec.families * spec.regions];
        values.par_chunks_mut(spec.regions.max(1)).zip(&families).enumerate().for_each(|(h, (row, family))| {
            let works = f64::from(family.workers.iter().map(|&w| u32::from(w)).sum::<u32>());
            for (r, (value, region)) in row.iter_mut().zip(&regions).enumerate() {
                if region.serves(family) && draw(seed, 30, h, r) < 0.95 {
                    let own = draw(seed, 31, h, r);
                    let chance = 0.2 + 0.25 * region.appeal + 0.45 * own;
                    let drawn = works * chance + 0.3 * draw(seed, 32, h, r);
                    *value = spec.scores.of(drawn, spec, h, r) as f32;
                }
            }
        });
        let kinds = if spec.unit_size { 1 } else { KINDS };
        let amounts: Vec<u8> = if spec.unit_size {
            vec![1; spec.families]
        } else {
            families.par_iter().flat_map_iter(Family::amounts).collect()
        };
        let mut country = Self {
            regions: spec.regions,
            kinds,
            capacities: capacities(spec, &amounts, kinds, &regions),
            amounts,
            values,
            workers: Vec::new(),
            openings: Vec::new(),
            uplifts: Vec::new(),
        };
        if spec.openings {
            country.open(spec, &families, &regions);
        }
        country
    }

    /// How many families.
    #[must_use]
    pub fn families(&self) -> usize {
        self.amounts.len() / self.kinds
    }

    /// Openings for six workers in ten; a neighbouring occupation adds less than half.
    fn open(&mut self, spec: &Spec, families: &[Family], regions: &[Region]) {
        self.workers = families.par_iter().flat_map_iter(|f| f.workers).collect();
        let all: f64 = regions.iter().map(|r| r.weight).sum();
        for (r, region) in regions.iter().enumerate() {
            for occupation in 0..OCCUPATIONS {
                let workers: u64 = families.iter().map(|f| u64::from(f.workers[occupation])).sum();
                let jitter = 0.5 + draw(spec.seed, 40, r, occupation);
                self.openings.push((0.6 * workers as f64 * region.weight / all * jitter).round() as u32);
                for wanted in 0..OCCUPATIONS {
                    let full = 0.1 + 0.3 * draw(spec.seed, 41, r, wanted);
                    let fits = [1.0, 0.4, 0.0, 0.0, 0.0][(OCCUPATIONS + wanted - occupation) % OCCUPATIONS];
                    self.uplifts.push((full * fits) as f32);
                }
            }
        }
    }
}

/// Places of every kind in every region: what all families use and the slack, dealt by weight with some spread by kind.
fn capacities(spec: &Spec, amounts: &[u8], kinds: usize, regions: &[Region]) -> Vec<u32> {
    let mut capacities = vec![0; regions.len() * kinds];
    for kind in 0..kinds {
        let need: u64 = amounts.iter().skip(kind).step_by(kinds).map(|&a| u64::from(a)).sum();
        let places = (need as f64 * (1.0 + spec.slack / 100.0)).round();
        let weight = |r: usize| regions[r].weight * (0.9 + 0.2 * draw(spec.seed, 10 + kind as u64, r, 0));
        let all: f64 = (0..regions.len()).map(weight).sum();
        // dealt by running totals, so that rounding loses none
        let mut dealt = 0.0;
        let mut given = 0;
        for r in 0..regions.len() {
            dealt += weight(r);
            let until = (places * dealt / all).round() as u64;
            capacities[r * kinds + kind] = (until - given) as u32;
            given = until;
        }
    }
    capacities
}
