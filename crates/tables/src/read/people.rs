//! `people.csv`: the members of households.

use super::line::{Line, Lines};
use super::refs::Refs;
use super::sink::Sink;
use super::words;
use crate::header::Column;
use crate::{Sheet, parse};
use qonys_model::{Education, FaultCode, Household, HouseholdIx, Person, PersonIx};

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    super::PERSON,
    super::HOUSEHOLD,
    Column {
        name: "birth_year",
        required: true,
        other_names: &["год рождения", "дата рождения", "рождение", "туған жылы", "туған күні", "birth date"],
    },
    Column { name: "sex", required: false, other_names: &["пол", "жынысы", "жыныс", "gender"] },
    Column {
        name: "occupation",
        required: false,
        other_names: &["профессия", "занятие", "код занятия", "кәсіп", "кәсібі", "мамандығы", "кәсіп коды"],
    },
    Column {
        name: "education", required: false, other_names: &["образование", "білімі", "білім"]
    },
    Column {
        name: "languages",
        required: false,
        other_names: &["языки", "язык", "language", "тілдер", "тілдері", "тілі"],
    },
    Column {
        name: "works",
        required: false,
        other_names: &["может работать", "трудоспособен", "трудоспособность", "жұмысқа қабілетті", "жұмыс істей алады"],
    },
    Column {
        name: "needs", required: false, other_names: &["потребности", "нужды", "қажеттіліктер", "мұқтаждығы"]
    },
];

/// Nobody is older.
const OLDEST: i16 = 130;

/// Reads the table into `people`, lists its keys in `refs` and joins members to households. `year` is the programme's,
/// when known.
///
/// A record with a bad cell still names its person and joins its household: then the household is no empty one.
pub(super) fn people(
    sheet: &Sheet,
    year: Option<i16>,
    households: &mut [Household],
    people: &mut Vec<Person>,
    refs: &mut Refs,
) -> Sink {
    let (lines, mut sink) = Lines::of(sheet, COLUMNS, false);
    for line in lines.iter() {
        let id = line.key(&mut sink, "person");
        let household = household(&line, &mut sink, refs, &lines);
        let read = person(&line, &mut sink, year);
        let Some(household) = household else {
            if let Some(id) = id {
                // no fault of those who name this person
                let _ = refs.people.add(&id, u32::MAX, line.row());
            }
            continue;
        };
        let at = people.len();
        match id.as_ref().map(|id| refs.people.add(id, at as u32, line.row())) {
            Some(Err(0)) if refs.seated.contains(&household.0) => {} // said of the household already
            Some(Err(0)) => sink.add(FaultCode::HouseholdSeated, || {
                line.fault(FaultCode::HouseholdSeated, "person").word("case", "named")
            }),
            Some(Err(first)) => sink.add(FaultCode::IdTwice, || {
                line.fault(FaultCode::IdTwice, "person").word("first_row", first.to_string())
            }),
            Some(Ok(())) | None => {}
        }
        households[household.at()].members.push(PersonIx::from(at));
        people.push(Person { id: id.unwrap_or_default(), household, ..read });
    }
    refs.people.listed = lines.has("person");
    sink
}

/// Whether the table has no column of households.
pub(super) fn lacks_household(sheet: &Sheet) -> bool {
    !Lines::of(sheet, COLUMNS, false).0.has("household")
}

fn household(line: &Line<'_>, sink: &mut Sink, refs: &Refs, lines: &Lines<'_>) -> Option<HouseholdIx> {
    if lines.has("household") && line.text("household").is_none() {
        sink.add(FaultCode::PersonWithoutHousehold, || {
            let person = line.text("person").unwrap_or_default();
            line.fault(FaultCode::PersonWithoutHousehold, "household").word("person", person)
        });
        return None;
    }
    refs.household(line, sink, "household")
}

fn person(line: &Line<'_>, sink: &mut Sink, year: Option<i16>) -> Person {
    let birth_year = line.required(sink, "birth_year", parse::year);
    if let (Some(born), Some(year)) = (birth_year, year)
        && !(0..=OLDEST).contains(&(year - born))
    {
        sink.add(FaultCode::DateImpossible, || {
            line.fault(FaultCode::DateImpossible, "birth_year").word("case", "birth").word("year", year.to_string())
        });
    }
    let education = line.text("education").and_then(|text| {
        let level = words::education(&text);
        if level.is_none() {
            sink.add(FaultCode::EducationUnknown, || line.fault(FaultCode::EducationUnknown, "education"));
        }
        level
    });
    let languages = parse::list(line.cell("languages"));
    let is_language = |word: &&String| !matches!(words::plain(word).as_str(), "тілі" | "язык" | "language");
    Person {
        id: String::new(),
        household: HouseholdIx(0),
        birth_year: birth_year.unwrap_or_default(),
        sex: line.word(sink, "sex", "female, male; женский, мужской; әйел, ер", words::sex),
        occupation: line.occupation(sink, "occupation"),
        education: education.unwrap_or(Education::Unknown),
        languages: languages.iter().filter(is_language).map(|word| words::language(word)).collect(),
        works: works(line, sink),
        needs: parse::list(line.cell("needs")).iter().map(|need| need.to_lowercase()).collect(),
        row: line.row(),
    }
}

fn works(line: &Line<'_>, sink: &mut Sink) -> Option<bool> {
    parse::yes_no(line.cell("works")).unwrap_or_else(|code| {
        sink.add(code, || line.fault(code, "works").expected("yes, no; да, нет; иә, жоқ"));
        None
    })
}
