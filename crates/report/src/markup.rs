//! Text into markup: the one door through which a user's text enters HTML or SVG.

/// Escapes a text for element content and for quoted attributes, in HTML and in XML alike.
///
/// Control characters become blanks (XML forbids them even as references), marks that change the writing direction of what
/// follows are dropped (they would turn the sentence around them), and so are the two code points that no XML may hold.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            '\u{2028}' | '\u{2029}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The first `most` characters of a text; one that is cut ends in an ellipsis and is never longer than `most`.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_user_writes_becomes_markup() {
        assert_eq!(
            escape("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        );
    }

    #[test]
    fn control_characters_and_direction_marks_go() {
        assert_eq!(escape("a\u{0}b\nc\u{7f}d\u{202e}e\u{2066}f\u{feff}"), "a b c d".to_owned() + "ef\u{feff}");
        assert_eq!(escape("قازاق"), "قازاق");
    }

    #[test]
    fn shortens_by_characters() {
        assert_eq!(shortened("Қостанай", 8), "Қостанай");
        assert_eq!(shortened("Қостанай облысы", 9), "Қостанай…");
        assert_eq!(shortened("ab", 0), "…");
    }
}
