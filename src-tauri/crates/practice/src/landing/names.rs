//! Which names a file of the landing zone may have: the connector's guide.

/// Letters of one component at most.
const LONGEST: usize = 255;
/// Letters of a blob's whole name at most.
const LONGEST_PATH: usize = 1024;
const FORBIDDEN: [char; 8] = ['"', '\\', ':', '|', '<', '>', '*', '?'];
/// Names of devices; with an ending they are names of devices still.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$"];

pub(super) fn is_usable(name: &str) -> bool {
    name.chars().count() <= LONGEST_PATH && !name.is_empty() && name.split('/').all(component)
}

fn component(name: &str) -> bool {
    let plain = !name.is_empty()
        && !matches!(name, "." | "..")
        && name.chars().count() <= LONGEST
        && !name.contains(FORBIDDEN)
        && !name.contains(char::is_control);
    let stem = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().any(|port| {
        stem.strip_prefix(port)
            .is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    });
    plain && !numbered && !DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_guide() {
        for good in [
            "x.csv",
            "a/b/c.csv",
            "it's (1) & more!.csv",
            "comet.csv",
            "lpt10.csv",
            "é.csv",
        ] {
            assert!(is_usable(good), "{good}");
        }
        for bad in [
            "", "a//b", "../x", "a:b", "a*b", "a\\b", "con", "LPT1.csv", "prn.txt", "x\n",
        ] {
            assert!(!is_usable(bad), "{bad}");
        }
        assert!(is_usable(&"x".repeat(255)) && !is_usable(&"x".repeat(256)));
    }
}
