//! What the platform has taken of people whose first name is the version of their record, `v1` and on: for tests that count
//! what one person's runs came to.

use crate::outsider::Outsider;
use practice::Server;
use serde_json::Value as Json;
use std::collections::BTreeMap;

impl Outsider {
    /// Visible batches in the order in which they came to be so.
    fn visible(&self) -> Vec<String> {
        let (mut visible, mut start) = (Vec::new(), 0);
        loop {
            let path = format!(
                "/data/foundation/catalog/batches?dataSet={}&limit=100&start={start}&orderBy=asc:created",
                self.dataset
            );
            let page = self.until_answered("GET", &path, b"");
            let page = page.as_object().unwrap();
            let is_visible = |batch: &Json| matches!(batch["status"].as_str(), Some("success" | "active"));
            let of_page = page.iter().filter(|(_, batch)| is_visible(batch));
            visible.extend(of_page.map(|(id, batch)| (batch["completed"].as_u64(), id.clone())));
            start += page.len();
            if page.len() < 100 {
                break;
            }
        }
        visible.sort();
        visible.into_iter().map(|(_, id)| id).collect()
    }
}

/// What the platform has taken of each person, in the order of its batches.
pub(crate) fn taken(server: &Server, outsider: &Outsider) -> (BTreeMap<String, Vec<u64>>, usize) {
    let (visible, (_, open)) = (outsider.visible(), outsider.look());
    let mut taken: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for batch in visible {
        for record in server.records_of(&batch).unwrap() {
            let email = record["personalEmail"]["address"].as_str().unwrap().to_owned();
            let value = record["person"]["name"]["firstName"].as_str().unwrap();
            taken.entry(email).or_default().push(value[1..].parse().unwrap());
        }
    }
    (taken, open)
}
