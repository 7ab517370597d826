//! The one sentence that is made where the data is.

/// Why a record was set aside, when the server gave no sentence of its own.
pub(crate) fn set_aside_words(message: &str) -> String {
    if message.is_empty() {
        "镇上没有收下这一条,请核对后再保存".to_owned()
    } else {
        message.to_owned()
    }
}
