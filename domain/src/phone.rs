//! Phone numbers: mobile `1[3-9]` and nine digits, or a landline with or without its area code.

/// The number as it is stored: digits only, and one `-` after a landline's area code.
#[must_use]
pub fn tidy(number: &str) -> String {
    let text: String = number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let mobile = text.replace('-', "");
    let mobile = mobile
        .strip_prefix("86")
        .filter(|rest| is_mobile(rest))
        .unwrap_or(&mobile);
    if is_mobile(mobile) {
        mobile.to_owned()
    } else {
        text
    }
}

/// Is this a mobile number?
#[must_use]
pub fn is_mobile(number: &str) -> bool {
    let bytes = number.as_bytes();
    matches!(bytes, [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit))
}

/// Could somebody be called on this number? Mobile, or 7 to 12 digits with at most one hyphen.
#[must_use]
pub fn is_plausible(number: &str) -> bool {
    if is_mobile(number) {
        return true;
    }
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let hyphens = number.bytes().filter(|b| *b == b'-').count();
    let landline = (7..=12).contains(&digits) && hyphens <= 1 && digits + hyphens == number.len();
    // What starts with 1 and is no mobile number is a mistyped one: landlines start with 0 or a local digit above 1.
    landline && !number.starts_with('1')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_and_landline_are_told_from_typing_errors() {
        for number in ["13812345678", "0935-6123456", "6123456", "09356123456"] {
            assert!(is_plausible(number), "{number}");
        }
        for number in ["12812345678", "1381234567", "123", "", "138-1234-5678-9"] {
            assert!(!is_plausible(number), "{number}");
        }
    }

    #[test]
    fn spaces_hyphens_and_the_country_code_are_tidied() {
        assert_eq!(tidy("+86 138 1234 5678"), "13812345678");
        assert_eq!(tidy("138-1234-5678"), "13812345678");
        assert_eq!(tidy("0935-6123456"), "0935-6123456");
    }
}
