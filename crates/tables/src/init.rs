//! Template packages: what somebody starts a programme from.

mod folder;
mod template;
mod workbook;

pub use folder::init_folder;
pub use workbook::init_xlsx;

/// The sentence of a key, with its variables filled in, in the language of whom the template is for. The keys begin with
/// `init-`; who calls has the sentences.
pub type Say<'a> = dyn Fn(&str, &[(&'static str, &str)]) -> String + 'a;

/// Sentences for tests: each is its key and what fills it.
#[cfg(test)]
pub(crate) fn keys(key: &str, words: &[(&'static str, &str)]) -> String {
    words.iter().fold(key.to_owned(), |said, (name, word)| format!("{said} {name}={word}"))
}
