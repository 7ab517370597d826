//! Masked forms for lists: enough to recognise, not enough to copy (PIPL articles 6 and 51).

/// 张三丰 → 张**.
#[must_use]
pub fn name(name: &str) -> String {
    let mut characters = name.chars();
    let first: String = characters.by_ref().take(1).collect();
    first + &"*".repeat(characters.count())
}

/// 13812345678 → 138****5678; shorter numbers keep their last four.
#[must_use]
pub fn phone(number: &str) -> String {
    keep_ends(number, if number.chars().count() >= 11 { 3 } else { 0 }, 4)
}

/// 11010519491231002X → 110***********002X.
#[must_use]
pub fn identity_number(number: &str) -> String {
    keep_ends(number, 3, 4)
}

fn keep_ends(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let keeps = |place: usize| length > head + tail && (place < head || place >= length - tail);
    text.chars()
        .enumerate()
        .map(|(place, c)| if keeps(place) { c } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn masks_keep_what_recognises_and_hide_the_rest() {
        assert_eq!(super::name("张三丰"), "张**");
        assert_eq!(super::name(""), "");
        assert_eq!(super::phone("13812345678"), "138****5678");
        assert_eq!(super::phone("6123456"), "***3456");
        assert_eq!(super::phone("612"), "***");
        assert_eq!(
            super::identity_number("11010519491231002X"),
            "110***********002X"
        );
    }
}
