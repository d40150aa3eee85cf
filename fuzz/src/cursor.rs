//! Small numbers, nasty numbers and choices out of bytes; when the bytes are used up, zeros.

/// Bytes under way.
pub struct Cursor<'a> {
    bytes: &'a [u8],
}

/// Amounts and limits near which sums overflow, or which mean "none" or "as much as you like" to somebody.
const WIDE: [u64; 10] =
    [0, 1, 255, 65_535, (1 << 31) - 1, 1 << 31, u32::MAX as u64, 1 << 53, i64::MAX as u64, u64::MAX];

/// Worths of every size, and some that are equal.
const WORTHS: [f64; 16] =
    [0.0, 1.0, -1.0, 0.5, 1e-12, 1e12, -1e12, 3.0, 2.5, 0.1, 0.3, 1e-300, -1e-12, 1e100, 1e250, -1e250];

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub fn ended(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first
    }

    /// A number from 0 to `most`.
    pub fn upto(&mut self, most: u32) -> u32 {
        u32::from(self.byte()) % (most + 1)
    }

    /// True about once in `n`.
    pub fn once_in(&mut self, n: u8) -> bool {
        self.byte() % n == n - 1
    }

    /// Mostly small, now and then at an edge.
    pub fn wide(&mut self) -> u64 {
        match self.byte() {
            b if b < 200 => u64::from(b % 16),
            b => WIDE[usize::from(b) % WIDE.len()],
        }
    }

    /// Mostly within a few, now and then of any size that is allowed.
    pub fn worth(&mut self, extreme: bool) -> f64 {
        match self.byte() {
            b if b < 128 || !extreme => (f64::from(b) - 40.0) / 16.0,
            b => WORTHS[usize::from(b) % WORTHS.len()],
        }
    }
}
