//! PIN rules: which PINs are too easy, and how long to wait after a wrong one.

/// Wrong PINs after which only a new enrolment code helps.
pub(crate) const MOST_TRIES: u32 = 10;

/// Seconds to wait after the first, second, … wrong PIN.
const DELAYS: [u32; 9] = [0, 0, 0, 5, 15, 30, 60, 120, 300];

/// Seconds to wait after this many wrong PINs.
pub(crate) fn delay_after(wrong: u32) -> u32 {
    let place = usize::try_from(wrong.saturating_sub(1)).unwrap_or(usize::MAX);
    let last = DELAYS.last().copied().unwrap_or_default();
    if wrong == 0 {
        0
    } else {
        DELAYS.get(place).copied().unwrap_or(last)
    }
}

/// Six digits, not all the same and not a run up or down.
pub(crate) fn is_strong(pin: &str) -> bool {
    let digits: Vec<i32> = pin
        .chars()
        .filter_map(|c| c.to_digit(10).and_then(|digit| i32::try_from(digit).ok()))
        .collect();
    if digits.len() != 6 || pin.chars().count() != 6 {
        return false;
    }
    let steps: Vec<i32> = digits
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((b - a).rem_euclid(10)),
            _ => None,
        })
        .collect();
    // 0: all the same; 1: 123456 and 890123; 9: 654321 and 210987.
    ![0, 1, 9]
        .iter()
        .any(|easy| steps.iter().all(|step| step == easy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_pins_are_refused() {
        for pin in [
            "111111",
            "123456",
            "654321",
            "890123",
            "012345",
            "12345",
            "1234567",
            "12a456",
            "",
            "１２３４５６",
        ] {
            assert!(!is_strong(pin), "{pin}");
        }
        for pin in ["135790", "112233", "908172", "123457"] {
            assert!(is_strong(pin), "{pin}");
        }
    }

    #[test]
    fn the_delay_grows_and_stays() {
        let delays: Vec<u32> = (0..=11).map(delay_after).collect();
        assert_eq!(delays, [0, 0, 0, 0, 5, 15, 30, 60, 120, 300, 300, 300]);
    }
}
