//! `[fairness]`: groups that a policy names, and what it promises them. Without it no group enters the value.

use crate::count::fits;
use crate::{AgeRange, Education, Household, HouseholdIx, Package, Programme, Sex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A group of fewer households is flagged: its mean turns on single families.
pub const SMALL_GROUP: u32 = 20;

/// `[fairness]`: groups and the rule that protects them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Fairness {
    /// What every group is promised.
    pub rule: FairnessRule,
    /// The default policy that plans are held against.
    pub against: DefaultPolicy,
    /// At most so many households may be worth less than they could expect under the default policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worse_off_at_most: Option<u32>,
    /// The groups. They may overlap, and need not cover everybody.
    pub group: Vec<Group>,
}

/// What every group is promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FairnessRule {
    /// Nothing: groups are shown only.
    #[default]
    None,
    /// At least what the group could expect under the default policy.
    Floor,
    /// At least what the group could get alone with its proportional share of every capacity.
    Proportional,
    /// The least ratio of a group's value to its own best alone is as great as can be.
    MaxMin,
}

/// A policy that takes no group into account and needs no computer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultPolicy {
    /// Each family to a region drawn in proportion to its places.
    #[default]
    QuotaOnly,
    /// Each family in order of application to the region that is worth most to it then.
    FirstCome,
    /// Each family to any region with room, all as likely.
    Random,
}

/// A group of households.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Name, as shown in reports.
    pub name: String,
    /// Which households belong to it.
    pub who: GroupRule,
}

/// Which households belong to a group: every condition that is given must hold; those about members, of one member.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupRule {
    /// Households of this stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// Households from this origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Households of so many persons, e.g. `"5.."`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<AgeRange>,
    /// Households with a number above 0 in this column of `households.csv`, or within `number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What the number in `column` must be, e.g. `"3.."`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<AgeRange>,
    /// A member of this age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeRange>,
    /// A member of this sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// A member with this education.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// A member who lists this language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A member who has this need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// A member whose occupation begins with these ISCO-08 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
}

impl Fairness {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether plans are bound by anything of it.
    #[must_use]
    pub fn binds(&self) -> bool {
        (self.rule != FairnessRule::None && !self.group.is_empty()) || self.worse_off_at_most.is_some()
    }
}

impl GroupRule {
    /// Whether a household belongs.
    #[must_use]
    pub fn takes(&self, package: &Package, household: &Household) -> bool {
        let number = |column: &String| {
            let have = u16::try_from(household.counts.get(column).copied().unwrap_or(0)).unwrap_or(u16::MAX);
            self.number.map_or(have > 0, |range| range.contains(have))
        };
        let persons = u16::try_from(household.persons()).unwrap_or(u16::MAX);
        fits(&self.stream, &household.stream)
            && fits(&self.origin, &household.origin)
            && self.persons.is_none_or(|range| range.contains(persons))
            && self.column.as_ref().is_none_or(number)
            && (!self.asks_members() || household.members.iter().any(|p| self.takes_member(package, p.at())))
    }

    /// Whether a condition is about members.
    #[must_use]
    pub fn asks_members(&self) -> bool {
        self.age.is_some()
            || self.sex.is_some()
            || self.education.is_some()
            || self.language.is_some()
            || self.needs.is_some()
            || self.occupation.is_some()
    }

    /// Whether it goes by sex or origin.
    #[must_use]
    pub fn by_sex_or_origin(&self) -> bool {
        self.sex.is_some() || self.origin.is_some()
    }

    fn takes_member(&self, package: &Package, person: usize) -> bool {
        let person = &package.people[person];
        self.age.is_none_or(|range| range.contains(person.age(package.programme.year)))
            && self.sex.is_none_or(|sex| person.sex == Some(sex))
            && self.education.is_none_or(|level| person.education == level)
            && self
                .language
                .as_ref()
                .is_none_or(|code| person.languages.iter().any(|l| Programme::same_language(code, l)))
            && self.needs.as_ref().is_none_or(|need| person.needs.iter().any(|n| n.eq_ignore_ascii_case(need)))
            && self
                .occupation
                .as_ref()
                .is_none_or(|prefix| person.occupation.is_some_and(|o| o.to_string().starts_with(prefix.as_str())))
    }
}

/// The households of each group, in package order.
#[must_use]
pub fn members_of_groups(package: &Package) -> Vec<Vec<HouseholdIx>> {
    let takes = |group: &Group| {
        let all = (0..package.households.len()).map(HouseholdIx::from);
        all.filter(|h| group.who.takes(package, &package.households[h.at()])).collect()
    };
    package.programme.fairness.group.iter().map(takes).collect()
}

/// What a plan means for the groups of a policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FairnessFacts {
    /// The rule.
    pub rule: FairnessRule,
    /// The default policy that it is held against.
    pub against: DefaultPolicy,
    /// One for each group, in the order of the policy.
    pub groups: Vec<GroupFacts>,
    /// Households worth less than they could expect under the default policy; a party counts with all its households.
    pub worse_off: u32,
    /// The most of them that the policy allows.
    pub worse_off_at_most: Option<u32>,
    /// The same number in the best plan without the rules.
    pub worse_off_without: Option<u32>,
    /// What all could expect under the default policy.
    pub default_value: f64,
    /// Worth of the best plan known without the rules; `None` = there is none.
    pub value_without: Option<f64>,
    /// What one household more that may be worse off would add to the plan's worth, by the dual.
    pub worse_off_price: f64,
    /// Under max-min: the least ratio that the rule holds, and the proved bound on it.
    pub least_ratio: Option<(f64, f64)>,
}

/// What a plan means for one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupFacts {
    /// Name.
    pub name: String,
    /// Households in it, with those tied to them by must-ties.
    pub households: u32,
    /// Their persons.
    pub persons: u32,
    /// Whether it has fewer households than [`SMALL_GROUP`].
    pub small: bool,
    /// Whether it goes by sex or origin.
    pub by_sex_or_origin: bool,
    /// What the plan is worth to it.
    pub value: f64,
    /// What the best plan known without the rules is worth to it.
    pub without: Option<f64>,
    /// What it could expect under the default policy.
    pub default_value: f64,
    /// What the rule promises it; `None` = nothing.
    pub promised: Option<f64>,
    /// Its own best alone, where the rule asks for it.
    pub alone: Option<f64>,
    /// What one less promised to it would add to the plan's worth, by the dual.
    pub price: f64,
}

impl FairnessFacts {
    /// What the rules cost: worth of the best plan without them less the plan's.
    #[must_use]
    pub fn price(&self, value: f64) -> Option<f64> {
        self.value_without.map(|without| without - value)
    }

    /// Whether a group goes by sex or origin, and a rule binds the plan by it.
    #[must_use]
    pub fn sex_or_origin_enters(&self) -> bool {
        self.rule != FairnessRule::None && self.groups.iter().any(|g| g.by_sex_or_origin)
    }
}
