//! Every operation against every fault, as one table: what becomes of it is read off the page, not out of the code.
//!
//! A fault meets the first two attempts of the request that an operation stands for; the third would succeed. So `again`
//! means that the operation was repeated and succeeded, and a kind of error that it was not repeated. `gone` is
//! unreachable, `odd` an answer that is not what the reference says. A number says how many attempts an error took.

use crate::operations::{Operation, operations, well};
use crate::server::{Act, Intake, Seen, Wire, answer, html, json, token};
use aep::{CancellationToken, Error, Limits, Retry};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[derive(Clone, Copy)]
enum Fault {
    Status(u16),
    Reset,
    Hang,
    Page,
    Huge,
    Half,
    Cut,
}

const FAULTS: [(&str, Fault); 24] = [
    ("400", Fault::Status(400)),
    ("401", Fault::Status(401)),
    ("403", Fault::Status(403)),
    ("404", Fault::Status(404)),
    ("405", Fault::Status(405)),
    ("408", Fault::Status(408)),
    ("409", Fault::Status(409)),
    ("412", Fault::Status(412)),
    ("413", Fault::Status(413)),
    ("414", Fault::Status(414)),
    ("415", Fault::Status(415)),
    ("422", Fault::Status(422)),
    ("429", Fault::Status(429)),
    ("500", Fault::Status(500)),
    ("502", Fault::Status(502)),
    ("503", Fault::Status(503)),
    ("504", Fault::Status(504)),
    ("307", Fault::Status(307)),
    ("reset", Fault::Reset),
    ("hang", Fault::Hang),
    ("page", Fault::Page),
    ("huge", Fault::Huge),
    ("half", Fault::Half),
    ("cut", Fault::Cut),
];

impl Fault {
    fn act(self) -> Act {
        match self {
            Self::Status(307) => answer(307, &["location: http://127.0.0.1:9/elsewhere"], ""),
            Self::Status(status) => json(status, r#"{"title":"no"}"#),
            Self::Reset => Act::Drop,
            Self::Hang => Act::Hang,
            Self::Page => html(200),
            Self::Huge => json(200, &format!(r#"{{"x":"{}"}}"#, "x".repeat(5 << 20))),
            Self::Half => json(200, r#"{"x":"#),
            Self::Cut => Act::Last(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{\"x\":".to_vec(),
            ),
        }
    }
}

fn word(error: &Error) -> &'static str {
    match error {
        Error::Unreachable(_) => "gone",
        Error::Unauthorized(_) => "unauth",
        Error::Forbidden { .. } => "forbid",
        Error::NotFound(_) => "absent",
        Error::Conflict(_) => "confl",
        Error::Invalid(_) => "invalid",
        Error::TooLarge(_) => "large",
        Error::RateLimited { .. } => "slow",
        Error::Status(_) => "status",
        Error::Answer { .. } => "odd",
        Error::Cancelled => "cancel",
        Error::Setup { .. } => "setup",
    }
}

async fn cell(operation: &Operation, fault: Fault) -> String {
    let attempts = Arc::new(AtomicUsize::new(0));
    let (method, target) = (operation.method, operation.target);
    let meets = {
        let attempts = Arc::clone(&attempts);
        move |seen: &Seen| {
            let its = seen.method == method && seen.target.contains(target);
            its.then(|| attempts.fetch_add(1, Ordering::Relaxed))
        }
    };
    let tokens = {
        let meets = meets.clone();
        move |seen: &Seen, n| match meets(seen) {
            Some(0 | 1) => fault.act(),
            _ => token(n, 86_399),
        }
    };
    let mut changed = false;
    let wire = Wire::with(tokens, Intake::Whole, move |seen, _| {
        if let Some(0 | 1) = meets(seen) {
            return fault.act();
        }
        changed |= seen.method == "PATCH";
        well(seen, changed)
    })
    .await;
    // Long enough for a busy machine's other calls, short enough to wait for twice.
    let patience = Duration::from_secs(if matches!(fault, Fault::Hang) { 2 } else { 20 });
    let limits = Limits {
        call: patience,
        answer: patience,
        ..Limits::default()
    };
    let retry = Retry {
        base: Duration::from_millis(1),
        longest: Duration::from_millis(4),
        budget: Duration::from_secs(30),
    };
    let outcome = (operation.run)(wire.client_with(retry, limits), CancellationToken::new()).await;
    match (outcome, attempts.load(Ordering::Relaxed)) {
        (Ok(()), 1) => "ok".to_owned(),
        (Ok(()), 3) => "again".to_owned(),
        (Ok(()), n) => format!("ok {n}"),
        (Err(error), 1) => word(&error).to_owned(),
        (Err(error), n) => format!("{} {n}", word(&error)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_meets_every_fault() {
    let mut rows = tokio::task::JoinSet::new();
    for (n, operation) in operations().into_iter().enumerate() {
        rows.spawn(async move {
            let mut row = format!("{:<17}", operation.name);
            for (_, fault) in FAULTS {
                write!(row, "{:<10}", cell(&operation, fault).await).unwrap();
            }
            (n, row.trim_end().to_owned())
        });
    }
    let mut rows = rows.join_all().await;
    rows.sort();
    let head = FAULTS
        .iter()
        .fold(format!("{:<17}", ""), |head, (name, _)| format!("{head}{name:<10}"));
    let table: Vec<String> = std::iter::once(head.trim_end().to_owned())
        .chain(rows.into_iter().map(|(_, row)| row))
        .collect();
    let found = table.join("\n");
    let wanted = include_str!("table.txt").trim_end();
    assert!(
        found == wanted,
        "the table is not as in tests/wire/table.txt but:\n{found}\n"
    );
}
