//! The stylesheets as one text, for windows that no page links them into. A page links the same files, put together in the same order.

/// All of them, tokens first.
pub(crate) const ALL: &str = concat!(
    include_str!("../../assets/css/00-tokens.css"),
    include_str!("../../assets/css/10-base.css"),
    include_str!("../../assets/css/20-bars.css"),
    include_str!("../../assets/css/30-lists.css"),
    include_str!("../../assets/css/40-forms.css"),
    include_str!("../../assets/css/50-gate.css"),
    include_str!("../../assets/css/60-desk.css"),
    include_str!("../../assets/css/70-table.css"),
    include_str!("../../assets/css/80-dispute.css"),
    include_str!("../../assets/css/85-item.css"),
    include_str!("../../assets/css/86-care-paper.css"),
    include_str!("../../assets/css/90-attachments.css"),
    include_str!("../../assets/css/95-ledger.css"),
    include_str!("../../assets/css/96-people.css"),
    include_str!("../../assets/css/97-review.css"),
    include_str!("../../assets/css/98-imports.css"),
    include_str!("../../assets/css/99-audit.css"),
    include_str!("../../assets/css/99-county.css"),
    include_str!("../../assets/css/99-tree.css"),
);

#[cfg(test)]
mod tests {
    /// A file that is forgotten here would be missing in native windows only.
    #[test]
    fn every_stylesheet_is_in_and_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/css");
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        let together: String = paths
            .iter()
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect();
        assert_eq!(super::ALL, together);
    }
}
