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

/// A column whose total is known. Where one small figure alone is hidden, the next smallest is hidden with it: otherwise
/// the total less the others would give it away.
pub(super) fn column(figures: &[u64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = figures.iter().map(|&f| cell(f)).collect();
    let few = cells.iter().filter(|&&c| c == Cell::Few).count();
    if few == 1 {
        let next = figures.iter().enumerate().filter(|&(_, &f)| f >= FEWEST).min_by_key(|&(at, &f)| (f, at));
        if let Some((at, _)) = next {
            cells[at] = Cell::Hidden;
        }
    }
    cells
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
    fn a_single_hidden_figure_takes_the_next_smallest_with_it() {
        assert_eq!(column(&[90, 3, 8, 0]), [Cell::Shown(90), Cell::Few, Cell::Hidden, Cell::Shown(0)]);
        assert_eq!(column(&[90, 3, 2]), [Cell::Shown(90), Cell::Few, Cell::Few]);
        assert_eq!(column(&[3]), [Cell::Few]);
        assert_eq!(column(&[]), []);
    }
}
