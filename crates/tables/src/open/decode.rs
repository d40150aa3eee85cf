//! Bytes to text: UTF-8, UTF-16 with a byte order mark, Windows-1251.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251};
use qonys_model::Row;

/// The text of a file, without its byte order mark.
///
/// # Errors
/// The line with the first byte that is not UTF-8, when the bytes are not plausible as Windows-1251 either.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Row> {
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling_and_without_replacement(rest),
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling_and_without_replacement(rest),
        _ => return utf8_or_1251(bytes),
    };
    match text {
        Some(text) if !text.contains('\0') => Ok(text.into_owned()),
        _ => Err(1),
    }
}

fn utf8_or_1251(bytes: Vec<u8>) -> Result<String, Row> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if let Some(nul) = text.find('\0') {
                return Err(line(&text.as_bytes()[..nul]));
            }
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let bytes = error.as_bytes();
            let text = WINDOWS_1251.decode_without_bom_handling(bytes).0;
            if plausible(&text) { Ok(text.into_owned()) } else { Err(line(&bytes[..error.utf8_error().valid_up_to()])) }
        }
    }
}

fn line(before: &[u8]) -> Row {
    let breaks = before.iter().filter(|byte| **byte == b'\n').count();
    Row::try_from(breaks + 1).unwrap_or(Row::MAX)
}

/// Whether text read as Windows-1251 looks like Russian. Every byte means something in that code page, so only the look
/// can tell it from KOI8-R (words begin small and go on in capitals, vowels are few), from UTF-8 with a broken byte
/// (letters and signs in turn) and from Latin-1 (Cyrillic letters within Latin words).
fn plausible(text: &str) -> bool {
    let (mut letters, mut words, mut vowels, mut odd, mut broken) = (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' | ' '..='~' => {
                broken += usize::from(letter.is_ascii_alphabetic() && is_russian(before));
            }
            '\0'..='\u{9f}' => return false,
            _ if is_russian(letter) => {
                letters += 1;
                words += usize::from(!is_russian(before));
                vowels += usize::from("аеёиоуыэюяАЕЁИОУЫЭЮЯ".contains(letter));
                broken += usize::from(before.is_ascii_alphabetic());
                broken += usize::from(letter.is_uppercase() && is_russian(before) && before.is_lowercase());
            }
            '«' | '»' | '„' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '№' | '§' | '°' | '±' | '\u{a0}' | '\u{ad}' =>
                {}
            _ => odd += 1,
        }
        before = letter;
    }
    let speakable = letters < 20 || vowels * 10 >= letters * 3; // Russian prose has 4 vowels in 10 letters
    letters > 0 && odd * 5 <= letters && broken * 5 <= words && speakable
}

fn is_russian(letter: char) -> bool {
    matches!(letter, 'А'..='я' | 'Ё' | 'ё')
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "семья;регион;Заявка\r\n1;Костанайская область;«Да», № 5\r\n2;Северо-Казахстанская;нет\r\n";

    fn in_1251(text: &str) -> Vec<u8> {
        WINDOWS_1251.encode(text).0.into_owned()
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(decode("отбасы,өңір".into()), Ok("отбасы,өңір".to_owned()));
        assert_eq!(decode("\u{feff}отбасы,өңір".into()), Ok("отбасы,өңір".to_owned()));
        assert_eq!(decode(Vec::new()), Ok(String::new()));
    }

    #[test]
    fn utf16_with_a_mark() {
        for little in [true, false] {
            let unit = |u: u16| if little { u.to_le_bytes() } else { u.to_be_bytes() };
            let bytes: Vec<u8> = "\u{feff}үй;1\r\n".encode_utf16().flat_map(unit).collect();
            assert_eq!(decode(bytes.clone()), Ok("үй;1\r\n".to_owned()));
            assert_eq!(decode(bytes[..bytes.len() - 1].to_vec()), Err(1), "half a letter");
        }
        let unmarked: Vec<u8> = "a;1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(unmarked), Err(1));
    }

    #[test]
    fn windows_1251() {
        assert_eq!(decode(in_1251(RUSSIAN)), Ok(RUSSIAN.to_owned()));
        assert_eq!(
            decode(in_1251("household,origin\r\n1,МОНГОЛИЯ\r\n")),
            Ok("household,origin\r\n1,МОНГОЛИЯ\r\n".to_owned())
        );
    }

    #[test]
    fn neither() {
        let koi8 = encoding_rs::KOI8_R.encode(RUSSIAN).0.into_owned();
        assert_eq!(decode(koi8), Err(1));
        let small = encoding_rs::KOI8_R.encode("семья;регион;кандас;область;заявка;костанай").0.into_owned();
        assert_eq!(decode(small), Err(1), "only small letters become only capitals");
        let dos = encoding_rs::IBM866.encode(RUSSIAN).0.into_owned();
        assert_eq!(decode(dos), Err(1));
        let mut broken = RUSSIAN.as_bytes().to_vec();
        broken.truncate(60);
        broken.push(0xd0);
        broken.extend("\r\nещё строка".as_bytes());
        assert_eq!(decode(broken), Err(2), "UTF-8 but for one byte: the line is named");
        assert_eq!(decode(b"name\nJos\xe9 Mu\xf1oz\n".to_vec()), Err(2), "Latin-1");
        assert_eq!(decode(b"a\nb\0c".to_vec()), Err(2));
        assert_eq!(decode(vec![0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a]), Err(1));
    }
}
