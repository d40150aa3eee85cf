//! Judges markup in tests: well-formed XML, unique ids, references that lead somewhere.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

/// What a document holds.
#[derive(Default)]
pub(crate) struct Seen {
    pub elements: BTreeSet<String>,
    pub ids: BTreeSet<String>,
    pub references: BTreeSet<String>,
}

/// Reads a document to its end; panics with what is wrong with it.
pub(crate) fn well_formed(markup: &str) -> Seen {
    let stray = markup.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(stray, None, "a control character");
    let mut reader = Reader::from_str(markup);
    reader.config_mut().allow_unmatched_ends = false;
    reader.config_mut().check_end_names = true;
    let (mut seen, mut depth) = (Seen::default(), 0_i32);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e} at byte {}", reader.buffer_position())) {
            Event::Start(tag) => {
                read(&tag, &mut seen);
                depth += 1;
            }
            Event::Empty(tag) => read(&tag, &mut seen),
            Event::End(_) => depth -= 1,
            Event::GeneralRef(name) => {
                let known = ["amp", "lt", "gt", "quot", "#39"];
                assert!(known.contains(&&*name), "the entity {name:?} is none of XML's");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is not closed");
    let lost: Vec<_> = seen.references.difference(&seen.ids).collect();
    assert!(lost.is_empty(), "nothing has the id {lost:?}");
    seen
}

fn read(tag: &BytesStart<'_>, seen: &mut Seen) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    seen.elements.insert(text(tag.name().as_ref().as_ref()));
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap_or_else(|e| panic!("{e} in {tag:?}"));
        let value = text(attribute.value.as_ref().as_ref());
        assert!(!value.contains('<'), "a bare < in {tag:?}");
        match text(attribute.key.as_ref().as_ref()).as_str() {
            "id" => assert!(seen.ids.insert(value.clone()), "the id {value} stands twice"),
            "aria-labelledby" => seen.references.extend(value.split(' ').map(str::to_owned)),
            "href" => seen.references.extend(value.strip_prefix('#').map(str::to_owned)),
            "fill" => seen.references.extend(value.strip_prefix("url(#").map(|v| v.trim_end_matches(')').to_owned())),
            _ => {}
        }
    }
}
