//! Which cells of a row are kept from every eye, where the row itself is shown or written.

use crate::{Cells, Dialect};
use xdm::{looks_like_credential, looks_like_short_key};

/// Whether a cell must not surface: its column is blocked, it looks like a credential, or its row is not as wide as the
/// others and the cell of a blocked column may have moved here.
pub fn is_secret(cells: &Cells<'_>, column: usize, blocked: &[bool], dialect: &Dialect) -> bool {
    let (wide, width) = (cells.len(), blocked.len());
    let blank = |i: usize| cells.text(i).is_ok_and(|text| text.trim().is_empty());
    let in_place = wide == width
        || dialect.blank_tail == usize::MAX
        || (wide > width && wide - width <= dialect.blank_tail && (width..wide).all(blank));
    let moved = if in_place { 0 } else { wide.abs_diff(width) };
    let (from, to) = if wide > width {
        (column.saturating_sub(moved), column)
    } else {
        (column, column + moved)
    };
    let may_be_here = (from..=to).any(|other| blocked.get(other) == Some(&true));
    may_be_here
        || cells
            .text(column)
            .is_ok_and(|cell| looks_like_credential(cell) || looks_like_short_key(cell))
}
