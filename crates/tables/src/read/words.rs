//! The words that may stand in a cell, in English, Russian and Kazakh.

use qonys_model::{Education, Language, LockKind, Sex, TieKind};

/// A word as it is compared: lower case, `ё` as `е`, single blanks.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('ё', "е").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `must` or `prefer`.
pub(super) fn tie_kind(text: &str) -> Option<TieKind> {
    match plain(text).as_str() {
        "must" | "обязательно" | "обязательная" | "обязательная связь" | "міндетті" | "міндетті түрде" => {
            Some(TieKind::Must)
        }
        "prefer" | "preferred" | "желательно" | "желательная" | "предпочтительно" | "қалауы" | "қалаулы" | "жөн" => {
            Some(TieKind::Prefer)
        }
        _ => None,
    }
}

/// `pin`, `forbid` or `exception`.
pub(super) fn lock_kind(text: &str) -> Option<LockKind> {
    match plain(text).as_str() {
        "pin" | "закрепить" | "закреплено" | "закрепление" | "бекіту" | "бекітілді" | "бекітілген" => {
            Some(LockKind::Pin)
        }
        "exception" | "исключение" | "сверх квоты" | "ерекше жағдай" | "квотадан тыс" => {
            Some(LockKind::Exception)
        }
        "forbid"
        | "forbidden"
        | "запретить"
        | "запрещено"
        | "запрет"
        | "тыйым"
        | "тыйым салу"
        | "тыйым салынды"
        | "тыйым салынған" => Some(LockKind::Forbid),
        _ => None,
    }
}

/// Whether a rank cell says that the household refuses the region.
pub(super) fn is_veto(text: &str) -> bool {
    matches!(plain(text).as_str(), "veto" | "вето" | "отказ" | "бас тарту" | "қарсы")
}

/// Whether a region cell of a plan says that the household waits. An empty cell does too.
pub(super) fn is_waiting(text: &str) -> bool {
    matches!(plain(text).as_str(), "" | "waiting" | "ожидает" | "ожидание" | "күтеді" | "күтуде")
}

/// Sex, by word or letter.
pub(super) fn sex(text: &str) -> Option<Sex> {
    match plain(text).as_str() {
        "f" | "female" | "woman" | "ж" | "жен" | "жен." | "женский" | "женщина" | "ә" | "әйел" => {
            Some(Sex::Female)
        }
        "m" | "male" | "man" | "м" | "муж" | "муж." | "мужской" | "мужчина" | "е" | "ер" | "еркек" | "ер адам" => {
            Some(Sex::Male)
        }
        _ => None,
    }
}

/// Education, by the words of the published statistics or by the level of ISCED 2011 (UNESCO): 0 to 2 is less than
/// general secondary, 3 general secondary, 4 and 5 vocational, 6 to 8 higher, 9 not known.
pub(super) fn education(text: &str) -> Option<Education> {
    let plain = plain(text);
    let suffixes = [" образование", " education", " білімі", " білім"];
    let word = suffixes.iter().find_map(|s| plain.strip_suffix(s)).unwrap_or(&plain);
    let word = word.strip_prefix("isced ").unwrap_or(word).trim_end_matches(".0");
    match word {
        "0"
        | "1"
        | "2"
        | "none"
        | "no"
        | "primary"
        | "basic"
        | "lower secondary"
        | "нет"
        | "без"
        | "без образования"
        | "начальное"
        | "основное"
        | "основное среднее"
        | "неполное среднее"
        | "жоқ"
        | "білімі жоқ"
        | "бастауыш"
        | "негізгі орта"
        | "толық емес орта" => Some(Education::None),
        "3"
        | "secondary"
        | "general secondary"
        | "upper secondary"
        | "среднее"
        | "общее среднее"
        | "среднее общее"
        | "полное среднее"
        | "орта"
        | "жалпы орта" => Some(Education::Secondary),
        "4"
        | "5"
        | "vocational"
        | "technical"
        | "technical and vocational"
        | "post-secondary"
        | "среднее специальное"
        | "средне-специальное"
        | "средне специальное"
        | "среднее профессиональное"
        | "профессиональное"
        | "техническое и профессиональное"
        | "послесреднее"
        | "типо"
        | "тпо"
        | "кәсіптік"
        | "техникалық және кәсіптік"
        | "арнаулы орта"
        | "арнайы орта"
        | "орта арнаулы"
        | "орта кәсіптік"
        | "орта білімнен кейінгі" => Some(Education::Vocational),
        "6"
        | "7"
        | "8"
        | "higher"
        | "tertiary"
        | "university"
        | "bachelor"
        | "master"
        | "doctor"
        | "phd"
        | "postgraduate"
        | "высшее"
        | "послевузовское"
        | "бакалавр"
        | "бакалавриат"
        | "магистр"
        | "магистратура"
        | "докторантура"
        | "жоғары"
        | "жоғары оқу орнынан кейінгі"
        | "магистратурасы" => Some(Education::Higher),
        "9"
        | ""
        | "-"
        | "—"
        | "?"
        | "unknown"
        | "not known"
        | "неизвестно"
        | "не известно"
        | "не указано"
        | "белгісіз"
        | "көрсетілмеген" => Some(Education::Unknown),
        _ => None,
    }
}

/// A language by its ISO 639 code where its name is known, else as written in lower case.
pub(super) fn language(text: &str) -> Language {
    let plain = plain(text);
    let code = match plain.trim_end_matches(" тілі").trim_end_matches(" язык") {
        "kazakh" | "qazaq" | "kaz" | "казахский" | "каз" | "қазақ" | "қазақша" => "kk",
        "russian" | "rus" | "русский" | "рус" | "орыс" | "орысша" => "ru",
        "english" | "eng" | "английский" | "ағылшын" | "ағылшынша" => "en",
        "chinese" | "mandarin" | "китайский" | "қытай" | "қытайша" => "zh",
        "mongolian" | "монгольский" | "моңғол" | "моңғолша" => "mn",
        "uzbek" | "узбекский" | "өзбек" | "өзбекше" => "uz",
        "turkmen" | "туркменский" | "түрікмен" | "түрікменше" => "tk",
        "karakalpak" | "каракалпакский" | "қарақалпақ" | "қарақалпақша" => "kaa",
        "kyrgyz" | "kirghiz" | "киргизский" | "кыргызский" | "қырғыз" | "қырғызша" => {
            "ky"
        }
        "tajik" | "таджикский" | "тәжік" | "тәжікше" => "tg",
        "turkish" | "турецкий" | "түрік" | "түрікше" => "tr",
        "uyghur" | "uighur" | "уйгурский" | "ұйғыр" | "ұйғырша" => "ug",
        "persian" | "farsi" | "персидский" | "фарси" | "парсы" | "парсыша" => "fa",
        "german" | "немецкий" | "неміс" | "немісше" => "de",
        _ => return Language(plain),
    };
    Language(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn education_in_three_languages_and_by_isced_level() {
        for text in ["higher", "Высшее образование", "Жоғары білім", "ISCED 7", "6.0", "ВЫСШЕЕ"]
        {
            assert_eq!(education(text), Some(Education::Higher), "{text}");
        }
        for text in ["среднее  специальное", "арнаулы орта", "Vocational education", "5"] {
            assert_eq!(education(text), Some(Education::Vocational), "{text}");
        }
        assert_eq!(education("орта білімі"), Some(Education::Secondary));
        assert_eq!(education("негізгі орта"), Some(Education::None));
        assert_eq!(education("белгісіз"), Some(Education::Unknown));
        assert_eq!(education("wizardry"), None);
    }

    #[test]
    fn languages_by_name_or_code() {
        assert_eq!(language("Қазақ тілі"), Language("kk".to_owned()));
        assert_eq!(language("KK"), Language("kk".to_owned()));
        assert_eq!(language("Русский язык"), Language("ru".to_owned()));
        assert_eq!(language("Sogdian"), Language("sogdian".to_owned()));
    }

    #[test]
    fn words_of_decisions() {
        assert_eq!(tie_kind("Міндетті"), Some(TieKind::Must));
        assert_eq!(lock_kind("Запретить"), Some(LockKind::Forbid));
        assert_eq!(sex("Ж"), Some(Sex::Female));
        assert!(is_veto("Вето") && is_waiting("Күтеді") && is_waiting(" "));
        assert_eq!(tie_kind("perhaps"), None);
    }
}
