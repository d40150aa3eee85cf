//! What a workbook must pass before the reader of workbooks sees it.
//!
//! An .xlsx is a zip of XML. Its directory may lie about sizes, one of its files may unpack to gigabytes, and the
//! numbers in its XML are trusted by the reader: it reserves memory for as many strings as the file claims and computes
//! with cell references without looking for overflow. So everything is unpacked once here, counted, and thrown away,
//! and the tags with such numbers are looked at.

use super::Limits;
use qonys_model::FaultCode;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Files within a workbook; real ones have some dozens.
const MOST_FILES: usize = 10_000;
/// Shared strings of a workbook.
const MOST_STRINGS: u64 = 20_000_000;
/// A file that unpacks to more than this many times its size, and to more than [`SUSPICIOUS_SIZE`], is no table.
const SUSPICIOUS_RATIO: u64 = 500;
const SUSPICIOUS_SIZE: u64 = 128 << 20;
/// Longest tag that is looked at; those that matter have some tens of bytes.
const LONGEST_TAG: usize = 4096;
/// Rows and columns of a worksheet (ECMA-376).
const ROWS: u64 = 1_048_576;
const COLUMNS: u64 = 16_384;

const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Whether the bytes begin as a zip or as the older container in which encrypted workbooks come.
pub(super) fn looks_like_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&OLE[..4])
}

/// Looks at every file within a workbook.
///
/// # Errors
/// [`FaultCode::XlsxEncrypted`], [`FaultCode::XlsxNotAWorkbook`], [`FaultCode::XlsxTooLarge`].
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<(), FaultCode> {
    if bytes.starts_with(&OLE[..4]) {
        return Err(ole(bytes));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FaultCode::XlsxNotAWorkbook)?;
    if archive.len() > MOST_FILES {
        return Err(FaultCode::XlsxTooLarge);
    }
    let mut left = limits.unpacked;
    let mut strings = 0;
    let mut has_workbook = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FaultCode::XlsxEncrypted,
            _ => FaultCode::XlsxNotAWorkbook,
        })?;
        let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase();
        has_workbook |= name.ends_with("workbook.xml");
        let must_be_xml = name.ends_with(".xml") || name.ends_with(".rels");
        let most = left.min(SUSPICIOUS_SIZE.max(entry.compressed_size().saturating_mul(SUSPICIOUS_RATIO)));
        left -= look_through(&mut entry, most, must_be_xml, &mut strings)?;
    }
    if has_workbook { Ok(()) } else { Err(FaultCode::XlsxNotAWorkbook) }
}

/// An old `.xls` under a new name, or an encrypted workbook: both come in the same container.
fn ole(bytes: &[u8]) -> FaultCode {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("Workbook") && !has("EncryptedPackage") { FaultCode::XlsxNotAWorkbook } else { FaultCode::XlsxEncrypted }
}

/// Unpacks one file and looks at its tags; gives its size.
fn look_through(entry: &mut impl Read, most: u64, must_be_xml: bool, strings: &mut u64) -> Result<u64, FaultCode> {
    let mut limited = entry.take(most + 1);
    let mut window: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    let (mut size, mut xml) = (0, None);
    loop {
        let read = limited.read(&mut chunk).map_err(|_| FaultCode::XlsxNotAWorkbook)?;
        size += read as u64;
        if size > most {
            return Err(FaultCode::XlsxTooLarge);
        }
        if read == 0 {
            break;
        }
        if xml == Some(false) {
            continue; // a picture
        }
        window.extend_from_slice(&chunk[..read]);
        if xml.is_none() {
            xml = begins_as_xml(&window);
            if xml == Some(false) && must_be_xml {
                return Err(FaultCode::XlsxNotAWorkbook);
            }
        }
        if xml == Some(true) {
            let done = look_at_tags(&window, strings)?;
            window.drain(..done);
        }
    }
    Ok(size)
}

/// Whether it begins with `<`, as far as that can be said yet. UTF-16 is refused by this: no program writes it.
fn begins_as_xml(window: &[u8]) -> Option<bool> {
    let text = window.strip_prefix(b"\xef\xbb\xbf").unwrap_or(window);
    text.iter().find(|byte| !byte.is_ascii_whitespace()).map(|byte| *byte == b'<')
}

/// Looks at the tags that begin in the window; gives how many bytes are done with.
fn look_at_tags(window: &[u8], strings: &mut u64) -> Result<usize, FaultCode> {
    let mut at = 0;
    while let Some(next) = window[at..].iter().position(|byte| *byte == b'<') {
        at += next + 1;
        let rest = &window[at..];
        let name_end = rest.iter().take(64).position(|byte| !is_name(*byte));
        let Some(name_end) = name_end else {
            if rest.len() < 64 {
                return Ok(at - 1); // the name goes on in the next chunk
            }
            continue;
        };
        let name = &rest[..name_end];
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        if !matters(local) {
            continue;
        }
        match rest.iter().take(LONGEST_TAG).position(|byte| *byte == b'>') {
            Some(end) => look_at_tag(local, &rest[name_end..end], strings)?,
            None if rest.len() < LONGEST_TAG => return Ok(at - 1),
            None => return Err(FaultCode::XlsxNotAWorkbook),
        }
    }
    Ok(window.len())
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.' | b'?' | b'!') || byte >= 0x80
}

fn matters(name: &[u8]) -> bool {
    matches!(name, b"c" | b"row" | b"dimension" | b"sst" | b"si" | b"?xml") || name.starts_with(b"!DOCTYPE")
}

fn look_at_tag(name: &[u8], attributes: &[u8], strings: &mut u64) -> Result<(), FaultCode> {
    if name == b"si" {
        *strings += 1;
        return if *strings > MOST_STRINGS { Err(FaultCode::XlsxTooLarge) } else { Ok(()) };
    }
    let mut rest = attributes.trim_ascii();
    rest = rest.strip_suffix(b"?").or_else(|| rest.strip_suffix(b"/")).unwrap_or(rest).trim_ascii_end();
    while !rest.is_empty() {
        let (key, value, after) = attribute(rest).ok_or(FaultCode::XlsxNotAWorkbook)?;
        rest = after;
        let fits = match (name, key) {
            (b"c", b"r") => cell_reference(value).is_some(),
            (b"row", b"r") => in_bounds(value, ROWS).is_some(),
            (b"dimension", b"ref") => is_range(value),
            (b"?xml", b"encoding") => value.eq_ignore_ascii_case(b"utf-8") || value.eq_ignore_ascii_case(b"us-ascii"),
            (b"sst", b"uniqueCount") if in_bounds(value, u64::MAX).is_some_and(|count| count > MOST_STRINGS) => {
                return Err(FaultCode::XlsxTooLarge);
            }
            (b"sst", b"uniqueCount") => value.len() <= 8 && value.iter().all(u8::is_ascii_digit),
            _ => true,
        };
        if !fits {
            return Err(FaultCode::XlsxNotAWorkbook);
        }
    }
    // entities defined by a document are how XML blows up
    if name.starts_with(b"!") { Err(FaultCode::XlsxNotAWorkbook) } else { Ok(()) }
}

/// The first attribute: key, value, and what follows it.
fn attribute(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let equals = text.iter().position(|byte| *byte == b'=')?;
    let key = text[..equals].trim_ascii();
    let (quote, value) = text[equals + 1..].trim_ascii_start().split_first()?;
    if !matches!(quote, b'"' | b'\'') || key.is_empty() || !key.iter().all(|byte| is_name(*byte)) {
        return None;
    }
    let end = value.iter().position(|byte| byte == quote)?;
    Some((key, &value[..end], value[end + 1..].trim_ascii_start()))
}

/// A whole number from 1 to `most`.
fn in_bounds(digits: &[u8], most: u64) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    if digits.is_empty() {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX)).filter(|number| (1..=most).contains(number))
}

/// Row and column of `B2`, both from 1.
fn cell_reference(text: &[u8]) -> Option<(u64, u64)> {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = text[..letters].iter().fold(0, |sum, byte| sum * 26 + u64::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some((in_bounds(&text[letters..], ROWS)?, column)).filter(|_| column <= COLUMNS)
}

/// `B2` or `B2:D5`, from the upper left to the lower right.
fn is_range(text: &[u8]) -> bool {
    let mut corners = text.split(|byte| *byte == b':').map(cell_reference);
    match (corners.next(), corners.next(), corners.next()) {
        (Some(Some(_)), None, _) => true,
        (Some(Some(from)), Some(Some(to)), None) => from.0 <= to.0 && from.1 <= to.1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(xml: &str) -> Result<u64, FaultCode> {
        look_through(&mut xml.as_bytes(), 1 << 20, true, &mut 0)
    }

    #[test]
    fn ordinary_parts_pass() {
        for xml in [
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet><dimension ref=\"A1:I100\"/></worksheet>",
            "<sheetData><row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" t='s'><v>0</v></c><c/></row></sheetData>",
            "\u{feff}<x:sst count=\"3\" uniqueCount=\"2\"><x:si><x:t>a &gt; b</x:t></x:si></x:sst>",
            "<c r=\"XFD1048576\"></c>",
            "<column r=\"any\">",
        ] {
            assert_eq!(look(xml), Ok(xml.len() as u64), "{xml}");
        }
    }

    #[test]
    fn numbers_that_overflow_are_refused() {
        for xml in [
            "<c r=\"ZZZZZZZZ1\">",
            "<c r=\"XFE1\">",
            "<c r=\"A1048577\">",
            "<c r=\"A99999999999999999999\">",
            "<c r=\"A0\">",
            "<c  t=\"s\" r = 'AAAAAAAAA1'>",
            "<x:c r=\"AAAAAAAAA1\">",
            "<c foo=\">\" r=\"AAAAAAAAA1\">",
            "<row r=\"0\">",
            "<row r=\"99999999999\">",
            "<dimension ref=\"B2:A1\"/>",
            "<dimension ref=\"A1:B2:C3\"/>",
            "<dimension ref=\"A:XFD\"/>",
            "<sst uniqueCount=\"1e9\">",
            "<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><a/>",
            "<!DOCTYPE a [<!ENTITY b \"bb\">]><a/>",
            "no xml",
            "\u{0}<\u{0}a",
        ] {
            assert_eq!(look(xml), Err(FaultCode::XlsxNotAWorkbook), "{xml}");
        }
        assert_eq!(look("<sst uniqueCount=\"4000000000000\">"), Err(FaultCode::XlsxTooLarge));
        assert_eq!(look("<sst uniqueCount=\"99999999999999999999999\">"), Err(FaultCode::XlsxTooLarge));
    }

    #[test]
    fn a_tag_across_chunks_is_seen() {
        for shift in 0..12 {
            let xml = format!("<a>{}<c r=\"ZZZZZZ1\">", " ".repeat((1 << 16) - 3 - shift));
            assert_eq!(look(&xml), Err(FaultCode::XlsxNotAWorkbook), "{shift}");
        }
        let xml = format!("<a>{}<c r=\"ZZ1\">", " ".repeat((1 << 16) - 6));
        assert_eq!(look(&xml), Ok(xml.len() as u64));
    }

    #[test]
    fn size_is_counted_not_believed() {
        assert_eq!(look_through(&mut std::io::repeat(b'<'), 1000, true, &mut 0), Err(FaultCode::XlsxTooLarge));
        assert_eq!(look_through(&mut [1_u8; 1000].as_slice(), 1000, false, &mut 0), Ok(1000));
        let mut strings = MOST_STRINGS;
        assert_eq!(look_through(&mut b"<si>".as_slice(), 9, true, &mut strings), Err(FaultCode::XlsxTooLarge));
    }
}
