//! Windows: a task of the Task Scheduler.

use super::{MINUTES, WORDS, called, ends_well};
use crate::problem::Failure;

const SCHTASKS: &str = "schtasks";
const TASK: &str = "Profile Courier";

pub(super) fn is_on() -> bool {
    ends_well(SCHTASKS, &["/Query", "/TN", TASK])
}

pub(super) fn set(courier: &str) -> Result<(), Failure> {
    let words = create(courier);
    called(SCHTASKS, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn unset() -> Result<(), Failure> {
    if is_on() {
        called(SCHTASKS, &["/Delete", "/F", "/TN", TASK])?;
    }
    Ok(())
}

/// A path cannot hold a quotation mark on Windows, so that quoting it is enough.
fn create(courier: &str) -> Vec<String> {
    let run = format!("\"{courier}\" {}", WORDS.join(" "));
    let every = MINUTES.to_string();
    [
        "/Create", "/F", "/SC", "MINUTE", "/MO", &every, "/TN", TASK, "/TR", &run,
    ]
    .map(str::to_owned)
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_is_as_the_scheduler_reads_it() {
        insta::assert_snapshot!(create(r"C:\Program Files\Profile Courier\courier.exe").join("\n"), @r#"
        /Create
        /F
        /SC
        MINUTE
        /MO
        5
        /TN
        Profile Courier
        /TR
        "C:\Program Files\Profile Courier\courier.exe" run --due --quiet
        "#);
    }
}
