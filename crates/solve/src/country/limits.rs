//! Limits of rows as costs of their prices. A row has one price, whose sign says which limit it belongs to: above 0 it is
//! the price of the upper limit, below 0 that of the lower one. What a price costs has a kink at 0, where neither limit binds.

/// Limits of variables: rows, and openings after them. Without an upper limit it is infinity, without a lower one 0.
pub(crate) struct Limits {
    pub(crate) upper: Vec<f64>,
    pub(crate) lower: Vec<f64>,
}

impl Limits {
    /// What a price adds to the bound.
    pub(crate) fn cost(&self, v: usize, price: f64) -> f64 {
        if price > 0.0 {
            self.upper[v] * price
        } else if price < 0.0 {
            self.lower[v] * price
        } else {
            0.0
        }
    }

    /// How the bound changes with a price when so much is used: at the kink the slope that is nearest to 0.
    pub(crate) fn slope(&self, v: usize, price: f64, mass: f64) -> f64 {
        let (up, down) = (self.upper[v] - mass, self.lower[v] - mass);
        if price > 0.0 || price == 0.0 && up < 0.0 {
            up
        } else if price < 0.0 || down > 0.0 {
            down
        } else {
            0.0
        }
    }

    /// From where to where a price may go while the same limit stands for it.
    pub(crate) fn span(&self, v: usize, price: f64, slope: f64) -> (f64, f64) {
        let (upper, lower) = (self.upper[v], self.lower[v]);
        if lower > 0.0 && upper == lower {
            (f64::NEG_INFINITY, f64::INFINITY)
        } else if price > 0.0 || price == 0.0 && slope < 0.0 {
            (0.0, f64::INFINITY)
        } else if lower > 0.0 && (price < 0.0 || slope > 0.0) {
            (f64::NEG_INFINITY, 0.0)
        } else {
            (0.0, 0.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { upper: vec![5.0, f64::INFINITY, 4.0, 3.0], lower: vec![2.0, 2.0, 4.0, 0.0] }
    }

    #[test]
    fn a_price_belongs_to_the_limit_of_its_sign() {
        let limits = limits();
        assert_eq!([2.0, 0.0, -2.0].map(|p| limits.cost(0, p)), [10.0, 0.0, -4.0]);
        assert_eq!([0.0, -2.0].map(|p| limits.cost(1, p)), [0.0, -4.0]);
    }

    #[test]
    fn at_the_kink_a_price_moves_only_if_a_limit_is_broken() {
        let limits = limits();
        for (v, mass, slope, span) in [
            (0, 6.0, -1.0, (0.0, f64::INFINITY)),
            (0, 3.0, 0.0, (0.0, 0.0)),
            (0, 1.0, 1.0, (f64::NEG_INFINITY, 0.0)),
            (1, 9.0, 0.0, (0.0, 0.0)),
            (1, 1.0, 1.0, (f64::NEG_INFINITY, 0.0)),
            (2, 5.0, -1.0, (f64::NEG_INFINITY, f64::INFINITY)),
            (3, 1.0, 0.0, (0.0, 0.0)),
        ] {
            assert_eq!(limits.slope(v, 0.0, mass), slope);
            assert_eq!(limits.span(v, 0.0, slope), span);
        }
    }

    #[test]
    fn costs_change_as_slopes_say() {
        let limits = limits();
        for (v, price) in [(0, 0.7), (0, -0.7), (1, -0.7), (2, 0.7), (2, -0.7), (3, 0.7)] {
            let rise = limits.cost(v, price + 1e-3) - limits.cost(v, price - 1e-3);
            assert!((rise / 2e-3 - limits.slope(v, price, 0.0)).abs() < 1e-9);
        }
    }
}
