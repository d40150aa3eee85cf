//! One package in the forms in which offices keep tables: every form gives the same plan, byte for byte.

use crate::program::{arg, cases, entries, fresh, qonys};
use std::fs;
use std::path::Path;

/// Every table of the good package: name, and cells by row.
fn tables() -> Vec<(String, Vec<Vec<String>>)> {
    let table = |path: &Path| {
        let text = fs::read_to_string(path).expect("a table");
        let rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        (path.file_stem().expect("a name").to_string_lossy().into_owned(), rows)
    };
    let csv = |path: &&std::path::PathBuf| path.extension().is_some_and(|ending| ending == "csv");
    entries(&cases().join("good-small")).iter().filter(csv).map(|path| table(path)).collect()
}

fn programme() -> String {
    fs::read_to_string(cases().join("good-small/programme.toml")).expect("a programme")
}

fn plan_of(package: &Path) -> String {
    let out = fresh();
    let ran = qonys(&["place", arg(package), "--out", arg(out.path())]).done();
    assert_eq!(ran.err, "", "{}", package.display());
    fs::read_to_string(out.path().join("plan.csv")).expect("written")
}

/// Headers and words in another language: the table where it matters, English, and the word.
type Words = [(&'static str, &'static str, &'static str)];

const RUSSIAN: &Words = &[
    ("", "household", "Семья"),
    ("", "region", "Код региона"),
    ("regions", "name_kk", "Название на казахском"),
    ("regions", "name_ru", "Название"),
    ("regions", "name_en", "Название англ."),
    ("regions", "tile_x", "Столбец карты"),
    ("regions", "tile_y", "Строка карты"),
    ("capacities", "capacity", "Вид мест"),
    ("capacities", "places", "Количество мест"),
    ("capacities", "minimum", "Не менее"),
    ("capacities", "period", "Период"),
    ("openings", "occupation", "Профессия"),
    ("openings", "openings", "Вакансии"),
    ("households", "stream", "Категория"),
    ("households", "priority", "Приоритет"),
    ("households", "applied", "Дата заявления"),
    ("households", "arrived", "Дата прибытия"),
    ("households", "origin", "Страна исхода"),
    ("people", "person", "Человек"),
    ("people", "birth_year", "Год рождения"),
    ("people", "sex", "Пол"),
    ("people", "occupation", "Код занятия"),
    ("people", "education", "Образование"),
    ("people", "languages", "Языки"),
    ("people", "works", "Может работать"),
    ("people", "needs", "Потребности"),
    ("people", "female", "жен."),
    ("people", "male", "муж."),
    ("people", "higher", "высшее"),
    ("people", "vocational", "среднее специальное"),
    ("people", "secondary", "среднее"),
    ("people", "none", "нет"),
    ("people", "yes", "да"),
    ("people", "no", "нет"),
    ("ties", "to", "К кому"),
    ("ties", "tie", "Связь"),
    ("ties", "relation", "Родство"),
    ("ties", "must", "обязательно"),
    ("ties", "prefer", "желательно"),
    ("wishes", "rank", "Ранг"),
    ("wishes", "veto", "отказ"),
    ("locks", "lock", "Решение"),
    ("locks", "reason", "Основание"),
    ("locks", "author", "Автор"),
    ("locks", "at", "Дата решения"),
    ("locks", "pin", "закрепить"),
    ("locks", "forbid", "запретить"),
];

const KAZAKH: &Words = &[
    ("", "household", "Отбасы"),
    ("", "region", "Өңір"),
    ("regions", "name_kk", "Қазақша атауы"),
    ("regions", "name_ru", "Орысша атауы"),
    ("regions", "name_en", "Ағылшынша атауы"),
    ("regions", "tile_x", "Карта бағаны"),
    ("regions", "tile_y", "Карта жолы"),
    ("capacities", "capacity", "Орын түрі"),
    ("capacities", "places", "Орын саны"),
    ("capacities", "minimum", "Кемінде"),
    ("capacities", "period", "Кезең"),
    ("openings", "occupation", "Кәсіп коды"),
    ("openings", "openings", "Бос жұмыс орындары"),
    ("households", "stream", "Санат"),
    ("households", "priority", "Басымдық"),
    ("households", "applied", "Өтініш күні"),
    ("households", "arrived", "Келген күні"),
    ("households", "origin", "Шыққан елі"),
    ("people", "person", "Адам"),
    ("people", "birth_year", "Туған жылы"),
    ("people", "sex", "Жынысы"),
    ("people", "occupation", "Мамандығы"),
    ("people", "education", "Білімі"),
    ("people", "languages", "Тілдері"),
    ("people", "works", "Жұмысқа қабілетті"),
    ("people", "needs", "Қажеттіліктер"),
    ("people", "female", "әйел"),
    ("people", "male", "ер"),
    ("people", "higher", "жоғары"),
    ("people", "vocational", "техникалық және кәсіптік"),
    ("people", "secondary", "орта"),
    ("people", "none", "білімі жоқ"),
    ("people", "yes", "иә"),
    ("people", "no", "жоқ"),
    ("ties", "to", "Кімге"),
    ("ties", "tie", "Байланыс"),
    ("ties", "relation", "Туыстығы"),
    ("ties", "must", "міндетті"),
    ("ties", "prefer", "қалауы"),
    ("wishes", "rank", "Орны"),
    ("wishes", "veto", "бас тарту"),
    ("locks", "lock", "Шешім"),
    ("locks", "reason", "Негіздеме"),
    ("locks", "author", "Кім шешті"),
    ("locks", "at", "Күні"),
    ("locks", "pin", "бекіту"),
    ("locks", "forbid", "тыйым салу"),
];

/// A cell in other words, dates as 12.01.2026 and fractions with a comma.
fn told(words: &Words, table: &str, cell: &str) -> String {
    let word = words.iter().find(|(of, english, _)| (of.is_empty() || *of == table) && *english == cell);
    if let Some((_, _, word)) = word {
        return (*word).to_owned();
    }
    if let [year, month, day] = cell.split('-').collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        return format!("{day}.{month}.{year}");
    }
    if cell.parse::<f64>().is_ok() { cell.replace('.', ",") } else { cell.to_owned() }
}

/// A cell that holds the separator stands in quotes.
fn quoted(cell: String, separator: &str) -> String {
    if cell.contains(separator) { format!("\"{cell}\"") } else { cell }
}

/// Writes the package in other words; `bytes` makes the file of the text.
fn written(
    words: &Words,
    separator: &str,
    ending: &str,
    line: &str,
    bytes: impl Fn(&str) -> Vec<u8>,
) -> tempfile::TempDir {
    let package = fresh();
    fs::write(package.path().join("programme.toml"), programme().replace('\n', line)).expect("written");
    for (name, rows) in tables() {
        let cells =
            |row: &Vec<String>| row.iter().map(|cell| quoted(told(words, &name, cell), separator)).collect::<Vec<_>>();
        let text: String = rows.iter().map(|row| cells(row).join(separator) + line).collect();
        fs::write(package.path().join(format!("{name}.{ending}")), bytes(&text)).expect("written");
    }
    package
}

#[test]
fn windows_1251_semicolons_decimal_comma_russian_headers() {
    let package = written(RUSSIAN, ";", "csv", "\r\n", |text| {
        // Windows-1251 has no letters of the Kazakh names: an office that keeps it writes them like this
        let text = text.replace(['ң', 'Ң'], "н").replace(['қ', 'Қ'], "к").replace('ү', "у").replace('і', "i");
        let (bytes, _, lost) = encoding_rs::WINDOWS_1251.encode(&text);
        assert!(!lost, "{text}");
        bytes.into_owned()
    });
    let regions = fs::read(package.path().join("regions.csv")).expect("written");
    assert!(String::from_utf8(regions).is_err(), "this is not UTF-8");
    assert_eq!(plan_of(package.path()), plan_of(&cases().join("good-small")));
}

#[test]
fn utf_8_with_a_mark_tabs_kazakh_headers() {
    for ending in ["csv", "tsv"] {
        let package = written(KAZAKH, "\t", ending, "\n", |text| [b"\xef\xbb\xbf", text.as_bytes()].concat());
        assert_eq!(plan_of(package.path()), plan_of(&cases().join("good-small")), "{ending}");
    }
}

#[test]
fn one_workbook() {
    for words in [&[][..], RUSSIAN, KAZAKH] {
        let home = fresh();
        let path = home.path().join("year.xlsx");
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("programme").expect("a name");
        for (row, line) in (0..).zip(programme().lines()) {
            sheet.write_string(row, 0, line).expect("a cell");
        }
        for (name, rows) in tables() {
            let sheet = book.add_worksheet().set_name(&name).expect("a name");
            for (row, cells) in (0..).zip(&rows) {
                for (column, cell) in (0..).zip(cells) {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number(row, column, number).expect("a cell"),
                        Err(_) => sheet.write_string(row, column, told(words, &name, cell)).expect("a cell"),
                    };
                }
            }
        }
        book.save(&path).expect("saved");
        assert_eq!(plan_of(&path), plan_of(&cases().join("good-small")));
    }
}
