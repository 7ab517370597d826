//! Who lives behind one door: ages and relations that fit together.

use domain::resident::{Relation, Sex};

use crate::chance::Chance;

/// A person before names and numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kin {
    pub(crate) relation: Relation,
    pub(crate) sex: Sex,
    pub(crate) age: i64,
}

/// The largest household.
pub(crate) const LARGEST: usize = 8;

/// A family of `size` people, the head first.
pub(crate) fn family(chance: &mut Chance, size: usize) -> Vec<Kin> {
    let head = head(chance, size);
    let mut kin = vec![head];
    if chance.in_1000(920) {
        kin.push(Kin {
            relation: Relation::Spouse,
            sex: opposite(head.sex),
            age: (head.age + chance.between(-4, 3)).clamp(21, 92),
        });
    }
    let near = match head.age {
        ..47 => young(chance, head.age),
        47..=60 => middle(chance, head.age),
        _ => old(chance, head.age),
    };
    kin.extend(near);
    kin.truncate(size);
    while kin.len() < size {
        kin.push(Kin {
            relation: Relation::Other,
            sex: any_sex(chance),
            age: chance.between(18, 60),
        });
    }
    kin
}

fn head(chance: &mut Chance, size: usize) -> Kin {
    let (old, male) = match size {
        1 => (650, 520),
        2 => (600, 800),
        _ => (180, 880),
    };
    let age = if chance.in_1000(old) {
        chance.between(61, 84)
    } else {
        chance.between(28, 60)
    };
    let sex = if chance.in_1000(male) {
        Sex::Male
    } else {
        Sex::Female
    };
    Kin {
        relation: Relation::Head,
        sex,
        age,
    }
}

/// Children at school, the head's parents.
fn young(chance: &mut Chance, head: i64) -> Vec<Kin> {
    let eldest = (head - 21).min(22);
    let mut kin = vec![child(chance, 0, eldest)];
    let mut rest = vec![
        child(chance, 0, eldest),
        parent(chance, head, Sex::Female),
        parent(chance, head, Sex::Male),
    ];
    chance.shuffle(&mut rest);
    kin.extend(rest);
    kin.push(child(chance, 0, eldest));
    kin.push(Kin {
        relation: Relation::Sibling,
        sex: any_sex(chance),
        age: (head + chance.between(-6, 6)).max(18),
    });
    kin
}

/// Grown children, one of them married, and old parents.
fn middle(chance: &mut Chance, head: i64) -> Vec<Kin> {
    let heir = child(chance, head - 25, head - 21);
    let mut rest = vec![child(chance, head - 30, head - 23)];
    if heir.age >= 22 {
        rest.push(in_law(chance, heir));
        rest.push(grandchild(chance, heir.age - 21));
    }
    rest.push(parent(chance, head, Sex::Female));
    chance.shuffle(&mut rest);
    let mut kin = vec![heir];
    kin.extend(rest);
    kin.push(parent(chance, head, Sex::Male));
    kin.push(child(chance, head - 36, head - 26));
    kin
}

/// A grown child with the own family.
fn old(chance: &mut Chance, head: i64) -> Vec<Kin> {
    let heir = child(chance, head - 32, head - 22);
    let mut kin = vec![heir, in_law(chance, heir)];
    for _ in 0..3 {
        kin.push(grandchild(chance, (heir.age - 22).min(24)));
    }
    kin.push(child(chance, head - 36, head - 24));
    kin
}

fn child(chance: &mut Chance, youngest: i64, eldest: i64) -> Kin {
    let sex = any_sex(chance);
    let relation = match sex {
        Sex::Female => Relation::Daughter,
        Sex::Male | Sex::Unknown => Relation::Son,
    };
    let youngest = youngest.max(0);
    Kin {
        relation,
        sex,
        age: chance.between(youngest, eldest.max(youngest)),
    }
}

/// 儿媳 or 女婿: another relative in the list of relations.
fn in_law(chance: &mut Chance, heir: Kin) -> Kin {
    Kin {
        relation: Relation::Other,
        sex: opposite(heir.sex),
        age: (heir.age + chance.between(-3, 3)).max(20),
    }
}

fn grandchild(chance: &mut Chance, eldest: i64) -> Kin {
    Kin {
        relation: Relation::Grandchild,
        sex: any_sex(chance),
        age: chance.between(0, eldest.max(0)),
    }
}

fn parent(chance: &mut Chance, head: i64, sex: Sex) -> Kin {
    Kin {
        relation: Relation::Parent,
        sex,
        age: (head + chance.between(20, 30)).min(96),
    }
}

fn any_sex(chance: &mut Chance) -> Sex {
    chance.weighted(&[(Sex::Male, 510)], Sex::Female)
}

fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male | Sex::Unknown => Sex::Female,
    }
}
