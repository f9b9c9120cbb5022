//! The four ticks of a connection in words, each as soon as it is known.

use super::code;
use ingest::{AccessState, AccessStep};
use words::{Words, id};

/// One tick, with what to do where it does not hold; nothing while it is under way.
pub(crate) fn access_step(words: &Words, step: &AccessStep) -> Vec<String> {
    let mark = match step.state {
        AccessState::Running => return Vec::new(),
        AccessState::Good => "✓",
        AccessState::Likely => "~",
        AccessState::Bad => "✗",
        AccessState::Untried => "-",
    };
    let name = words.say(&id("tried", &code(&step.name)));
    let mut lines = vec![match step.state {
        AccessState::Untried => format!("{mark} {name}: {}", words.say("tick-untried")),
        _ => format!("{mark} {name}"),
    }];
    if let Some(reason) = step.reason {
        let why = id("access", &code(&reason));
        lines.push(format!("    {}", words.say(&why)));
        lines.push(format!("    {}", words.say(&format!("{why}-remedy"))));
    }
    if let Some(said) = &step.said {
        let code = said.code.clone().unwrap_or_else(|| said.status.to_string());
        let request = said.request_id.clone().unwrap_or_default();
        let line = format!("    Adobe: {code} “{}” {request}", said.detail);
        lines.push(line.trim_end().to_owned());
    }
    lines
}
