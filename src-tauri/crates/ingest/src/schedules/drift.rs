//! A file that is not what it was: columns that came are told, columns that went are held.

use super::SlotReason;
use xdm::MappingSet;

/// What changed about the columns since the mapping was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drift {
    /// New ones; they are not sent.
    pub(super) added: Vec<String>,
    /// Why nobody but a person can go on.
    pub(super) hold: Option<SlotReason>,
}

/// Compares the columns of a file with those that the mapping was made for.
pub(super) fn of(mapping: &MappingSet, before: &[String], now: &[String]) -> Drift {
    let has = |all: &[String], name: &str| all.iter().any(|c| c.eq_ignore_ascii_case(name));
    let added: Vec<String> = now.iter().filter(|c| !has(before, c)).cloned().collect();
    // Columns that nothing reads may come and go.
    let mut gone: Vec<String> = mapping.columns().filter(|c| !has(now, c)).map(str::to_owned).collect();
    gone.sort();
    gone.dedup();
    let hold = match gone.as_slice() {
        [] => None,
        [from] => Some(match renamed(from, before, now, &added) {
            Some(to) => SlotReason::ColumnRenamed { from: from.clone(), to },
            None => SlotReason::ColumnsGone { columns: gone },
        }),
        _ => Some(SlotReason::ColumnsGone { columns: gone }),
    };
    Drift { added, hold }
}

/// The new name of a column: of all that came the only one, or the one that stands in its place. A proposal, never taken
/// without somebody's word.
fn renamed(from: &str, before: &[String], now: &[String], added: &[String]) -> Option<String> {
    if let [only] = added {
        return Some(only.clone());
    }
    let place = before.iter().position(|c| c.eq_ignore_ascii_case(from))?;
    now.get(place).filter(|name| added.contains(name)).cloned()
}

/// The mapping with another name for a column, wherever it is read.
pub(super) fn rename(mapping: &MappingSet, from: &str, to: &str) -> MappingSet {
    let new = |name: &mut String| {
        if name.eq_ignore_ascii_case(from) {
            to.clone_into(name);
        }
    };
    let mut mapping = mapping.clone();
    for field in &mut mapping.fields {
        field.column.iter_mut().chain(&mut field.when).for_each(new);
        field
            .recipe
            .iter_mut()
            .for_each(|op| op.columns_mut().into_iter().for_each(new));
    }
    let identity = &mut mapping.identity;
    let own = std::iter::once(&mut identity.primary).chain(&mut identity.others);
    own.filter_map(|i| i.column.as_mut()).for_each(new);
    mapping.policy.duplicates.by.iter_mut().for_each(new);
    mapping.ignored.iter_mut().for_each(new);
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;
    use xdm::{FieldPath, MappedField, Op};

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn mapping() -> MappingSet {
        let field = |column: &str, path: &str, recipe: Vec<Op>| MappedField {
            column: Some(column.to_owned()),
            value: None,
            field: FieldPath::parse(path).unwrap(),
            recipe,
            required: false,
            when: None,
        };
        let mut mapping = MappingSet::new("mine");
        mapping.fields = vec![
            field("email", "personalEmail.address", Vec::new()),
            field(
                "phone",
                "mobilePhone.number",
                vec![Op::FirstOf {
                    columns: vec!["mobile".to_owned()],
                }],
            ),
        ];
        mapping
    }

    #[test]
    fn what_comes_is_told_and_what_goes_is_held() {
        let before = names("email phone mobile note");
        let drift = |now: &str| of(&mapping(), &before, &names(now));
        assert_eq!(drift("EMAIL phone mobile note"), Drift::default());
        assert_eq!(drift("email phone mobile note vip").added, names("vip"));
        assert_eq!(drift("email phone mobile").hold, None, "nothing reads the note");
        let renamed = |from: &str, to: &str| {
            Some(SlotReason::ColumnRenamed {
                from: from.to_owned(),
                to: to.to_owned(),
            })
        };
        assert_eq!(
            drift("e-mailadres phone mobile note").hold,
            renamed("email", "e-mailadres")
        );
        assert_eq!(drift("email phone gsm note vip").hold, renamed("mobile", "gsm"));
        let gone = |columns: &str| {
            Some(SlotReason::ColumnsGone {
                columns: names(columns),
            })
        };
        assert_eq!(drift("vip phone mobile note email2").hold, renamed("email", "vip"));
        assert_eq!(drift("phone mobile").hold, gone("email"));
        assert_eq!(drift("a b c d").hold, gone("email mobile phone"));
    }

    #[test]
    fn another_name_is_taken_everywhere() {
        let renamed = rename(&mapping(), "Mobile", "gsm");
        assert!(renamed.columns().any(|c| c == "gsm"));
        assert!(!renamed.columns().any(|c| c == "mobile"));
        assert_eq!(renamed.fields[1].column.as_deref(), Some("phone"));
    }
}
