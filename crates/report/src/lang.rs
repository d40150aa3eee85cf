//! The three languages: every sentence that a user reads comes from `locales/{kk,ru,en}/*.ftl` through [`Texts`].
//!
//! The files are compiled in. To add one, add its name to [`locale_files!`] below and put it into all three folders.

use crate::numbers;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;
use unic_langid::{LanguageIdentifier, langid};

macro_rules! locale_files {
    ($($name:literal),* $(,)?) => {
        /// Name of every file and its text in Kazakh, Russian and English.
        pub(crate) const FILES: &[(&str, [&str; 3])] = &[$((
            $name,
            [
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/kk/", $name, ".ftl")),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/ru/", $name, ".ftl")),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/en/", $name, ".ftl")),
            ],
        )),*];
    };
}

locale_files![
    "cli",
    "common",
    "compare",
    "conflict",
    "explain",
    "fairness",
    "faults",
    "init",
    "overrides",
    "page",
    "quota",
    "replay",
    "wishes",
    "summary",
    "violations",
    "year"
];

/// A language that Qonys speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// All, in the order of [`qonys_model::Region::names`].
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Position in lists that hold one entry for each language, as [`qonys_model::Region::names`] does.
    #[must_use]
    pub fn at(self) -> usize {
        self as usize
    }

    pub(crate) fn decimal_mark(self) -> &'static str {
        if self == Self::En { "." } else { "," }
    }

    pub(crate) fn thousands_mark(self) -> &'static str {
        if self == Self::En { "," } else { "\u{a0}" }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::Kk => langid!("kk"),
            Self::Ru => langid!("ru"),
            Self::En => langid!("en"),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text that is not `kk`, `ru` or `en`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLang(pub String);

impl fmt::Display for UnknownLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of kk, ru, en", self.0)
    }
}

impl std::error::Error for UnknownLang {}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let same = |lang: &Self| lang.code().eq_ignore_ascii_case(text.trim());
        Self::ALL.into_iter().find(same).ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

/// What fills a variable of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Stands as it is.
    Text(String),
    /// A whole number: chooses the plural form and is written with its thousands apart.
    Count(u64),
    /// A number with so many decimals; `—` when it is not finite.
    Number(f64, u8),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u8> for Arg {
    fn from(count: u8) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<u32> for Arg {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<(f64, u8)> for Arg {
    fn from((value, decimals): (f64, u8)) -> Self {
        Self::Number(value, decimals)
    }
}

impl Arg {
    fn value(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Count(count) => FluentValue::from(*count),
            Self::Number(value, _) if !value.is_finite() => FluentValue::from(numbers::NONE),
            Self::Number(value, decimals) => number_value(*value, *decimals),
        }
    }
}

fn number_value(value: f64, decimals: u8) -> FluentValue<'static> {
    let places = usize::from(decimals);
    // The plural rules read the digits of the number, so they get those that the reader sees.
    let seen = format!("{value:.places$}").parse().unwrap_or(value);
    let options = FluentNumberOptions {
        minimum_fraction_digits: Some(places),
        maximum_fraction_digits: Some(places),
        ..FluentNumberOptions::default()
    };
    FluentValue::Number(FluentNumber::new(seen, options))
}

/// The sentences of one language.
pub struct Texts {
    lang: Lang,
    own: FluentBundle<FluentResource>,
    english: Option<FluentBundle<FluentResource>>,
}

impl Texts {
    /// The sentences of a language, with English behind them should one be missing.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, own: bundle(lang), english: (lang != Lang::En).then(|| bundle(Lang::En)) }
    }

    /// Which language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message with its variables filled in. A key that is missing everywhere is shown itself.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The advice that goes with a message: its attribute `.fix`. Empty when there is none.
    #[must_use]
    pub fn fix(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.find(key, Some("fix"), args).unwrap_or_default()
    }

    /// The language's own name for itself.
    #[must_use]
    pub fn name(&self) -> String {
        self.say("lang-name", &[])
    }

    /// So many persons, in words.
    #[must_use]
    pub fn persons(&self, count: impl Into<u64>) -> String {
        self.say("count-persons", &[("count", Arg::Count(count.into()))])
    }

    /// So many households, in words.
    #[must_use]
    pub fn households(&self, count: impl Into<u64>) -> String {
        self.say("count-households", &[("count", Arg::Count(count.into()))])
    }

    /// A whole number as this language writes it.
    #[must_use]
    pub fn count(&self, number: impl Into<u64>) -> String {
        numbers::count(self.lang, number.into())
    }

    /// A number with exactly so many decimals as this language writes it.
    #[must_use]
    pub fn number(&self, value: f64, decimals: u8) -> String {
        numbers::number(self.lang, value, decimals)
    }

    /// A share of one as a percentage.
    #[must_use]
    pub fn percent(&self, share: f64, decimals: u8) -> String {
        numbers::percent(self.lang, share, decimals)
    }

    /// A day as this language writes it.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        let part = |number: i16| Arg::Count(u64::from(number.unsigned_abs()));
        let parts = [("day", date.day().into()), ("month", date.month().into()), ("year", date.year())];
        self.say("date", &parts.map(|(name, number)| (name, part(number))))
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &[(&str, Arg)]) -> Option<String> {
        let english = self.english.iter();
        std::iter::once(&self.own).chain(english).find_map(|bundle| formatted(bundle, key, attribute, args))
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("lang", &self.lang).finish_non_exhaustive()
    }
}

fn formatted(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    attribute: Option<&str>,
    args: &[(&str, Arg)],
) -> Option<String> {
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let filled: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.value())).collect();
    // A variable that is missing shows as {$name}; the tests look for that.
    Some(bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned())
}

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.id()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Kk => |value, _| written(Lang::Kk, value),
        Lang::Ru => |value, _| written(Lang::Ru, value),
        Lang::En => |value, _| written(Lang::En, value),
    }));
    // Errors of either call mean a file with a mistake; the tests below allow none, and the rest of it still speaks.
    let _ = bundle.add_builtins();
    for (_, texts) in FILES {
        let resource = FluentResource::try_new(texts[lang.at()].to_owned()).unwrap_or_else(|(part, _)| part);
        let _ = bundle.add_resource(resource);
    }
    bundle
}

fn written(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(numbers::in_message(lang, number)),
        _ => None,
    }
}
