//! Ages and sexes that a family can have: parents are 18 and more years older than their children.

use super::dice::Dice;
use super::families::{Family, Role};
use qonys_model::{AgeRange, Sex, SynthAges};

/// A mother is at least and at most so much older than her children.
const MOTHER: (u16, u16) = (19, 45);
/// Nobody heads a family below this age, and no parent is less older than a child.
const GROWN: u16 = 18;
/// The eldest mother of a child below working age.
const LAST_MOTHER: u16 = 48;

/// The ends of the three groups as numbers; an open end is put 25 years after the start.
struct Ends {
    child: (u16, u16),
    work: (u16, u16),
    old: (u16, u16),
}

impl Ends {
    fn new(ages: &SynthAges) -> Self {
        let ends = |range: AgeRange| (range.from, range.to.unwrap_or(range.from + 25));
        Self { child: ends(ages.children), work: ends(ages.working), old: ends(ages.old) }
    }
}

/// Gives every member an age within the group of the role, and a sex.
pub(super) fn give_ages(family: &mut Family, ages: &SynthAges, dice: &mut Dice) {
    let ends = Ends::new(ages);
    let count = |role| family.members.iter().filter(|m| m.role == role).count() as u16;
    let (children, grown) = (count(Role::Child), count(Role::GrownChild));
    let (couple, with_old) = (count(Role::Spouse) > 0, count(Role::Grandparent) > 0);

    let mother = parent_age(&ends, children, grown, with_old, dice);
    let father = (mother + dice.between(0, 6)).saturating_sub(1).max(GROWN.max(ends.work.0)).min(ends.work.1);
    let head = head_sex(couple, children + grown > 0, dice);
    let of = |sex| if sex == Sex::Male && couple { father } else { mother };
    let elder = if couple { mother.max(father) } else { mother };

    let mut young = child_ages(&ends, mother, children, dice);
    let mut old_sex = if dice.below(3) > 0 { Sex::Female } else { Sex::Male };
    for member in &mut family.members {
        (member.age, member.sex) = match member.role {
            Role::Head => (of(head), head),
            Role::Spouse => (of(opposite(head)), opposite(head)),
            Role::GrownChild => (dice.between(ends.work.0, (mother - MOTHER.0).min(ends.work.1)), coin(dice)),
            Role::Child => (young.pop().unwrap_or(ends.child.0), coin(dice)),
            Role::Grandparent | Role::OldAlone => {
                let above = if member.role == Role::Grandparent { elder + GROWN } else { 0 };
                let least = ends.old.0.max(above);
                let sex = old_sex;
                old_sex = opposite(sex);
                (dice.between(least, (least + 12).min(ends.old.1)), sex)
            }
        };
    }
}

/// The age of the mother, or of whoever heads a family without a couple; old enough for the children, and young enough
/// for the children and the old.
fn parent_age(ends: &Ends, children: u16, grown: u16, with_old: bool, dice: &mut Dice) -> u16 {
    let for_children = if children > 0 { ends.child.0 + MOTHER.0 + children } else { 0 };
    let for_grown = if grown > 0 { ends.work.0 + MOTHER.0 + grown } else { 0 };
    let least = GROWN.max(ends.work.0).max(for_children).max(for_grown);
    let for_old = if with_old { ends.old.1.saturating_sub(GROWN + 6) } else { ends.work.1 };
    let most = ends.work.1.min(for_old).min(if children > 0 { LAST_MOTHER } else { ends.work.1 });
    let age = dice.between(least, most.max(least));
    if grown == 0 {
        age.min(dice.between(least, most.max(least))) // those who move are rather young
    } else {
        age
    }
}

/// Men are named first more often in couples; lone parents are mostly mothers. Sex never enters the value.
fn head_sex(couple: bool, children: bool, dice: &mut Dice) -> Sex {
    let men_in_ten = match (couple, children) {
        (true, _) => 7,
        (false, true) => 2,
        (false, false) => 5,
    };
    if dice.below(10) < men_in_ten { Sex::Male } else { Sex::Female }
}

/// Ages of the children, youngest first, all different where the mother's age leaves room for that.
fn child_ages(ends: &Ends, mother: u16, children: u16, dice: &mut Dice) -> Vec<u16> {
    let least = ends.child.0.max(mother.saturating_sub(MOTHER.1));
    let most = ends.child.1.min(mother.saturating_sub(MOTHER.0)).max(least);
    let mut room: Vec<u16> = (least..=most).collect();
    dice.shuffle(&mut room);
    let mut ages: Vec<u16> = room.into_iter().cycle().take(usize::from(children)).collect();
    ages.sort_unstable();
    ages
}

fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}

fn coin(dice: &mut Dice) -> Sex {
    if dice.below(2) == 0 { Sex::Female } else { Sex::Male }
}
