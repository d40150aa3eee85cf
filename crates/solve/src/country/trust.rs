//! How far prices may go on one pool.
//!
//! A pool knows the regions near each unit's best at the prices it was gathered at. All prices of a kind going up or down
//! together change no unit's order of regions, only whether it waits: that is trusted far. A price that goes its own way
//! brings regions near that the pool does not hold.

use super::source::Variables;

/// The prices that a pool was gathered at, and how far from them it is trusted.
pub(crate) struct Trust<'a> {
    variables: &'a Variables,
    start: Vec<f64>,
    /// How far a price may go, and how far from where the others of its kind go.
    stray: f64,
    apart: f64,
}

impl<'a> Trust<'a> {
    pub(crate) fn new(variables: &'a Variables, start: &[f64], stray: f64, apart: f64) -> Self {
        Self { variables, start: start.to_vec(), stray, apart }
    }

    /// From where to where each price may go when prices are about these. That of a kind goes where the middle one does,
    /// unless that is away from one that is held where it is.
    pub(super) fn ranges(&self, prices: &[f64], held: &[bool]) -> Vec<(f64, f64)> {
        let mut ranges = vec![(0.0, 0.0); prices.len()];
        let mut moves: Vec<f64> = Vec::new();
        for kind in &self.variables.kinds {
            moves.clear();
            moves.extend(kind.iter().map(|&v| prices[v as usize] - self.start[v as usize]));
            let (mut low, mut high) = (-self.stray, self.stray);
            for (_, at) in kind.iter().zip(&moves).filter(|&(&v, _)| held[v as usize]) {
                (low, high) = (low.max(at - self.apart), high.min(at + self.apart));
            }
            let middle = moves.len() / 2;
            let shift = moves.select_nth_unstable_by(middle, f64::total_cmp).1.min(high).max(low);
            let (low, high) = ((shift - self.apart).max(-self.stray), (shift + self.apart).min(self.stray));
            for &v in kind {
                let start = self.start[v as usize];
                ranges[v as usize] = (start + low, start + high);
            }
        }
        ranges
    }

    /// Whether a price went as far as it may.
    pub(crate) fn reached(&self, prices: &[f64]) -> bool {
        let ranges = self.ranges(prices, &vec![false; prices.len()]);
        let at_end = |&v: &u32| {
            let (v, (low, high)) = (v as usize, ranges[v as usize]);
            let slack = 0.01 * self.stray.min(self.apart);
            prices[v] <= low + slack || prices[v] >= high - slack
        };
        self.variables.order.iter().any(at_end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prices of two kinds in three regions.
    fn variables() -> Variables {
        let spot = (0..6).map(|v| (v / 2, v % 2)).collect();
        Variables { order: (0..6).collect(), spot, kinds: vec![vec![0, 2, 4], vec![1, 3, 5]] }
    }

    #[test]
    fn a_kind_goes_far_together_and_one_price_alone_does_not() {
        let variables = variables();
        let trust = Trust::new(&variables, &[0.0; 6], 10.0, 1.0);
        let ranges = trust.ranges(&[4.0, 5.0, 4.0, 0.0, 4.5, 0.0], &[false; 6]);
        assert_eq!(ranges, [(3.0, 5.0), (-1.0, 1.0), (3.0, 5.0), (-1.0, 1.0), (3.0, 5.0), (-1.0, 1.0)]);
        let far = trust.ranges(&[40.0; 6], &[false; 6]);
        assert_eq!(far, [(9.0, 10.0); 6]);
    }

    #[test]
    fn a_price_that_is_held_holds_the_others_of_its_kind() {
        let variables = variables();
        let trust = Trust::new(&variables, &[0.0; 6], 10.0, 1.0);
        let held = [true, false, false, false, false, false];
        let ranges = trust.ranges(&[0.0, 4.0, 4.0, 4.0, 4.0, 4.0], &held);
        assert_eq!((ranges[2], ranges[3]), ((0.0, 2.0), (3.0, 5.0)));
    }

    #[test]
    fn ends_are_told() {
        let variables = variables();
        let trust = Trust::new(&variables, &[1.0; 6], 10.0, 1.0);
        assert!(!trust.reached(&[1.5, 6.0, 1.0, 6.0, 1.0, 6.0]));
        assert!(trust.reached(&[2.0, 6.0, 1.0, 6.0, 1.0, 6.0]));
        assert!(trust.reached(&[1.0, 11.0, 1.0, 11.0, 1.0, 11.0]));
    }
}
