//! Grids named with their village: 第一网格 alone could be any village's.

use client::commands::AreaRow;

/// The grids, each with its village's name before its own.
pub(crate) fn with_villages(grids: Vec<AreaRow>, villages: &[AreaRow]) -> Vec<AreaRow> {
    let named = |grid: AreaRow| {
        let village = villages
            .iter()
            .find(|village| village.code.contains(&grid.code));
        match village.filter(|village| !grid.name.starts_with(&village.name)) {
            Some(village) => AreaRow {
                name: format!("{} {}", village.name, grid.name),
                ..grid
            },
            None => grid,
        }
    };
    grids.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use domain::AreaCode;

    use super::*;

    #[test]
    fn a_grid_is_named_with_its_village_once() {
        let row = |code: &str, name: &str| AreaRow {
            code: AreaCode::new(code).unwrap(),
            name: name.into(),
            households: 0,
        };
        let villages = [row("620602108003", "张庄村")];
        let grids = vec![
            row("620602108003001", "第一网格"),
            row("620602108003002", "张庄村第二网格"),
            row("620602108004001", "第一网格"),
        ];
        let names: Vec<String> = with_villages(grids, &villages)
            .into_iter()
            .map(|row| row.name)
            .collect();
        assert_eq!(names, ["张庄村 第一网格", "张庄村第二网格", "第一网格"]);
    }
}
