//! Names of things as the reader's language has them. A thing without a name shows its key.

use crate::Texts;
use qonys_model::{CapacityIx, HouseholdIx, Occupation, OpeningIx, Package, PersonIx, RegionIx, codes};

impl Texts {
    /// Name of a region, else its key.
    #[must_use]
    pub fn region(&self, package: &Package, region: RegionIx) -> String {
        package.regions.get(region.at()).map_or_else(
            || nameless(region.at()),
            |known| Some(&known.names[self.lang().at()]).filter(|n| !n.is_empty()).unwrap_or(&known.id).clone(),
        )
    }

    /// Name of a capacity: words for those of the usual names, else the name in `programme.toml`.
    #[must_use]
    pub fn capacity(&self, package: &Package, capacity: CapacityIx) -> String {
        package
            .programme
            .capacity
            .get(capacity.at())
            .map_or_else(|| nameless(capacity.at()), |kind| self.say("capacity-name", &[("name", (&kind.name).into())]))
    }

    /// Name of a stream: words for `kandas` and `resettler`, else the stream as written.
    #[must_use]
    pub fn stream(&self, stream: &str) -> String {
        self.say("stream-name", &[("name", stream.into())])
    }

    /// Name of an occupation by ISCO-08, else the code.
    #[must_use]
    pub fn occupation(&self, occupation: Occupation) -> String {
        codes::occupation_name(occupation, self.lang().at()).map_or_else(|| occupation.to_string(), str::to_owned)
    }

    /// Key of a household.
    #[must_use]
    pub fn household(&self, package: &Package, household: HouseholdIx) -> String {
        package.households.get(household.at()).map_or_else(|| nameless(household.at()), |h| h.id.clone())
    }

    /// Key of a person.
    #[must_use]
    pub fn person(&self, package: &Package, person: PersonIx) -> String {
        package.people.get(person.at()).map_or_else(|| nameless(person.at()), |p| p.id.clone())
    }

    /// Occupation and region of an opening.
    #[must_use]
    pub fn opening(&self, package: &Package, opening: OpeningIx) -> String {
        package.openings.get(opening.at()).map_or_else(
            || nameless(opening.at()),
            |o| format!("{} ({}), {}", self.occupation(o.occupation), o.occupation, self.region(package, o.region)),
        )
    }
}

/// What is shown for a position that the package does not have.
fn nameless(at: usize) -> String {
    format!("#{at}")
}
