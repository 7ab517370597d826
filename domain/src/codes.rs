//! Code lists: enums with a stable string each and the field's own Chinese term.

/// Declares a code list. `Enum = "list-name" { Variant = "code" => "中文" }` gives an enum with `ALL`, `LIST`, `code()`,
/// `label()` and serde by code. A code from a newer version reads as `Unknown`; its text stays in the record's fields.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident = $list:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal => $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
            /// A code from a newer version.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl $name {
            /// The name of this list: messages are keyed `{LIST}-{code}`.
            pub const LIST: &'static str = $list;
            /// The list as data, for a question of a form.
            pub const CODES: $crate::form::CodeList = $crate::form::CodeList {
                name: $list,
                items: &[$(($code, $label)),+],
            };
            /// Every code that a person can choose, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable string in SQL and JSON.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ Self::Unknown => "unknown" }
            }

            /// The Chinese term, as the ledgers print it.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ Self::Unknown => "其他" }
            }

            /// The item with this code; [`Self::Unknown`] for any other text.
            #[must_use]
            pub fn from_code(code: &str) -> Self {
                match code { $($code => Self::$variant,)+ _ => Self::Unknown }
            }

            /// The item with this Chinese term.
            #[must_use]
            pub fn from_label(label: &str) -> Option<Self> {
                match label { $($label => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use crate::visit::VisitMethod;

    #[test]
    fn a_code_travels_as_its_string_and_an_unknown_one_does_not_fail() {
        assert_eq!(
            serde_json::to_string(&VisitMethod::Phone).unwrap(),
            "\"phone\""
        );
        assert_eq!(
            serde_json::from_str::<VisitMethod>("\"drone\"").unwrap(),
            VisitMethod::Unknown
        );
        assert_eq!(VisitMethod::from_code("phone").label(), "电话");
    }
}
