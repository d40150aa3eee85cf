//! A linear program in few unknowns: the simplex method on the dual, dense.

/// Pivots after which the entering column is chosen by Bland's rule, which cannot cycle.
const PATIENT: usize = 200;

/// Minimises `cost . x` over `x >= 0` with `a . x >= h` for each row `(a, h)`; `cost >= 0`, so that the dual has a corner
/// to begin at. `None` when no `x` meets all rows.
pub(crate) fn least(cost: &[f64], rows: &[(Vec<f64>, f64)]) -> Option<Vec<f64>> {
    let (n, k) = (cost.len(), rows.len());
    let width = k + n + 1;
    // one row for each unknown: its column of the program, its slack, its cost; the last row holds reduced costs
    let mut table: Vec<Vec<f64>> = (0..n)
        .map(|i| {
            let slacks = (0..n).map(|j| f64::from(u8::from(i == j)));
            rows.iter().map(|r| r.0[i]).chain(slacks).chain([cost[i]]).collect()
        })
        .collect();
    table.push(rows.iter().map(|r| -r.1).chain(vec![0.0; n + 1]).collect());
    let mut basis: Vec<usize> = (k..k + n).collect();
    let size = rows.iter().map(|r| r.1.abs()).fold(1.0, f64::max);
    for pivot in 0..50 * (n + k + 10) {
        let negative = (0..width - 1).filter(|&j| table[n][j] < -1e-11 * size);
        let entering = if pivot < PATIENT {
            negative.reduce(|a, b| if table[n][b] < table[n][a] { b } else { a })
        } else {
            negative.into_iter().next()
        };
        let Some(entering) = entering else { break };
        let ratio = |i: usize| table[i][width - 1] / table[i][entering];
        let leaving = (0..n).filter(|&i| table[i][entering] > 1e-10).reduce(|a, b| {
            let (x, y) = (ratio(a), ratio(b));
            if y < x || y == x && basis[b] < basis[a] { b } else { a }
        })?;
        turn(&mut table, leaving, entering);
        basis[leaving] = entering;
    }
    Some((0..n).map(|i| table[n][k + i].max(0.0)).collect())
}

fn turn(table: &mut [Vec<f64>], leaving: usize, entering: usize) {
    let by = table[leaving][entering];
    table[leaving].iter_mut().for_each(|v| *v /= by);
    let pivot = table[leaving].clone();
    for row in table.iter_mut().enumerate().filter(|(i, _)| *i != leaving).map(|(_, row)| row) {
        let times = row[entering];
        if times != 0.0 {
            row.iter_mut().zip(&pivot).for_each(|(v, p)| *v -= times * p);
            row[entering] = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::least;

    #[test]
    fn the_corner_of_least_cost() {
        // x + y >= 2, x >= 0.5, y <= 1: cheapest by y, which is short
        let rows = [(vec![1.0, 1.0], 2.0), (vec![1.0, 0.0], 0.5), (vec![0.0, -1.0], -1.0)];
        let x = least(&[3.0, 1.0], &rows).expect("met by (1, 1)");
        assert!((x[0] - 1.0).abs() < 1e-12 && (x[1] - 1.0).abs() < 1e-12, "{x:?}");
    }

    #[test]
    fn rows_that_contradict_each_other() {
        assert!(least(&[1.0], &[(vec![1.0], 2.0), (vec![-1.0], -1.0)]).is_none());
    }
}
