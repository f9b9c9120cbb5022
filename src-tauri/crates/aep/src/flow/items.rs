//! Lists of the Flow Service, page by page, and one of them by its id.

use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::json::{list, text};
use reqwest::Url;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

const PAGE: u32 = 100;
/// So many pages are no list any more, but a service that does not come to its end.
const PAGES: usize = 1000;

impl Client {
    /// The items of a list, page by page for as long as `goes_on` says so of what was read.
    pub(super) async fn items(
        &self,
        name: &'static str,
        path: &str,
        query: &[(&'static str, &str)],
        goes_on: impl Fn(&[Value]) -> bool,
        cancel: &CancellationToken,
    ) -> Result<Vec<Value>, Error> {
        let (mut items, mut token) = (Vec::new(), None::<String>);
        for _ in 0..PAGES {
            let mut call = Call::get(name, path).query("limit", PAGE);
            for (key, value) in query {
                call = call.query(key, value);
            }
            if let Some(token) = &token {
                call = call.query("continuationToken", token);
            }
            let reply = self.call(&call, cancel).await?;
            let answer = reply.json()?;
            if !answer.get("items").is_some_and(Value::is_array) {
                return Err(reply.odd("no list"));
            }
            let page = list(&answer, "items");
            items.extend_from_slice(page);
            let next = next(&answer).filter(|_| !page.is_empty() && goes_on(&items));
            if next.is_none() || next == token {
                return Ok(items);
            }
            token = next;
        }
        Ok(items)
    }

    /// One of them; the service answers with a list of one.
    pub(super) async fn item(
        &self,
        name: &'static str,
        path: String,
        cancel: &CancellationToken,
    ) -> Result<Value, Error> {
        let reply = self.call(&Call::get(name, path), cancel).await?;
        let answer = reply.json()?;
        let item = list(&answer, "items").first().cloned().unwrap_or(answer);
        if text(&item, "id").is_none() {
            return Err(reply.odd("no id"));
        }
        Ok(item)
    }
}

/// The reference has it in a link; its prose in the answer itself.
fn next(answer: &Value) -> Option<String> {
    if let Some(token) = text(answer, "continuationToken") {
        return Some(token).filter(|token| !token.is_empty());
    }
    let link = text(answer.get("_links")?.get("next")?, "href")?;
    // Only the token is taken from it: calls stay with the client's own host.
    let url = Url::parse("https://platform.adobe.io").ok()?.join(&link).ok()?;
    let token = url
        .query_pairs()
        .find(|(key, _)| key == "continuationToken")?
        .1
        .into_owned();
    Some(token).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_next_page_is_known_by_its_token_alone() {
        for (answer, token) in [
            (
                json!({"_links": {"next": {"href": "/flows?continuationToken=a%2Bb&limit=2"}}}),
                Some("a+b"),
            ),
            (
                json!({"_links": {"next": {"href": "https://evil.example/flows?continuationToken=x"}}}),
                Some("x"),
            ),
            (json!({"continuationToken": "y"}), Some("y")),
            (json!({"_links": {"next": {"href": "/flows"}}}), None),
            (json!({"_links": {}}), None),
        ] {
            assert_eq!(next(&answer).as_deref(), token, "{answer}");
        }
    }
}
