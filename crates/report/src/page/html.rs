//! Tables, figures and sections as markup. Every text is escaped here; only markup made by this crate passes as it is.

use crate::markup::escape;
use std::fmt::Write;

/// Cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Words, to the left.
    Words,
    /// Figures, to the right.
    Figures,
}

/// A table of at most so many rows is not broken over two sheets of paper.
const SHORT: usize = 12;

/// A table; the first cell of a row heads it.
pub(super) struct Table {
    pub title: String,
    pub head: Vec<(String, Column)>,
    pub rows: Vec<Vec<String>>,
    /// Whether the last row is the sum of the others.
    pub total: bool,
}

impl Table {
    /// In a box that scrolls sideways when the table is wider than the page.
    pub fn html(&self) -> String {
        let title = escape(&self.title);
        let short = if self.rows.len() <= SHORT { " short" } else { "" };
        let mut out = format!(
            "<div class=\"scroll{short}\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">\n<table><caption>{title}</caption><thead><tr>"
        );
        for (name, column) in &self.head {
            let _ = write!(out, "<th scope=\"col\"{}>{}</th>", class(*column), escape(name));
        }
        out.push_str("</tr></thead><tbody>\n");
        for (at, row) in self.rows.iter().enumerate() {
            let total = self.total && at + 1 == self.rows.len();
            out.push_str(if total { "<tr class=\"total\">" } else { "<tr>" });
            for (nth, (cell, (_, column))) in row.iter().zip(&self.head).enumerate() {
                let _ = match nth {
                    0 => write!(out, "<th scope=\"row\"{}><bdi>{}</bdi></th>", class(*column), escape(cell)),
                    _ => write!(out, "<td{}><bdi>{}</bdi></td>", class(*column), escape(cell)),
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
        out
    }

    /// Folded on the screen, open on paper.
    pub fn folded(&self, summary: &str) -> String {
        format!("<details><summary>{}</summary>\n{}</details>\n", escape(summary), self.html())
    }
}

fn class(column: Column) -> &'static str {
    match column {
        Column::Words => "",
        Column::Figures => " class=\"num\"",
    }
}

/// A paragraph.
pub(super) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

/// A paragraph of a class of its own.
pub(super) fn paragraph_of(class: &str, text: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", escape(text))
}

/// A heading inside a section.
pub(super) fn heading(text: &str) -> String {
    format!("<h3>{}</h3>\n", escape(text))
}

/// A chart with the words above it.
pub(super) fn figure(class: &str, title: &str, chart: &str) -> String {
    format!("<figure class=\"{class}\"><figcaption>{}</figcaption>\n{chart}\n</figure>\n", escape(title))
}

/// A section with its heading.
pub(super) fn section(id: &str, title: &str, inner: &str) -> String {
    format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{}</h2>\n{inner}</section>\n",
        escape(title)
    )
}
