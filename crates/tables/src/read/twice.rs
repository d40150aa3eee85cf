//! A key of the programme that stands twice: which one, and where it stood first.
//!
//! TOML refuses such a document as a whole. The parser keeps the first of the two and goes on, so that one key too many
//! need not hide what is wrong with the others; it only does not tell the whole key or where the first stands.

use toml::de::{DeTable, DeValue};

/// The key at a byte offset, as it is written, with the section that it stands in: `outlook.base.none`.
pub(super) fn path_at(text: &str, offset: usize) -> Vec<String> {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if let Some(path) = header(line) {
        return path;
    }
    let section = text[..start].lines().rev().find_map(header).unwrap_or_default();
    let key = line.split('=').next().unwrap_or_default();
    section.into_iter().chain(parts(key)).collect()
}

/// The key of a line `[outlook.base]` or `[[capacity]]`.
fn header(line: &str) -> Option<Vec<String>> {
    let inner = line.trim_start().strip_prefix('[')?;
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    let (key, _) = inner.split_once(']')?;
    Some(parts(key))
}

/// The parts of a dotted key; a part in quotation marks may hold points.
fn parts(key: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for letter in key.trim().chars() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '.') => parts.push(String::new()),
            _ => parts.last_mut().into_iter().for_each(|part| part.push(letter)),
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// Where the key that was kept stands, when it can be told. Of two headers of one section the table has the second's place.
pub(super) fn first_at(text: &str, table: &DeTable<'_>, path: &[String], before: usize) -> Option<usize> {
    let mut starts = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    });
    let of_header = |(start, line): (usize, &str)| {
        (start + line.len() <= before && header(line).as_deref() == Some(path)).then_some(start)
    };
    first_of(table, path, before).or_else(|| starts.find_map(of_header))
}

fn first_of(table: &DeTable<'_>, path: &[String], before: usize) -> Option<usize> {
    let (first, rest) = path.split_first()?;
    let (key, value) = table.get_key_value(first.as_str())?;
    if rest.is_empty() {
        return Some(key.span().start).filter(|&at| at < before);
    }
    match value.get_ref() {
        DeValue::Table(below) => first_of(below, rest, before),
        DeValue::Array(list) => {
            let last = list.iter().rfind(|item| item.span().start < before)?;
            first_of(last.get_ref().as_table()?, rest, before)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_key_and_where_it_stood_first() {
        let text = "year = 1\n[value]\nkin = 0\nkin = 1\n[outlook]\nmeasured.\"base.none\" = \"a\"\nmeasured.'base.none' = 1\n\
                    [[capacity]]\nname = \"a\"\n[[capacity]]\nname = \"b\"\nname = \"c\"\n[value]\n";
        let (table, errors) = DeTable::parse_recoverable(text);
        let found: Vec<(String, Option<usize>)> = (errors.iter().filter_map(toml::de::Error::span))
            .map(|span| {
                let path = path_at(text, span.start);
                let line = |at| text[..at].matches('\n').count() + 1;
                (path.join("/"), first_at(text, table.get_ref(), &path, span.start).map(line))
            })
            .collect();
        let wanted = [("value/kin", 3), ("outlook/measured/base.none", 6), ("capacity/name", 11), ("value", 2)];
        assert_eq!(found, wanted.map(|(key, line)| (key.to_owned(), Some(line))));
    }
}
