//! The page of Experience Platform about the dataset of an upload. Made of ids alone, and always on Adobe's own host:
//! nothing that a file or an answer says can lead elsewhere.
//!
//! Adobe's reference has no such addresses. `experience.adobe.com/sname:{sandbox}/platform/…`, which leaves the
//! organisation to the sign-in, is what Adobe's plugins for Assurance open (github.com/adobe/assurance-plugins);
//! `…/sname:{sandbox}/platform/dataset/browse/{id}` is in Adobe's notebooks
//! (github.com/Adobe-Marketing-Cloud/aep-cloud-ml-ecosystem).

use crate::engine::Engine;
use crate::problem::Failure;
use crate::report::{Place, Target};
use aep::{DatasetId, SandboxName};

impl Engine {
    /// Where people look at the dataset of a run; none for the practice platform, which has no pages.
    pub fn dataset_page(&self, run: &str) -> Result<Option<String>, Failure> {
        Ok(dataset_page(&self.run(run)?.target))
    }
}

fn dataset_page(target: &Target) -> Option<String> {
    if target.place == Place::Practice {
        return None;
    }
    let sandbox = SandboxName::parse(target.sandbox.clone()).ok()?;
    let dataset = DatasetId::parse(target.dataset.clone()).ok()?;
    Some(format!(
        "https://experience.adobe.com/sname:{sandbox}/platform/dataset/browse/{dataset}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_ids_and_of_nothing_else() {
        let of = |place, sandbox: &str, dataset: &str| {
            dataset_page(&Target {
                connection: String::new(),
                connection_id: String::new(),
                sandbox: sandbox.to_owned(),
                dataset: dataset.to_owned(),
                dataset_name: String::new(),
                place,
                keeps_missing: true,
            })
        };
        let page = of(Place::Production, "prod", "5da9452f7de80400007jc52a");
        let expected = "https://experience.adobe.com/sname:prod/platform/dataset/browse/5da9452f7de80400007jc52a";
        assert_eq!(page.as_deref(), Some(expected));
        assert_eq!(of(Place::Practice, "prod", "5da9452f7de80400007jc52a"), None);
        for (sandbox, dataset) in [
            ("../x", "5da9452f"),
            ("prod", "../../evil"),
            ("prod@evil.example", "5da9452f"),
            ("prod", "a?b#c"),
        ] {
            assert_eq!(of(Place::Development, sandbox, dataset), None, "{sandbox} {dataset}");
        }
    }
}
