//! The names of fields, for the list of errors above a form.

use super::t;

/// The name of a field as the form labels it.
pub(crate) fn name(field: &str) -> String {
    t(&format!("field-{field}"))
}
