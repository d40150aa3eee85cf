//! A drawn population as a package, without files between.

use qonys_model::{
    Drawn, Household, HouseholdIx, Language, Opening, Package, Person, PersonIx, RegionIx, Tie, TieTo, Wish,
};
use std::collections::BTreeMap;

/// The families and openings of a draw before the regions of a package, whose own are left out. What is drawn for a region
/// that the package does not have is left out too.
#[must_use]
pub fn package(frame: &Package, drawn: &Drawn) -> Package {
    let mut package = frame.without_families();
    let regions: BTreeMap<String, RegionIx> =
        frame.regions.iter().enumerate().map(|(at, r)| (r.id.clone(), at.into())).collect();
    let households: BTreeMap<&str, HouseholdIx> =
        drawn.households.iter().enumerate().map(|(at, h)| (h.id.as_str(), at.into())).collect();
    package.households = drawn.households.iter().map(household).collect();
    for person in &drawn.people {
        let home = households[person.household.as_str()];
        package.households[home.at()].members.push(PersonIx::from(package.people.len()));
        package.people.push(Person {
            id: person.id.clone(),
            household: home,
            birth_year: person.birth_year,
            sex: Some(person.sex),
            occupation: person.occupation,
            education: person.education,
            languages: person.languages.split_whitespace().map(|code| Language(code.to_owned())).collect(),
            works: person.works,
            needs: Vec::new(),
            row: 0,
        });
    }
    let opening = |o: &qonys_model::DrawnOpening| {
        let region = *regions.get(&o.region)?;
        Some(Opening { region, occupation: o.occupation, openings: o.openings, row: 0 })
    };
    package.openings = drawn.openings.iter().filter_map(opening).collect();
    let tie = |t: &qonys_model::DrawnTie| {
        let region = regions.get(&t.to).map(|&r| TieTo::Region(r));
        let to = region.or_else(|| households.get(t.to.as_str()).map(|&h| TieTo::Household(h)))?;
        let household = households[t.household.as_str()];
        Some(Tie { household, to, kind: t.kind, relation: Some(t.relation.clone()), row: 0 })
    };
    package.ties = drawn.ties.iter().filter_map(tie).collect();
    let wish = |w: &qonys_model::DrawnWish| {
        let region = *regions.get(&w.region)?;
        Some(Wish { household: households[w.household.as_str()], region, rank: w.rank, row: 0 })
    };
    package.wishes = drawn.wishes.iter().filter_map(wish).collect();
    package
}

fn household(drawn: &qonys_model::DrawnHousehold) -> Household {
    Household {
        id: drawn.id.clone(),
        stream: Some(drawn.stream.clone()),
        priority: None,
        applied: Some(drawn.applied),
        arrived: drawn.arrived,
        origin: Some(drawn.origin.clone()),
        counts: BTreeMap::new(),
        members: Vec::new(),
        row: 0,
    }
}
