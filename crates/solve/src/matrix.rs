//! Units held as the rows of a matrix, so that a country of a million families takes little more than its worths.
//!
//! One storage invariant: a unit holds either options of its own in the flat arrays of [`Problem`](crate::Problem), or
//! one row of the matrix; rows belong to matrix units in the order in which these are added. What a matrix unit uses is
//! the same in all regions but for the rows it counts against: kind of use `j` counts against `row_of(j)[region]`.

/// No row: the kind of use is not limited there.
const FREE: u32 = u32::MAX;

/// Worths of units by region, and what the units use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    /// Units x regions, NaN = not allowed.
    pub(crate) values: Vec<f32>,
    /// Kinds of use x regions.
    row_of: Vec<u32>,
    regions: usize,
    /// `(kind of use, amount > 0)` of all units, up to the ends in `use_end`.
    uses: Vec<(u32, u32)>,
    use_end: Vec<usize>,
}

impl Matrix {
    pub(crate) fn new(regions: u32) -> Self {
        Self { regions: regions as usize, ..Self::default() }
    }

    pub(crate) fn add_kind(&mut self, rows: &[Option<u32>]) {
        self.row_of.extend(rows.iter().map(|r| r.unwrap_or(FREE)));
    }

    pub(crate) fn add_unit(&mut self, uses: &[(u32, u32)]) {
        self.uses.extend(uses.iter().filter(|u| u.1 > 0));
        self.use_end.push(self.uses.len());
    }

    /// The same units with other uses, one list for each row.
    pub(crate) fn replace_uses(&mut self, of_rows: &[Vec<(u32, u32)>]) {
        (self.uses, self.use_end) = (Vec::new(), Vec::new());
        of_rows.iter().for_each(|uses| self.add_unit(uses));
    }

    pub(crate) fn rows(&self) -> usize {
        self.use_end.len()
    }

    pub(crate) fn kinds(&self) -> usize {
        self.row_of.len().checked_div(self.regions).unwrap_or(0)
    }

    pub(crate) fn worths(&self, row: u32) -> &[f32] {
        &self.values[row as usize * self.regions..(row as usize + 1) * self.regions]
    }

    /// What a unit uses: `(kind of use, amount)`.
    pub(crate) fn uses(&self, row: u32) -> &[(u32, u32)] {
        let row = row as usize;
        let start = if row == 0 { 0 } else { self.use_end[row - 1] };
        &self.uses[start..self.use_end[row]]
    }

    /// The row that a kind of use counts against in a region.
    pub(crate) fn row_of(&self, kind: u32, region: u32) -> Option<u32> {
        let row = self.row_of[kind as usize * self.regions + region as usize];
        (row != FREE).then_some(row)
    }

    /// Whether the shapes fit: as many worths as units, every kind of use with one row for each region, and no row
    /// meant by two kinds in one region.
    pub(crate) fn shapes_fit(&self, rows: usize) -> bool {
        let kinds = self.kinds();
        if self.values.len() != self.rows() * self.regions || kinds * self.regions != self.row_of.len() {
            return false;
        }
        let known = |&row: &u32| row == FREE || (row as usize) < rows;
        let apart = |region: usize| {
            let here: Vec<u32> = (0..kinds).map(|k| self.row_of[k * self.regions + region]).collect();
            here.iter().enumerate().all(|(at, r)| *r == FREE || !here[..at].contains(r))
        };
        self.row_of.iter().all(known) && (0..self.regions).all(apart)
    }
}

/// What an option uses: `(row, amount)`.
#[derive(Clone, Copy, Debug)]
pub struct Uses<'a>(Kept<'a>);

#[derive(Clone, Copy, Debug)]
enum Kept<'a> {
    List(&'a [(u32, u32)]),
    Row(&'a Matrix, u32, u32),
}

impl<'a> Uses<'a> {
    pub(crate) fn list(list: &'a [(u32, u32)]) -> Self {
        Self(Kept::List(list))
    }

    pub(crate) fn of(matrix: &'a Matrix, row: u32, region: u32) -> Self {
        Self(Kept::Row(matrix, row, region))
    }

    /// Row by row.
    #[must_use]
    pub fn iter(self) -> UsesIter<'a> {
        match self.0 {
            Kept::List(list) => UsesIter { list: list.iter(), matrix: None },
            Kept::Row(matrix, row, region) => {
                UsesIter { list: matrix.uses(row).iter(), matrix: Some((matrix, region)) }
            }
        }
    }
}

impl<'a> IntoIterator for Uses<'a> {
    type Item = (u32, u32);
    type IntoIter = UsesIter<'a>;

    fn into_iter(self) -> UsesIter<'a> {
        self.iter()
    }
}

/// Row by row, `(row, amount)`.
#[derive(Clone, Debug)]
pub struct UsesIter<'a> {
    list: std::slice::Iter<'a, (u32, u32)>,
    matrix: Option<(&'a Matrix, u32)>,
}

impl Iterator for UsesIter<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        let Some((matrix, region)) = self.matrix else { return self.list.next().copied() };
        self.list.by_ref().find_map(|&(kind, amount)| Some((matrix.row_of(kind, region)?, amount)))
    }
}
