//! Reads a table whose file is damaged: what stands before and behind the unreadable places. Bounded in time, whatever
//! the damage: each step reads a row with a greater key than the last, or uses up one of a fixed number of attempts.

use crate::Error;
use rusqlite::{Connection, Row, ToSql};
use std::collections::VecDeque;

/// Attempts to get behind an unreadable place, for one table.
const MOST_SEEKS: usize = 20_000;
/// Rows of one key: more than any healthy file has.
const MOST_ROWS: u64 = 50_000_000;

/// Called with every row that was read. An error of its own ends the walk.
pub(crate) type Visit<'a> = dyn FnMut(&Row<'_>) -> Result<(), Error> + 'a;

/// How far one attempt came.
enum Came {
    ToTheEnd,
    /// The last row before the unreadable place.
    Until(Option<i64>),
}

/// Goes through a table by its row numbers. The row number is the first column, the table's own follow. Whether all of
/// it was read.
pub(crate) fn numbered(connection: &Connection, table: &str, visit: &mut Visit<'_>) -> Result<bool, Error> {
    if connection.prepare(&format!("SELECT 1 FROM {table}")).is_err() {
        return Ok(false);
    }
    let mut whole = true;
    let mut seeks = 0;
    let mut ranges = VecDeque::from([(i64::MIN, i64::MAX)]);
    while let Some((from, to)) = ranges.pop_front() {
        if from > to || seeks > MOST_SEEKS {
            continue;
        }
        seeks += 2;
        let Came::Until(last) = span(connection, table, (from, to), false, visit)? else {
            continue;
        };
        whole = false;
        let from = last.map_or(from, |n| n.saturating_add(1));
        if from > to {
            continue;
        }
        let Came::Until(last) = span(connection, table, (from, to), true, visit)? else {
            continue;
        };
        let to = last.map_or(to, |n| n.saturating_sub(1));
        // Unreadable at both ends. Anything between? Looked for ever further from the lower end, then from the upper.
        let lower = from.max(0);
        let steps = (0..62).map(|n| 1_i64 << n);
        let up = steps.clone().map(|step| lower.saturating_add(step));
        let down = steps.map(|step| to.saturating_sub(step));
        for at in up.chain(down).filter(|at| *at > from && *at <= to) {
            seeks += 1;
            let last = match span(connection, table, (at, to), false, visit)? {
                Came::Until(None) => continue,
                Came::Until(last) => last,
                Came::ToTheEnd => Some(to),
            };
            ranges.push_back((from, at - 1));
            ranges.push_back((last.map_or(to, |n| n.saturating_add(1)), to));
            break;
        }
    }
    Ok(whole)
}

fn span(
    connection: &Connection,
    table: &str,
    (from, to): (i64, i64),
    down: bool,
    visit: &mut Visit<'_>,
) -> Result<Came, Error> {
    let order = if down { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT rowid AS number_, * FROM {table} NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid {order}"
    );
    let mut last = None;
    let Ok(mut query) = connection.prepare_cached(&sql) else {
        return Ok(Came::Until(None));
    };
    let Ok(mut rows) = query.query([from, to]) else {
        return Ok(Came::Until(None));
    };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Came::ToTheEnd),
            Err(_) => return Ok(Came::Until(last)),
        };
        // Pages that point at each other in a circle give numbers that do not rise.
        match row.get::<_, i64>(0) {
            Ok(number) if last.is_none_or(|last| if down { number < last } else { number > last }) => {
                last = Some(number);
            }
            _ => return Ok(Came::Until(last)),
        }
        visit(row)?;
    }
}

/// Goes through the rows of a table without row numbers that fit a condition, from both ends. Whether all were read.
pub(crate) fn keyed(
    connection: &Connection,
    table: &str,
    (condition, values): (&str, &[&dyn ToSql]),
    key: &[&str],
    visit: &mut Visit<'_>,
) -> Result<bool, Error> {
    for down in [false, true] {
        let order = if down { "DESC" } else { "ASC" };
        let order = key.iter().map(|column| format!("{column} {order}")).collect::<Vec<_>>();
        let sql = format!("SELECT * FROM {table} WHERE {condition} ORDER BY {}", order.join(", "));
        let Ok(mut query) = connection.prepare_cached(&sql) else {
            return Ok(false);
        };
        let Ok(mut rows) = query.query(values) else {
            continue;
        };
        for _ in 0..MOST_ROWS {
            match rows.next() {
                Ok(Some(row)) => visit(row)?,
                Ok(None) if !down => return Ok(true),
                Ok(None) | Err(_) => break,
            }
        }
    }
    Ok(false)
}
