//! How people write single values: groups, dates, relations, sexes, phone numbers.

use chrono::{Datelike, NaiveDate};
use domain::phone;
use domain::resident::{Relation, Sex};

use crate::sheet::Value;

/// A birth date as it stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Birth {
    Blank,
    Day(NaiveDate),
    /// 出生年月: the day is missing.
    Month(i32, u32),
    Unreadable,
}

/// 3, 三, 三组, 第三组, 三社, 3组.
pub(crate) fn group(text: &str) -> Option<u16> {
    let text = text.trim().trim_start_matches('第');
    let digits = ["村民小组", "小组", "组", "社"]
        .into_iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim();
    digits
        .parse()
        .ok()
        .or_else(|| chinese_number(digits))
        .filter(|group| *group < 1000)
}

/// The group inside an address such as 柳湾村三组12号, and what follows it.
pub(crate) fn group_in_address(address: &str) -> Option<(u16, String)> {
    let end = address.find(['组', '社'])?;
    let (before, after) = address.split_at(end);
    let number: Vec<char> = before
        .trim_end_matches("村民小")
        .trim_end_matches('小')
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .collect();
    let number: String = number.into_iter().rev().collect();
    let rest: String = after.chars().skip(1).collect();
    Some((group(&number)?, rest.trim().to_owned()))
}

/// 一 to 九十九.
fn chinese_number(text: &str) -> Option<u16> {
    let digit = |c: char| {
        let place = "一二三四五六七八九".chars().position(|known| known == c)?;
        u16::try_from(place + 1).ok()
    };
    let characters: Vec<char> = text.chars().collect();
    match characters.as_slice() {
        ['十'] => Some(10),
        [one] => digit(*one),
        ['十', ones] => Some(10 + digit(*ones)?),
        [tens, '十'] => Some(digit(*tens)? * 10),
        [tens, '十', ones] => Some(digit(*tens)? * 10 + digit(*ones)?),
        _ => None,
    }
}

pub(crate) fn birth(value: Option<&Value>) -> Birth {
    match value {
        None => Birth::Blank,
        Some(Value::Day(day)) => plausible(Some(*day)),
        Some(Value::Number(number)) => birth_number(*number),
        Some(text @ Value::Text(_)) => birth_text(&text.text()),
    }
}

/// A day of Excel's calendar, or eight digits.
fn birth_number(number: f64) -> Birth {
    if (1.0..100_000.0).contains(&number) {
        #[expect(clippy::cast_possible_truncation, reason = "between 1 and 100,000")]
        let days = chrono::TimeDelta::days(number as i64);
        let epoch = NaiveDate::from_ymd_opt(1899, 12, 30);
        return plausible(epoch.and_then(|epoch| epoch.checked_add_signed(days)));
    }
    birth_text(&Value::Number(number).text())
}

fn birth_text(text: &str) -> Birth {
    if text.is_empty() {
        return Birth::Blank;
    }
    // Exported date cells carry a time of day.
    let date = text.split_whitespace().next().unwrap_or_default();
    let digits: Vec<&str> = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| part.parse::<u32>().ok();
    match digits.as_slice() {
        [year, month, day] if year.len() == 4 => {
            plausible(ymd(number(year), number(month), number(day)))
        }
        [year, month] if year.len() == 4 => month_only(number(year), number(month)),
        [all] if all.len() == 8 => plausible(NaiveDate::parse_from_str(all, "%Y%m%d").ok()),
        [all] if all.len() == 6 => {
            month_only(all.get(..4).and_then(number), all.get(4..).and_then(number))
        }
        [serial] if serial.len() == 5 && *serial == date => {
            serial.parse().map_or(Birth::Unreadable, birth_number)
        }
        _ => Birth::Unreadable,
    }
}

fn ymd(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year?).ok()?, month?, day?)
}

fn month_only(year: Option<u32>, month: Option<u32>) -> Birth {
    match plausible(ymd(year, month, Some(1))) {
        Birth::Day(first) => Birth::Month(first.year(), first.month()),
        other => other,
    }
}

fn plausible(day: Option<NaiveDate>) -> Birth {
    day.filter(|day| (1880..2200).contains(&day.year()))
        .map_or(Birth::Unreadable, Birth::Day)
}

/// 与户主关系 in the words of registers, or the two digits of GB/T 4761.
pub(crate) fn relation(text: &str) -> Option<Relation> {
    let text = text.trim_start_matches('之');
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if let Ok(code) = text.parse::<u8>() {
        return coded_relation(code).filter(|_| text.len() <= 2);
    }
    if matches!(text, "户主" | "本人" | "户主本人") {
        Some(Relation::Head)
    } else if text == "子女" {
        None
    } else if has(&[
        "姐夫",
        "妹夫",
        "侄",
        "甥",
        "媳",
        "婿",
        "嫂",
        "叔",
        "伯",
        "姑",
        "姨",
        "舅",
        "其他",
        "其它",
        "非亲属",
    ]) {
        Some(Relation::Other)
    } else if has(&["孙"]) {
        Some(Relation::Grandchild)
    } else if has(&["祖", "爷", "奶"]) {
        Some(Relation::Grandparent)
    } else if has(&["配偶", "妻", "夫", "爱人", "老婆", "老公"]) {
        Some(Relation::Spouse)
    } else if has(&["父", "母", "公公", "婆婆"]) {
        Some(Relation::Parent)
    } else if has(&["兄", "弟", "姐", "妹", "哥"]) {
        Some(Relation::Sibling)
    } else if text.ends_with(['子', '儿']) && text != "女儿" {
        Some(Relation::Son)
    } else if text.ends_with('女') || text == "女儿" {
        Some(Relation::Daughter)
    } else {
        None
    }
}

fn coded_relation(code: u8) -> Option<Relation> {
    match code {
        0..=2 => Some(Relation::Head),
        10..=19 => Some(Relation::Spouse),
        20..=29 => Some(Relation::Son),
        30..=39 => Some(Relation::Daughter),
        40..=49 => Some(Relation::Grandchild),
        50..=59 => Some(Relation::Parent),
        60..=69 => Some(Relation::Grandparent),
        70..=79 => Some(Relation::Sibling),
        80..=99 => Some(Relation::Other),
        _ => None,
    }
}

pub(crate) fn sex(text: &str) -> Option<Sex> {
    match text {
        "男" | "男性" | "1" => Some(Sex::Male),
        "女" | "女性" | "2" => Some(Sex::Female),
        _ => None,
    }
}

/// The first number in the cell that somebody could be called on; `None` when there is none.
pub(crate) fn phone(text: &str) -> Option<String> {
    text.split(['/', '、', ',', ';', '，', '；', '\n'])
        .map(phone::tidy)
        .find(|number| phone::is_plausible(number))
}
