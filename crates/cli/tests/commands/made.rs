//! A package of some hundred households that nobody wrote: the same each time, with every kind of statement in it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

const REGIONS: [&str; 6] = ["KZ-55", "KZ-39", "KZ-59", "KZ-63", "KZ-11", "KZ-15"];
const HOUSEHOLDS: usize = 150;

/// Numbers that look random and are the same each time.
struct Draw(u64);

impl Draw {
    /// The next number below `most`.
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// Writes the package into a folder. There are fewer places than people.
pub fn medium_year(folder: &Path) {
    let mut draw = Draw(2026);
    let mut tables: [(&str, String); 8] = [
        ("regions.csv", "region,name_kk,name_ru,name_en,tile_x,tile_y,work_factor\n".into()),
        ("capacities.csv", "region,capacity,places,minimum\n".into()),
        ("openings.csv", "region,occupation,openings\n".into()),
        ("households.csv", "household,stream,priority,applied\n".into()),
        ("people.csv", "person,household,birth_year,sex,occupation,education,languages,works,needs\n".into()),
        ("ties.csv", "household,to,tie,relation\n".into()),
        ("wishes.csv", "household,region,rank\n".into()),
        ("locks.csv", "household,region,lock,reason,author,at\n".into()),
    ];
    let mut line = |table: usize, line: String| writeln!(tables[table].1, "{line}").expect("text");
    for (at, region) in REGIONS.iter().enumerate() {
        line(0, format!("{region},Өңір {at},Регион {at},Region {at},{at},0,{}", [0.9, 1.0, 1.1][at % 3]));
        line(1, format!("{region},kandas,{},{}", 40 + 7 * at, if at == 2 { 5 } else { 0 }));
        line(1, format!("{region},resettler,{},0", 20 + 5 * at));
        line(1, format!("{region},school-kk,{},0", 10 + 3 * at));
        for occupation in ["2221", "7212", "8332", "51", "2341"] {
            line(2, format!("{region},{occupation},{}", 1 + draw.below(3)));
        }
    }
    for at in 0..HOUSEHOLDS {
        let stream = draw.of(&["kandas", "kandas", "resettler"]);
        line(3, format!("H{at:03},{stream},{},2026-01-{:02}", draw.of(&["", "", "", "1"]), 1 + draw.below(28)));
        for member in 0..1 + draw.below(5) {
            let adult = member < 2;
            let born = if adult { 1960 + draw.below(45) } else { 2006 + draw.below(20) };
            let occupation =
                if adult { draw.of(&["2221", "7212", "7231", "8332", "5120", "2341", "", ""]) } else { "" };
            let education = draw.of(&["none", "secondary", "vocational", "higher", ""]);
            let needs = draw.of(&["", "", "", "", "dialysis"]);
            line(4, format!("P{at:03}-{member},H{at:03},{born},,{occupation},{education},kk,,{needs}"));
        }
        match draw.below(12) {
            0 if at > 0 => line(5, format!("H{at:03},H{:03},must,sister", at - 1)),
            1 | 2 => line(5, format!("H{at:03},{},prefer,cousin", draw.of(&REGIONS))),
            3 | 4 => line(6, format!("H{at:03},{},1", draw.of(&REGIONS))),
            5 => line(6, format!("H{at:03},{},veto", draw.of(&REGIONS))),
            6 => line(7, format!("H{at:03},{},forbid,no clinic,commission,2026-03-01", draw.of(&REGIONS))),
            7 => line(7, format!("H{at:03},{},pin,a job,commission,2026-03-01", draw.of(&REGIONS))),
            _ => {}
        }
    }
    for (name, text) in tables {
        fs::write(folder.join(name), text).expect("written");
    }
    fs::write(folder.join("programme.toml"), PROGRAMME).expect("written");
}

const PROGRAMME: &str = r#"
name = "A year that nobody lived"
year = 2026
seed = 7
synthetic = true
[[capacity]]
name = "kandas"
counts = { stream = "kandas" }
[[capacity]]
name = "resettler"
counts = { stream = "resettler" }
[[capacity]]
name = "school-kk"
counts = { age = "6..17", language = "kk" }
[value]
kin = 0.2
wish = 0.1
[outlook]
regional = "work_factor"
[inclusion]
rule = "value"
"#;
