//! The bound of whole regions: every unit has a price for being placed, and each region takes the best set of units that
//! fits its rows at these prices.
//!
//! `L(u) = constant + sum_h u_h + sum_r max { sum of (value - u) : the rows of r hold }` is a bound on every plan for
//! any `u`; waiting is one more region, with worth 0. Its least value is the linear bound over the
//! hulls of the regions' plans, never worse than that of plain prices (Geoffrion 1974; for assignment Savelsbergh 1997).
//! Rows that more than one region uses, openings and pairs stay priced as the dual left them.
//!
//! Within a region, rows have prices again, only to sort out what is clear: at them an item gains `g`, and to take it
//! against its sign loses `|g|`; room left loses its price. Items that lose more than is at stake are decided at once.

use crate::dual::Dual;
use crate::knapsack::{CELLS_PER_STEP, DIMS, Item, Knapsack, Least};
use crate::levels::Levels;
use crate::model::Model;
use crate::waiting::{owners, waiting};

/// Cells that the widest level of one region's programme may have; rows beyond are only priced.
const WIDEST: u64 = 150_000;

/// Cells that all levels may have.
const CELLS: u64 = 6_000_000;

/// Sum of a row's uses in its region above which the row is only priced.
pub(crate) const LARGEST: i64 = 1 << 28;

/// A region: its options and the rows that only it uses.
pub(crate) struct Piece {
    pub(crate) units: Vec<u32>,
    pub(crate) options: Vec<u32>,
    /// Worth of each option at the prices of everything but the rows here.
    pub(crate) value: Vec<f64>,
    /// Uses of the rows here, option by option.
    pub(crate) uses: Vec<i32>,
    pub(crate) upper: Vec<i64>,
    pub(crate) lower: Vec<i64>,
}

impl Piece {
    pub(crate) fn rows(&self) -> usize {
        self.upper.len()
    }

    pub(crate) fn uses(&self, place: usize) -> &[i32] {
        &self.uses[place * self.rows()..][..self.rows()]
    }

    /// The uses of a unit's option here.
    pub(crate) fn uses_of(&self, unit: u32) -> Option<&[i32]> {
        self.units.binary_search(&unit).ok().map(|place| self.uses(place))
    }
}

/// The relaxation of a model.
pub(crate) struct Hull<'m> {
    pub(crate) model: &'m Model<'m>,
    pub(crate) pieces: Vec<Piece>,
    /// For each option its piece and its place there.
    pub(crate) spot: Vec<(u32, u32)>,
    constant: f64,
    /// Sum of absolute terms of the constant, for rounding.
    size: f64,
    /// A typical difference between the options of a unit.
    pub(crate) scale: f64,
    /// Rows that one programme may hold; others are only priced.
    pub(crate) dims: usize,
}

/// What is still open, and the prices there.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Options of the model, then waiting, unit by unit.
    pub(crate) alive: Vec<bool>,
    /// How many ways each unit has.
    pub(crate) ways: Vec<u32>,
    /// Price of placing each unit.
    pub(crate) unit_price: Vec<f64>,
    /// Prices of the rows of each piece.
    pub(crate) row_price: Vec<Vec<f64>>,
    /// What each piece lost at least when it was last looked at: what lies between its rows' prices and its best set.
    pub(crate) lost: Vec<f64>,
    pub(crate) bound: f64,
}

impl Node {
    /// Takes away every way of a unit but one.
    pub(crate) fn fix(&mut self, hull: &Hull<'_>, unit: usize, way: u32) {
        for other in hull.ways(unit) {
            self.alive[other as usize] = other == way;
        }
        self.ways[unit] = 1;
    }

    /// How many units have more than one way.
    pub(crate) fn open(&self) -> usize {
        self.ways.iter().filter(|w| **w > 1).count()
    }
}

/// A region at given prices: what is decided, and what is not.
pub(crate) struct View {
    /// Places in the piece that are open, with what each gains.
    pub(crate) open: Vec<(u32, f64)>,
    /// Places taken.
    pub(crate) taken: Vec<u32>,
    pub(crate) knapsack: Knapsack,
    /// Worth if nothing were lost.
    pub(crate) worth: f64,
    /// Sum of absolute terms.
    pub(crate) size: f64,
    /// Items left out for good because they would lose too much, either way.
    pub(crate) clear: bool,
    /// The row of each dimension, its price and the room (or what is below the use) at nothing.
    pub(crate) dims: [Option<(usize, f64, f64)>; DIMS],
}

impl View {
    /// What an end with this use in a dimension loses there.
    pub(crate) fn waste(&self, dim: usize, amount: i32) -> f64 {
        self.dims[dim].map_or(0.0, |(_, price, room)| price * (room - f64::from(amount)))
    }
}

/// What an exact look at a region says.
#[derive(Clone, Debug)]
pub(crate) struct Exact {
    /// Most that the region can be worth; minus infinity when its limits cannot be kept.
    pub(crate) most: f64,
    /// What it loses against the worth at the prices of its rows.
    pub(crate) lost: f64,
    pub(crate) size: f64,
    /// For each place of the piece what taking it, and not taking it, loses at least.
    pub(crate) within: Vec<f64>,
    pub(crate) out: Vec<f64>,
    pub(crate) row_price: Vec<f64>,
    pub(crate) steps: u64,
}

impl<'m> Hull<'m> {
    pub(crate) fn new(model: &'m Model<'m>, dual: &Dual<'_>, prices: &[f64]) -> Self {
        let owner = owners(model);
        let regions = model.region.iter().max().map_or(0, |r| *r as usize + 1);
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); regions];
        let mut sums = vec![0_i64; model.upper.len()];
        for option in 0..model.region.len() as u32 {
            for &(row, amount) in model.uses(option) {
                sums[row as usize] = sums[row as usize].saturating_add(i64::from(amount));
            }
        }
        let priced = dual.priced(prices);
        let mut constants = vec![dual.constant(prices)];
        let mut place = vec![usize::MAX; model.upper.len()];
        for (row, owner) in owner.iter().enumerate() {
            let vars = [model.upper_var[row], model.lower_var[row]];
            if let Some(region) = owner.filter(|_| vars.iter().any(Option::is_some) && sums[row] < LARGEST) {
                place[row] = rows[region as usize].len();
                rows[region as usize].push(row as u32);
                for var in vars.into_iter().flatten() {
                    constants.push(-model.vars[var as usize].cost * prices[var as usize]);
                }
            }
        }
        let piece = |rows: &Vec<u32>| Piece {
            units: Vec::new(),
            options: Vec::new(),
            value: Vec::new(),
            uses: Vec::new(),
            upper: rows.iter().map(|&r| model.upper[r as usize].min(sums[r as usize])).collect(),
            lower: rows.iter().map(|&r| model.lower[r as usize]).collect(),
        };
        let mut pieces: Vec<Piece> = rows.iter().map(piece).collect();
        let mut spot = vec![(0, 0); model.region.len()];
        for unit in 0..model.units() {
            for option in model.options(unit) {
                let region = model.region[option as usize];
                let piece = &mut pieces[region as usize];
                spot[option as usize] = (region, piece.options.len() as u32);
                let start = piece.uses.len();
                piece.uses.resize(start + piece.upper.len(), 0);
                let mut value = priced[option as usize];
                for &(row, amount) in model.uses(option) {
                    let at = place[row as usize];
                    if at != usize::MAX {
                        piece.uses[start + at] = amount as i32;
                        value += f64::from(amount) * model.row_price(prices, row as usize);
                    }
                }
                piece.units.push(unit as u32);
                piece.options.push(option);
                piece.value.push(value);
            }
        }
        let last = pieces.len() as u32;
        let (mut wait, least) = waiting(model, &owner);
        for unit in 0..model.units() {
            spot.push((last, wait.units.len() as u32));
            if !model.must[unit] {
                wait.units.push(unit as u32);
                wait.options.push((model.region.len() + unit) as u32);
                wait.value.push(0.0);
                wait.uses.extend(least.iter().map(|kind| kind[unit]));
            }
        }
        pieces.push(wait);
        let size = constants.iter().map(|c| c.abs()).sum::<f64>() + dual.constant(prices).abs();
        Self { model, pieces, spot, constant: constants.iter().sum(), size, scale: dual.scale(), dims: DIMS }
    }

    /// Everything open, at the prices of the dual.
    pub(crate) fn root(&self, dual: &Dual<'_>, prices: &[f64]) -> Node {
        let model = self.model;
        let priced = dual.priced(prices);
        let mut alive = vec![false; model.region.len() + model.units()];
        let mut ways: Vec<u32> = Vec::with_capacity(model.units());
        let mut unit_price = Vec::with_capacity(model.units());
        for unit in 0..model.units() {
            let open = model.options(unit);
            ways.push(open.len() as u32 + u32::from(!model.must[unit]));
            let least = if model.must[unit] { f64::NEG_INFINITY } else { 0.0 };
            let best = open.clone().map(|o| priced[o as usize]).fold(least, f64::max);
            unit_price.push(if best.is_finite() { best } else { 0.0 });
            self.ways(unit).for_each(|w| alive[w as usize] = true);
        }
        let mut row_price: Vec<Vec<f64>> = self.pieces.iter().map(|p| vec![0.0; p.rows()]).collect();
        let mut next = vec![0; self.pieces.len()];
        for (row, owner) in self.owned_rows() {
            let at = &mut next[owner];
            row_price[owner][*at] = model.row_price(prices, row);
            *at += 1;
        }
        let lost = vec![0.0; self.pieces.len()];
        Node { alive, ways, unit_price, row_price, lost, bound: f64::INFINITY }
    }

    /// Rows that are held in pieces, in the order in which pieces hold them.
    fn owned_rows(&self) -> Vec<(usize, usize)> {
        let model = self.model;
        let mut sums = vec![0_i64; model.upper.len()];
        for option in 0..model.region.len() as u32 {
            for &(row, amount) in model.uses(option) {
                sums[row as usize] = sums[row as usize].saturating_add(i64::from(amount));
            }
        }
        let owner = owners(model);
        let held = |&r: &usize| {
            (model.upper_var[r].is_some() || model.lower_var[r].is_some()) && owner[r].is_some() && sums[r] < LARGEST
        };
        (0..model.upper.len()).filter(held).map(|r| (r, owner[r].map_or(0, |o| o as usize))).collect()
    }

    /// What a unit may do: its options, then waiting, each by its index among all.
    pub(crate) fn ways(&self, unit: usize) -> impl Iterator<Item = u32> {
        let wait = (self.model.region.len() + unit) as u32;
        self.model.options(unit).chain((!self.model.must[unit]).then_some(wait))
    }

    /// What units add to the bound by themselves at a node, with the constant: `(sum, sum of absolute terms)`.
    pub(crate) fn units_worth(&self, node: &Node) -> (f64, f64) {
        let (mut sum, mut size) = (self.constant, self.size);
        for price in &node.unit_price {
            sum += price;
            size += price.abs();
        }
        (sum, size)
    }

    /// A region at given prices, where items that lose more than `stake` by going against their sign go with it.
    /// [`None`]: the limits cannot be kept so.
    pub(crate) fn look(&self, piece: &Piece, node: &Node, row_price: &[f64], stake: f64) -> Option<View> {
        let rows = piece.rows();
        let mut view = View {
            open: Vec::new(),
            taken: Vec::new(),
            knapsack: Knapsack::with_levels(Vec::new(), Levels::default()),
            worth: 0.0,
            size: 0.0,
            clear: false,
            dims: [None; DIMS],
        };
        let mut used = vec![0_i64; rows];
        let mut sums = vec![0_i64; rows];
        for (place, &option) in piece.options.iter().enumerate() {
            if !node.alive[option as usize] {
                continue;
            }
            let unit = piece.units[place] as usize;
            let uses = piece.uses(place);
            let mut gain = piece.value[place] - node.unit_price[unit];
            let mut size = piece.value[place].abs() + node.unit_price[unit].abs();
            for (&amount, price) in uses.iter().zip(row_price) {
                gain -= f64::from(amount) * price;
                size += f64::from(amount) * price.abs();
            }
            let forced = node.ways[unit] == 1;
            if forced || gain > stake {
                view.clear |= !forced;
                view.taken.push(place as u32);
                view.worth += gain;
                view.size += size;
                used.iter_mut().zip(uses).for_each(|(u, &a)| *u += i64::from(a));
            } else if gain >= -stake {
                view.open.push((place as u32, gain));
                view.worth += gain.max(0.0);
                view.size += size;
                sums.iter_mut().zip(uses).for_each(|(u, &a)| *u += i64::from(a));
            } else {
                view.clear = true;
            }
        }
        for row in 0..rows {
            let limit = if row_price[row] > 0.0 { piece.upper[row] } else { piece.lower[row] };
            view.worth += row_price[row] * limit as f64;
            view.size += row_price[row].abs() * limit as f64;
            if used[row] > piece.upper[row] || used[row] + sums[row] < piece.lower[row] {
                return None;
            }
        }
        // what loses most comes first: the programme is narrow there
        view.open.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        self.lay_out(piece, &mut view, row_price, (&used, &sums), stake);
        view.knapsack.open().then_some(view)
    }

    /// Chooses the rows that the programme holds, and makes its items.
    fn lay_out(&self, piece: &Piece, view: &mut View, row_price: &[f64], (used, sums): (&[i64], &[i64]), stake: f64) {
        let room = |row: usize| (piece.upper[row] - used[row]).min(sums[row]);
        let need = |row: usize| (piece.lower[row] - used[row]).max(0);
        let binds = |row: usize| sums[row] > piece.upper[row] - used[row] || need(row) > 0;
        let mut held: Vec<(f64, usize)> = (0..piece.rows())
            .filter(|&r| sums[r] > 0 && (row_price[r] != 0.0 || binds(r)))
            .map(|r| (row_price[r].abs() * sums[r] as f64, r))
            .collect();
        held.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let widest = WIDEST.min(CELLS / (view.open.len() as u64 + 1));
        let mut cells = 1_u64;
        held.retain({
            let mut count = 0;
            move |&(_, row)| {
                let wider = cells.saturating_mul(room(row) as u64 + 1);
                let fits = count < self.dims && wider <= widest;
                if fits {
                    cells = wider;
                    count += 1;
                }
                fits
            }
        });
        // the widest last: it lies without gaps
        held.sort_by_key(|&(_, row)| (room(row), row));
        let (mut low, mut high) = ([0; DIMS], [0; DIMS]);
        for (at, &(_, row)) in held.iter().enumerate() {
            let dim = DIMS - held.len() + at;
            let price = row_price[row];
            let limit = if price > 0.0 { piece.upper[row] } else { piece.lower[row] };
            view.dims[dim] = Some((row, price, (limit - used[row]) as f64));
            low[dim] = need(row) as i32;
            high[dim] = room(row) as i32;
        }
        let dims = view.dims;
        let item = |&(place, gain): &(u32, f64)| {
            let uses = piece.uses(place as usize);
            Item {
                out: gain.max(0.0),
                within: (-gain).max(0.0),
                uses: std::array::from_fn(|d| dims[d].map_or(0, |(row, ..)| uses[row])),
            }
        };
        let items = view.open.iter().map(item).collect();
        view.knapsack = Knapsack::new(items, (&low, &high), &|dim, amount| view.waste(dim, amount), stake);
        view.clear |= view.knapsack.cut;
    }

    /// The most that a region is worth at a node, exactly over the rows held; and for each item what it loses in and out,
    /// as far as that is below `stake` above the least. `guess`: what it loses, about.
    pub(crate) fn exact(
        &self,
        piece: &Piece,
        node: &Node,
        row_price: &[f64],
        (stake, guess): (f64, f64),
        items: bool,
    ) -> Exact {
        let n = piece.options.len();
        let mut steps = 10 + n as u64 / 8;
        let mut wide = stake.max(0.0) + 1.1 * guess + 1e-3 * self.scale;
        loop {
            let widest = wide > 1e3 * self.scale;
            let limit = if widest { f64::INFINITY } else { wide };
            let Some(view) = self.look(piece, node, row_price, limit) else {
                if widest {
                    return Exact {
                        most: f64::NEG_INFINITY,
                        lost: 0.0,
                        size: 0.0,
                        within: Vec::new(),
                        out: Vec::new(),
                        row_price: row_price.to_vec(),
                        steps,
                    };
                }
                wide *= 8.0;
                continue;
            };
            steps += view.knapsack.cells() / CELLS_PER_STEP;
            let end = |dim: usize, amount: i32| view.waste(dim, amount);
            let sums = if items {
                view.knapsack.sums::<Least>(&end, &mut |_, _| {})
            } else {
                let all = view.knapsack.all::<Least>(&end);
                crate::knapsack::Sums { all, within: Vec::new(), out: Vec::new() }
            };
            // whatever goes against its sign beyond the limit loses more than all of this
            if view.clear && sums.all + stake > limit {
                wide = if sums.all.is_finite() { (sums.all + stake) * 1.05 + 1e-3 * self.scale } else { wide * 8.0 };
                continue;
            }
            if !sums.all.is_finite() {
                wide = f64::INFINITY;
                if !widest {
                    continue;
                }
            }
            let mut exact = Exact {
                most: view.worth - sums.all,
                lost: if sums.all.is_finite() { sums.all } else { 0.0 },
                size: view.size,
                within: vec![f64::INFINITY; if items { n } else { 0 }],
                out: vec![f64::INFINITY; if items { n } else { 0 }],
                row_price: row_price.to_vec(),
                steps,
            };
            if items {
                // with an item against its sign that is not in the programme more than the limit is lost; of such plans,
                // and so of items that only they allow, that is all that is known
                let least = if view.clear { limit - sums.all } else { f64::INFINITY };
                exact.out.fill(0.0);
                exact.within.fill(least);
                for &place in &view.taken {
                    exact.within[place as usize] = 0.0;
                    let forced = node.ways[piece.units[place as usize] as usize] == 1;
                    exact.out[place as usize] = if forced { f64::INFINITY } else { least };
                }
                for (at, &(place, _)) in view.open.iter().enumerate() {
                    exact.within[place as usize] = (sums.within[at] - sums.all).min(least);
                    exact.out[place as usize] = (sums.out[at] - sums.all).min(least);
                }
            }
            return exact;
        }
    }
}
