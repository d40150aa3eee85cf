//! The small-cell rule: a figure that could single out a family is not shown.

/// Groups smaller than this are not shown as figures.
const FEWEST: u64 = 5;

/// What is shown in place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The figure.
    Shown(u64),
    /// Fewer than five, and not none.
    Few,
    /// Hidden because a hidden neighbour could be worked out from it and the total.
    Hidden,
}

/// A figure that stands alone.
pub(super) fn cell(figure: u64) -> Cell {
    if (1..FEWEST).contains(&figure) { Cell::Few } else { Cell::Shown(figure) }
}

/// Whether a group is so small that it is not broken down at all.
pub(super) fn few(figure: u64) -> bool {
    figure < FEWEST
}

/// A column whose total is known. The total less the figures that are shown must not give the hidden ones away: where a small
/// figure is hidden alone, or all hidden ones together are few, the next smallest are hidden with them.
pub(super) fn column(figures: &[u64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = figures.iter().map(|&f| cell(f)).collect();
    let hidden = |cells: &[Cell]| -> Vec<u64> {
        cells.iter().zip(figures).filter(|(c, _)| !matches!(c, Cell::Shown(_))).map(|(_, &f)| f).collect()
    };
    loop {
        let all = hidden(&cells);
        if all.is_empty() || (all.len() > 1 && all.iter().sum::<u64>() >= 2 * FEWEST) {
            return cells;
        }
        let shown = |&(at, &f): &(usize, &u64)| f > 0 && matches!(cells[at], Cell::Shown(_));
        let Some((at, _)) = figures.iter().enumerate().filter(shown).min_by_key(|&(at, &f)| (f, at)) else {
            return cells;
        };
        cells[at] = Cell::Hidden;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_not_shown_and_none_is() {
        assert_eq!(
            [0, 1, 4, 5, 900].map(cell),
            [Cell::Shown(0), Cell::Few, Cell::Few, Cell::Shown(5), Cell::Shown(900)]
        );
    }

    #[test]
    fn the_next_smallest_are_hidden_where_the_total_would_tell() {
        assert_eq!(column(&[90, 3, 8, 0]), [Cell::Shown(90), Cell::Few, Cell::Hidden, Cell::Shown(0)]);
        // 93 in all less 91 leaves 2 for two groups: one each
        assert_eq!(column(&[91, 1, 1]), [Cell::Hidden, Cell::Few, Cell::Few]);
        assert_eq!(column(&[90, 4, 4, 4]), [Cell::Shown(90), Cell::Few, Cell::Few, Cell::Few]);
        assert_eq!(column(&[90, 40]), [Cell::Shown(90), Cell::Shown(40)]);
        assert_eq!(column(&[3]), [Cell::Few]);
        assert_eq!(column(&[]), []);
    }
}
