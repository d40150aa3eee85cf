//! Each chart on tiny data, byte for byte; and whatever texts and numbers come, well-formed.

use super::*;
use crate::markup_check::well_formed;
use proptest::prelude::*;

const CAPTION: Caption<'_> = Caption { id: "c", title: "Title & more", desc: "What is to be seen" };

fn series() -> Vec<Series> {
    [("Asked", Look::Striped), ("Placed", Look::Solid), ("Left", Look::Outlined)]
        .map(|(name, look)| Series { name: name.to_owned(), look })
        .to_vec()
}

fn bar(number: f64) -> Bar {
    Bar { number, text: format!("{number}") }
}

#[test]
fn lengths_have_one_spelling() {
    assert_eq!(px(12.0), "12");
    assert_eq!(px(12.3456), "12.35");
    assert_eq!(px(-0.001), "0");
    assert_eq!(px(100.10), "100.1");
}

#[test]
fn shares_are_bounded() {
    assert_eq!(percent(5.0, 10.0, 80.0), 40.0);
    assert_eq!(percent(50.0, 10.0, 80.0), 80.0);
    assert_eq!(percent(-1.0, 10.0, 80.0), 0.0);
    assert_eq!(percent(f64::NAN, 10.0, 80.0), 0.0);
    assert_eq!(percent(1.0, 0.0, 80.0), 0.0);
}

#[test]
fn a_picture_of_its_own_brings_size_and_style() {
    let caption = Caption { id: "c", title: "t", desc: "d" };
    let chart = format!("{}</svg>", open(&caption, "x", "height=\"10\""));
    let alone = standalone(&chart, 640);
    assert!(alone.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"10\""));
    assert!(alone.contains("<style>"));
    let map = standalone(&tile_map(&caption, &[]), 640);
    assert!(!map.contains(" style=") && map.contains("viewBox") && map.ends_with("</svg>"), "{map}");
}

#[test]
fn grouped() {
    let rows = vec![
        BarRow { label: "Pavlodar".to_owned(), bars: [13.0, 6.0, 0.0].map(bar).to_vec() },
        BarRow { label: "<b>".to_owned(), bars: [3.0, 4.0, 2.0].map(bar).to_vec() },
    ];
    let chart = grouped_bars(&CAPTION, &series(), &rows, 13.0);
    well_formed(&chart);
    insta::assert_snapshot!(chart);
}

#[test]
fn parts() {
    let row = |label: &str, whole: f64, part: f64| PartRow {
        label: label.to_owned(),
        whole,
        part,
        text: format!("{part} of {whole}"),
    };
    let rows = [row("Nurses", 4.0, 1.0), row("Welders of many trades, and all who work beside them", 2.0, 2.0)];
    let chart = part_bars(&CAPTION, ["filled", "wanted"], &rows, 4.0);
    well_formed(&chart);
    insta::assert_snapshot!(chart);
}

#[test]
fn signed() {
    let row = |label: &str, number: f64| SignedRow { label: label.to_owned(), number, text: format!("{number:+}") };
    let chart = signed_bars(&CAPTION, &[row("Pavlodar", 0.3), row("Kostanay", 0.0), row("Abai", -0.1)]);
    well_formed(&chart);
    insta::assert_snapshot!(chart);
}

#[test]
fn tiles() {
    let tile = |place, name: &str, share: f64, price: f64| Tile {
        place,
        name: name.to_owned(),
        amount: Some(TileAmount { share: Some(share), text: "6".to_owned(), of: "of 6".to_owned(), on_phone: false }),
        price: Some(TilePrice { number: price, text: format!("{price}") }),
    };
    let empty = Tile { place: None, name: "Nowhere".to_owned(), amount: None, price: None };
    let map =
        tile_map(&CAPTION, &[tile(Some((1, 0)), "North", 1.0, 0.3), tile(Some((0, 1)), "West", 0.4, -0.1), empty]);
    well_formed(&map);
    insta::assert_snapshot!(map);
}

#[test]
fn a_bar_ends_where_its_number_does() {
    let rows = [BarRow { label: String::new(), bars: vec![bar(10.0), bar(5.0), bar(f64::INFINITY)] }];
    let chart = grouped_bars(&CAPTION, &series(), &rows, 10.0);
    let widths: Vec<&str> = chart.split("width=\"").skip(2).filter_map(|w| w.split_once("%\"")).map(|w| w.0).collect();
    let width = |at: usize| widths[at].parse::<f64>().expect("a width");
    assert!((width(0) - 2.0 * width(1)).abs() < 0.02, "{widths:?}");
    assert_eq!(width(2), 0.0);
}

#[test]
fn numbers_at_the_ends_of_what_there_is() {
    let row = |number: f64| SignedRow { label: "x".to_owned(), number, text: String::new() };
    let numbers = [f64::MAX, f64::MIN, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 5e-324];
    let chart = signed_bars(&CAPTION, &numbers.map(row));
    well_formed(&chart);
    assert!(!chart.contains("NaN") && !chart.contains("inf"), "{chart}");
    well_formed(&signed_bars(&CAPTION, &[]));
    well_formed(&grouped_bars(&CAPTION, &[], &[], 0.0));
    well_formed(&part_bars(&CAPTION, ["", ""], &[], f64::NAN));
    well_formed(&tile_map(&CAPTION, &[]));
}

proptest! {
    #[test]
    fn any_text_and_number_is_well_formed(
        name in "\\PC{0,60}|[\\x00-\\x7f]{0,40}|(<script>|\"|'|&|\u{202e}|]]>|<!--){0,6}",
        number in proptest::num::f64::ANY,
        place in proptest::option::of((any::<i32>(), any::<i32>())),
    ) {
        let text = name.clone();
        let caption = Caption { id: "c", title: &name, desc: &name };
        let bars = vec![Bar { number, text: text.clone() }];
        let single = [Series { name: text.clone(), look: Look::Striped }];
        well_formed(&grouped_bars(&caption, &single, &[BarRow { label: text.clone(), bars }], number));
        let part = PartRow { label: text.clone(), whole: number, part: number, text: text.clone() };
        well_formed(&part_bars(&caption, [&name, &name], &[part], number));
        well_formed(&signed_bars(&caption, &[SignedRow { label: text.clone(), number, text: text.clone() }]));
        let tile = Tile {
            place,
            name: text.clone(),
            amount: Some(TileAmount { share: Some(number), text: text.clone(), of: text.clone(), on_phone: true }),
            price: Some(TilePrice { number, text }),
        };
        let map = tile_map(&caption, &[tile.clone(), tile]);
        well_formed(&map);
        well_formed(&standalone(&map, 640));
        prop_assert!(!map.contains("NaN") && !map.contains("\"inf"));
    }
}

#[test]
fn parts_of_several_terms() {
    let series = ["Tax & more", "People", "Third"].map(str::to_owned);
    let row =
        |label: &str, parts: [f64; 3]| StackedRow { label: label.to_owned(), parts: parts.to_vec(), text: "7".into() };
    let rows = [row("A <b>", [1.0, 2.0, 0.0]), row("B", [0.5, f64::NAN, -3.0])];
    let chart = stacked_bars(&CAPTION, &series, &rows, 3.0);
    well_formed(&chart);
    insta::assert_snapshot!("stacked", chart);
    well_formed(&stacked_bars(&CAPTION, &[], &[], 0.0));
}

#[test]
fn what_tells_two_labels_of_one_region_apart_is_not_cut() {
    let cut = |text: &str, most| fitted(text, most);
    let region = "Восточно-Казахстанская область";
    let two = ["Квота кандасов", "Квота переселенцев"].map(|places| cut(&format!("{region} · {places}"), 35));
    assert_eq!(two, ["Восточно-Казахста… · Квота кандасов", "Восточно-Каза… · Квота переселенцев"].map(str::to_owned));
    assert_eq!(cut("a · b", 5), "a · b");
    assert_eq!(cut("short · a name that is much too long", 20), "short · a name that…");
    assert_eq!(cut(&format!("{0} · {0}", "х".repeat(40)), 21), format!("{}… · {}…", "х".repeat(5), "х".repeat(11)));
    assert_eq!(cut("no two names in here", 10), "no two na…");
}
