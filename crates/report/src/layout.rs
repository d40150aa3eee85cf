//! Plain text for a terminal: lines that wrap, columns that line up.

/// Columns of a screen that texts are wrapped to.
pub(crate) const WIDTH: usize = 100;

/// Lines of plain text.
#[derive(Default)]
pub(crate) struct Lines(Vec<String>);

impl Lines {
    /// A line at the margin, wrapped.
    pub(crate) fn line(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    /// A heading: an empty line, then the text.
    pub(crate) fn head(&mut self, text: &str) {
        self.blank();
        self.line(text);
    }

    /// An item of a list.
    pub(crate) fn item(&mut self, text: &str) {
        self.wrapped(text, "  - ", "    ");
    }

    /// A line set in under an item.
    pub(crate) fn under(&mut self, text: &str) {
        self.wrapped(text, "    ", "    ");
    }

    /// An empty line, unless one stands there.
    pub(crate) fn blank(&mut self) {
        if self.0.last().is_some_and(|last| !last.is_empty()) {
            self.0.push(String::new());
        }
    }

    /// Rows whose first `left` columns are words and whose others are figures, set to the right.
    pub(crate) fn table(&mut self, rows: &[Vec<String>], left: usize) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| len(c)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
                let pad = " ".repeat(width - len(cell));
                if column < left { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
            });
            let text = cells.collect::<Vec<_>>().join("  ");
            self.0.push(format!("  {}", text.trim_end()));
        }
    }

    /// A table whose headers are too long to stand above narrow figures: they are numbered and told under it.
    pub(crate) fn legend_table(&mut self, head: &[String], rows: impl Iterator<Item = Vec<String>>) {
        let number = |at: usize| if at == 0 { String::new() } else { format!("({at})") };
        let numbered = (0..head.len()).map(number).collect();
        let all: Vec<Vec<String>> = std::iter::once(numbered).chain(rows).collect();
        self.table(&all, 1);
        let told = head.iter().enumerate().skip(1).map(|(at, name)| format!("({at})\u{a0}{name}"));
        self.line(&told.collect::<Vec<_>>().join(", "));
    }

    /// All lines, each with its end.
    pub(crate) fn text(self) -> String {
        self.0.into_iter().map(|line| line + "\n").collect()
    }

    fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !empty && len(&line) + 1 + len(word) > WIDTH {
                self.0.push(std::mem::replace(&mut line, next.to_owned()));
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.0.push(line);
    }
}

/// Rows as lines of text: the first `left` columns are words, the others figures, set to the right.
#[must_use]
pub fn table_text(rows: &[Vec<String>], left: usize) -> String {
    let mut lines = Lines::default();
    lines.table(rows, left);
    lines.text()
}

/// Characters of a text; one column each in the three alphabets.
pub(crate) fn len(text: &str) -> usize {
    text.chars().count()
}

/// A text cut to so many columns, with an ellipsis when something is left out.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if len(text) <= columns {
        return text.to_owned();
    }
    let kept: String = text.chars().take(columns.saturating_sub(1)).collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_wrap_under_their_first_word() {
        let mut lines = Lines::default();
        lines.item(&"word ".repeat(40));
        let text = lines.text();
        assert!(text.lines().all(|line| len(line) <= WIDTH));
        assert!(text.lines().skip(1).all(|line| line.starts_with("    word")));
        assert_eq!(text.split_whitespace().filter(|w| *w == "word").count(), 40);
    }

    #[test]
    fn columns_line_up_in_any_alphabet() {
        let mut lines = Lines::default();
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        lines.table(&[row("Абай", "1"), row("Qostanai", "12")], 1);
        assert_eq!(lines.text(), "  Абай       1\n  Qostanai  12\n");
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(cut("Қостанай облысы", 9), "Қостанай…");
        assert_eq!(cut("Абай", 4), "Абай");
    }
}
