//! 公民身份号码 (GB 11643): six digits region, eight birth date, three serial, one check character (ISO 7064 MOD 11-2).

use chrono::{Datelike, NaiveDate};

use crate::issue::IssueCode;
use crate::resident::Sex;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// What an identity number says about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Date of birth.
    pub birth: NaiveDate,
    /// Sex: an odd serial is male.
    pub sex: Sex,
}

/// The number as it is stored: no spaces, upper case X.
#[must_use]
pub fn tidy(number: &str) -> String {
    number
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if c == 'x' || c == 'Ｘ' || c == 'ｘ' {
                'X'
            } else {
                c
            }
        })
        .collect()
}

/// The check character for the first 17 digits; `None` when they are not 17 digits.
#[must_use]
pub fn check_character(first17: &str) -> Option<char> {
    let digits: Vec<u32> = first17
        .chars()
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()?;
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    CHECK.get(usize::try_from(sum % 11).ok()?).copied()
}

/// Reads a tidy number.
///
/// # Errors
/// The [`IssueCode`] of the first thing that is wrong: length, check character, or birth date (which may not lie after `today`).
pub fn read(number: &str, today: NaiveDate) -> Result<Identity, IssueCode> {
    let characters: Vec<char> = number.chars().collect();
    let (Some((check, first17)), 18) = (characters.split_last(), characters.len()) else {
        return Err(IssueCode::IdentityLength);
    };
    let first17: String = first17.iter().collect();
    if check_character(&first17) != Some(*check) {
        return Err(IssueCode::IdentityCheck);
    }
    let birth = first17
        .get(6..14)
        .and_then(birth_date)
        .filter(|birth| *birth <= today && birth.year() >= 1880)
        .ok_or(IssueCode::IdentityBirth)?;
    let serial_is_odd = first17
        .chars()
        .last()
        .and_then(|c| c.to_digit(10))
        .is_some_and(|digit| digit % 2 == 1);
    Ok(Identity {
        birth,
        sex: if serial_is_odd {
            Sex::Male
        } else {
            Sex::Female
        },
    })
}

/// Year, month and day, as eight digits.
fn birth_date(digits: &str) -> Option<NaiveDate> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn the_standards_own_example_is_valid() {
        let identity = read("11010519491231002X", today()).unwrap();
        assert_eq!(
            identity.birth,
            NaiveDate::from_ymd_opt(1949, 12, 31).unwrap()
        );
        assert_eq!(identity.sex, Sex::Female);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("", IssueCode::IdentityLength),
            ("1101051949123100", IssueCode::IdentityLength),
            ("110105194912310021", IssueCode::IdentityCheck),
            (
                "身份证号码一二三四五六七八九十甲乙丙",
                IssueCode::IdentityCheck,
            ),
        ];
        for (number, code) in cases {
            assert_eq!(read(number, today()), Err(code), "{number}");
        }
        let unborn = "11010520991231002";
        let number = format!("{unborn}{}", check_character(unborn).unwrap());
        assert_eq!(read(&number, today()), Err(IssueCode::IdentityBirth));
    }

    #[test]
    fn one_wrong_digit_is_always_found() {
        let number = "11010519491231002X";
        for place in 0..17 {
            for digit in '0'..='9' {
                let mut changed: Vec<char> = number.chars().collect();
                if changed[place] == digit {
                    continue;
                }
                changed[place] = digit;
                let changed: String = changed.into_iter().collect();
                assert!(read(&changed, today()).is_err(), "{changed}");
            }
        }
    }

    #[test]
    fn a_small_or_wide_x_is_tidied() {
        assert_eq!(tidy(" 110105 19491231 002x"), "11010519491231002X");
        assert_eq!(tidy("11010519491231002Ｘ"), "11010519491231002X");
    }
}
