//! Deliberate faults of the kind that sync code is known to have. Each is put in at a seam of the simulator: at the network, around
//! the server's storage, or where an act is interpreted; the product itself is as it is. The simulator has to find every one.

/// A broken variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// The cursors come down without the changes they stand for.
    CursorBeforeData,
    /// The changes come down without their cursors.
    DataWithoutCursor,
    /// An image ends before its last record.
    ImageEndsEarly,
    /// The server answers before its commit.
    AnswerBeforeCommit,
    /// Everybody may see and write everything.
    ScopeSkipped,
    /// A scope that was withdrawn stays on the phone.
    ScopeKept,
    /// The server does not know a change that it had.
    NoRepeatKnown,
    /// The server knows a repeat for ten minutes only.
    RepeatKnownByTime,
    /// A lost answer counts as a receipt.
    LostAnswerIsReceipt,
    /// What was set aside is told as received.
    AsideIsReceipt,
    /// A restored server keeps its history mark.
    RestoreUnnoticed,
    /// The other value of a contested field is dropped.
    ContestedDropped,
    /// Places in the order are left out.
    SeqWithHoles,
    /// "Saved" is said before the commit.
    SavedBeforeCommit,
    /// A record that moved to a narrower scope is not taken from the phones that had it.
    MoveUntold,
    /// A record that moved to a wider scope comes as the change alone.
    MoveInParts,
    /// Who left the circle of a case keeps it.
    CircleKept,
    /// Phones are not told what they should hold.
    NotCompared,
    /// A part of a photo counts as all of it.
    PartIsWhole,
    /// Whoever knows a photo's hash is given it.
    BytesForAll,
    /// A look into a care file is told as noted, and is not.
    OpeningUnnoted,
}

impl Sabotage {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::CursorBeforeData,
        Self::DataWithoutCursor,
        Self::ImageEndsEarly,
        Self::AnswerBeforeCommit,
        Self::ScopeSkipped,
        Self::ScopeKept,
        Self::NoRepeatKnown,
        Self::RepeatKnownByTime,
        Self::LostAnswerIsReceipt,
        Self::AsideIsReceipt,
        Self::RestoreUnnoticed,
        Self::ContestedDropped,
        Self::SeqWithHoles,
        Self::SavedBeforeCommit,
        Self::MoveUntold,
        Self::MoveInParts,
        Self::CircleKept,
        Self::NotCompared,
        Self::PartIsWhole,
        Self::BytesForAll,
        Self::OpeningUnnoted,
    ];

    /// The variant with this name, as its `Debug` writes it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|one| format!("{one:?}").eq_ignore_ascii_case(name))
    }
}
