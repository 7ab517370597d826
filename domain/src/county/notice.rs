//! The yearly notice of days off (国务院办公厅关于…部分节假日安排的通知) as people paste it: which days are off, which weekends are worked.

use chrono::NaiveDate;

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notice {
    /// Days off, in order.
    pub holidays: Vec<NaiveDate>,
    /// Weekends on which people work, in order.
    pub workdays: Vec<NaiveDate>,
}

/// A stretch of days off longer than this was misread.
const STRETCH_MAX: usize = 31;

/// Reads a notice. A day without a year is of the last year named before it, else of `year`; what says neither 放假 nor 上班 is passed
/// over, so the whole text can be pasted.
#[must_use]
pub fn read(text: &str, year: i32) -> Notice {
    let mut notice = Notice::default();
    let mut year = year;
    let text = without_asides(text);
    let ends = |c: char| matches!(c, '。' | '，' | ',' | ';' | '；' | '\n' | '!' | '！');
    for part in text.split(ends) {
        let is_worked = part.contains("上班") || part.contains("补班");
        let is_off = part.contains("放假") || part.contains("休息");
        let stretches = stretches(part, &mut year);
        // 放假调休 stands where people are off; 上班 says its own days.
        let list = match (is_worked, is_off) {
            (true, _) => &mut notice.workdays,
            (false, true) => &mut notice.holidays,
            (false, false) => continue,
        };
        for (first, last) in stretches {
            let days = first.iter_days().take_while(|day| *day <= last);
            list.extend(days.take(STRETCH_MAX));
        }
    }
    for list in [&mut notice.holidays, &mut notice.workdays] {
        list.sort_unstable();
        list.dedup();
    }
    notice
}

/// Without what stands in brackets: weekdays, the old calendar.
fn without_asides(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// A number with the word behind it, or another word that matters.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Token {
    Year(i32),
    Month(u32),
    Day(u32),
    Until,
}

fn tokens(part: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut digits = String::new();
    for c in part.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number: Option<u32> = digits.parse().ok();
        let token = match (c, number) {
            ('年', Some(year)) => i32::try_from(year).ok().map(Token::Year),
            ('月', Some(month)) => Some(Token::Month(month)),
            ('日' | '号', Some(day)) => Some(Token::Day(day)),
            ('至' | '到' | '—' | '－' | '-' | '~', _) => Some(Token::Until),
            _ => None,
        };
        found.extend(token);
        if c != ' ' {
            digits.clear();
        }
    }
    found
}

/// The days that a part of a sentence names, single ones as stretches of one.
fn stretches(part: &str, year: &mut i32) -> Vec<(NaiveDate, NaiveDate)> {
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    let mut month = None;
    let mut is_until = false;
    for token in tokens(part) {
        match token {
            // Not 第…年 and the like.
            Token::Year(named) if (2000..=2200).contains(&named) => *year = named,
            Token::Year(_) => {}
            Token::Month(named) => month = Some(named),
            Token::Until => is_until = true,
            Token::Day(day) => {
                let day = month.and_then(|month| NaiveDate::from_ymd_opt(*year, month, day));
                match (day, found.last_mut()) {
                    (Some(day), Some((first, last))) if is_until && *first <= day => *last = day,
                    (Some(day), _) => found.push((day, day)),
                    (None, _) => {}
                }
                is_until = false;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike as _, Weekday};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The days of 2026 as the State Council's office set them (notice of 4 November 2025), in its manner of writing.
    const OF_2026: &str = "2026年节假日安排如下。
一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。
二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。
三、清明节:4月4日(周六)至6日(周一)放假,共3天。
七、国庆节:10月1日(周四)至7日(周三)放假调休,共7天。9月20日(周日)、10月10日(周六)上班。
节假日期间要妥善安排好值班。";

    #[test]
    fn a_notice_says_which_days_are_off_and_which_weekends_are_worked() {
        let notice = read(OF_2026, 2020);
        assert_eq!(notice.holidays.len(), 3 + 9 + 3 + 7);
        assert!(notice.holidays.contains(&day("2026-02-23")));
        assert!(!notice.holidays.contains(&day("2026-02-24")));
        let worked = [
            "2026-01-04",
            "2026-02-14",
            "2026-02-28",
            "2026-09-20",
            "2026-10-10",
        ];
        assert_eq!(notice.workdays, worked.map(day));
        let is_weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        assert!(notice.workdays.iter().all(is_weekend));
    }

    #[test]
    fn a_stretch_may_go_over_the_turn_of_the_year_and_stand_in_full_width_brackets() {
        let notice = read(
            "元旦：2023年12月30日（周六）至2024年1月1日（周一）放假，共3天。\n春节：2月10日至17日放假,2月4日（周日）、2月18日（周日）上班。",
            2023,
        );
        assert_eq!(notice.holidays.first(), Some(&day("2023-12-30")));
        assert_eq!(notice.holidays.get(2), Some(&day("2024-01-01")));
        assert_eq!(notice.holidays.last(), Some(&day("2024-02-17")));
        assert_eq!(notice.workdays, [day("2024-02-04"), day("2024-02-18")]);
    }

    #[test]
    fn single_days_and_words_that_say_nothing_are_read_as_they_are() {
        let notice = read("5月1日、5月4日放假,镇政府值班电话不变。9月31日放假", 2026);
        assert_eq!(notice.holidays, [day("2026-05-01"), day("2026-05-04")]);
        assert!(notice.workdays.is_empty());
        assert_eq!(read("", 2026), Notice::default());
        assert_eq!(read("10月7日至1日放假", 2026).holidays.len(), 2);
    }
}
