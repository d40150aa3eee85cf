//! Every set of units that a region may still take, laid open.
//!
//! Near the least bound of whole regions ([`crate::settle`]) few sets are left: those that lose no more than lies between bound and best
//! plan. Written out one by one they carry what a region's programme cannot: cuts that count pairs of units ([`cuts`]), so
//! that the bound goes below that of whole regions; and a search that takes one set for each region ([`search`]). Route
//! enumeration does so for vehicles (Baldacci, Christofides and Mingozzi 2008); subset-row cuts are Jepsen, Petersen,
//! Spoorendonk and Pisinger's (2008).

mod climb;
mod cuts;
mod drop;
mod lay;
mod prices;
mod search;
mod tree;

pub(crate) use climb::Climb;

/// Units that the sets of one region may hold among them.
const WIDE: usize = 128;

/// What a region may take.
#[derive(Clone, Debug)]
struct Region {
    /// Units that some set holds, by their numbers among the open ones, and the way each would go; the bits of a set
    /// follow this order.
    units: Vec<u32>,
    ways: Vec<u32>,
    sets: Vec<u128>,
    /// Worth of each set, prices of units left out.
    worth: Vec<f64>,
    /// Cuts of which two units or more are here: `(cut, bits)`.
    cuts: Vec<(u32, u128)>,
}

/// Three units: of all sets taken, at most one holds two of them.
type Cut = [u32; 3];

/// What all parts of one search share.
struct Frame {
    /// The open units of the model.
    units: Vec<u32>,
    /// What units with one way are worth, with whatever no unit decides; and the sum of absolute terms.
    constant: f64,
    size: f64,
    /// The choices of units with one way; the others wait.
    choice: Vec<u32>,
}

/// Sets that are left, and the prices there.
#[derive(Clone)]
struct Part {
    regions: Vec<Region>,
    /// Prices of placing the open units.
    price: Vec<f64>,
    cuts: Vec<Cut>,
    /// Prices of cuts, not below 0.
    cut_price: Vec<f64>,
    bound: f64,
}

/// Prices and cuts to begin with.
struct Warm {
    price: Vec<f64>,
    cuts: Vec<Cut>,
    cut_price: Vec<f64>,
}

impl Part {
    fn sets(&self) -> usize {
        self.regions.iter().map(|r| r.sets.len()).sum()
    }

    /// Whether some region has no set left: then there is no plan.
    fn empty(&self) -> bool {
        self.regions.iter().any(|r| r.sets.is_empty())
    }
}

impl Region {
    /// Keeps the sets for which this holds.
    fn retain(&mut self, mut keep: impl FnMut(usize, u128) -> bool) {
        let mut to = 0;
        for at in 0..self.sets.len() {
            if keep(at, self.sets[at]) {
                (self.sets[to], self.worth[to]) = (self.sets[at], self.worth[at]);
                to += 1;
            }
        }
        self.sets.truncate(to);
        self.worth.truncate(to);
    }
}

/// Sums of prices over the units of a set, eight bits at a time.
struct Sums {
    bytes: Vec<[f64; 256]>,
}

impl Sums {
    fn new(units: &[u32], price: &[f64]) -> Self {
        let table = |units: &[u32]| {
            let mut table = [0.0; 256];
            for byte in 1..1_usize << units.len() {
                let low = byte.trailing_zeros() as usize;
                table[byte] = table[byte & (byte - 1)] + price[units[low] as usize];
            }
            table
        };
        Self { bytes: units.chunks(8).map(table).collect() }
    }

    #[inline]
    fn of(&self, set: u128) -> f64 {
        self.bytes.iter().zip(set.to_le_bytes()).map(|(table, byte)| table[byte as usize]).sum()
    }
}

/// The bits of a set, one by one.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let bit = set.trailing_zeros() as usize;
            set &= set - 1;
            bit
        })
    })
}

/// So many bits.
fn ones(count: usize) -> u128 {
    u128::MAX.checked_shr(128 - count as u32).unwrap_or(0)
}
