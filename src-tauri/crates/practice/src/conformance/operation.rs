//! One operation of the reference, from either generation of the format.

use super::{Finding, Place, schema};
use crate::admin::Exchange;
use serde_json::{Map, Value};

#[derive(Debug)]
struct Parameter {
    place: String,
    name: String,
    required: bool,
    schema: Value,
}

#[derive(Debug)]
pub(super) struct Operation {
    method: String,
    /// Base path and template together.
    template: String,
    parameters: Vec<Parameter>,
    /// By media type; the empty name stands for any.
    bodies: Map<String, Value>,
    body_required: bool,
    /// By status or `default`; `Null` where the file describes no body.
    answers: Map<String, Value>,
}

const METHODS: [&str; 6] = ["get", "post", "put", "patch", "delete", "head"];

pub(super) fn all(document: &Value) -> Vec<Operation> {
    let base = base(document);
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                found.push(read(document, &base, path, item, method, operation));
            }
        }
    }
    found
}

/// The path below the host.
fn base(document: &Value) -> String {
    if let Some(path) = document["basePath"].as_str() {
        return path.to_owned();
    }
    let server = document["servers"][0]["url"].as_str().unwrap_or_default();
    let rest = server.split_once("//").map_or(server, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    if path.is_empty() {
        String::new()
    } else {
        format!("/{}", path.trim_end_matches('/'))
    }
}

fn read(document: &Value, base: &str, path: &str, item: &Value, method: &str, operation: &Value) -> Operation {
    let mut made = Operation {
        method: method.to_uppercase(),
        template: format!("{base}{path}"),
        parameters: Vec::new(),
        bodies: Map::new(),
        body_required: false,
        answers: Map::new(),
    };
    let common = item["parameters"].as_array().into_iter().flatten();
    let own = operation["parameters"].as_array().into_iter().flatten();
    for parameter in common.chain(own) {
        let parameter = schema::resolved(document, parameter);
        let required = parameter["required"] == true;
        if parameter["in"] == "body" {
            made.body_required = required;
            let body = schema::inlined(document, &parameter["schema"]);
            made.bodies.insert(String::new(), body);
            continue;
        }
        let described = if parameter["schema"].is_object() {
            &parameter["schema"]
        } else {
            parameter
        };
        made.parameters.push(Parameter {
            place: parameter["in"].as_str().unwrap_or_default().to_owned(),
            name: parameter["name"].as_str().unwrap_or_default().to_owned(),
            required,
            schema: schema::inlined(document, described),
        });
    }
    let request = schema::resolved(document, &operation["requestBody"]);
    made.body_required |= request["required"] == true;
    for (media, content) in request["content"].as_object().into_iter().flatten() {
        made.bodies
            .insert(media.clone(), schema::inlined(document, &content["schema"]));
    }
    for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
        let answer = schema::resolved(document, answer);
        let content = answer["content"].as_object().and_then(|c| c.values().next());
        let described = content.map_or(&answer["schema"], |c| &c["schema"]);
        made.answers
            .insert(status.clone(), schema::inlined(document, described));
    }
    made
}

impl Operation {
    fn steps(&self) -> impl Iterator<Item = &str> {
        self.template.split('/')
    }

    pub(super) fn fixed_segments(&self) -> usize {
        self.steps().filter(|s| !s.starts_with('{')).count()
    }

    pub(super) fn concerns(&self, exchange: &Exchange) -> bool {
        // File paths may hold further slashes; they stand last.
        let rest = self.template.ends_with("{filePath}");
        let (wanted, got) = (self.template.split('/').count(), exchange.path.split('/').count());
        self.method == exchange.method
            && (wanted == got || (rest && got > wanted))
            && self
                .steps()
                .zip(exchange.path.split('/'))
                .all(|(w, g)| w.starts_with('{') || w == g)
    }

    fn finding(&self, place: Place, detail: String) -> Finding {
        Finding {
            operation: format!("{} {}", self.method, self.template),
            place,
            detail,
        }
    }

    pub(super) fn request(&self, exchange: &Exchange) -> Vec<Finding> {
        let mut found = Vec::new();
        let known = |name: &str| self.parameters.iter().find(|p| p.place == "query" && p.name == name);
        for (name, value) in &exchange.query {
            match known(name) {
                None => found.push(self.finding(Place::Query, format!("{name} is not known"))),
                Some(parameter) if !schema::takes_text(&parameter.schema, value) => {
                    found.push(self.finding(Place::Query, format!("{name} has another type")));
                }
                Some(_) => {}
            }
        }
        for parameter in self.parameters.iter().filter(|p| p.required) {
            let name = parameter.name.to_lowercase();
            let sent = match parameter.place.as_str() {
                "query" => exchange.query.iter().any(|(n, _)| *n == parameter.name),
                "header" => exchange.headers.contains_key(&name),
                _ => continue,
            };
            if !sent {
                let place = if parameter.place == "query" {
                    Place::Query
                } else {
                    Place::Header
                };
                found.push(self.finding(place, format!("{} is missing", parameter.name)));
            }
        }
        found.extend(self.request_body(exchange));
        found
    }

    fn request_body(&self, exchange: &Exchange) -> Vec<Finding> {
        let media = exchange.headers.get("content-type").map_or("", String::as_str);
        let media = media.split(';').next().unwrap_or_default().trim();
        if self.bodies.is_empty() {
            return Vec::new();
        }
        let Some(described) = self.bodies.get(media).or_else(|| self.bodies.get("")) else {
            // An empty body has no type.
            if exchange.body.is_none() && media.is_empty() && !self.body_required {
                return Vec::new();
            }
            return vec![self.finding(Place::Header, format!("content-type {media} is not known"))];
        };
        match &exchange.body {
            Some(body) => self.faults(Place::Request, described, body),
            None if self.body_required && media.ends_with("json") => {
                vec![self.finding(Place::Request, "the body is missing".to_owned())]
            }
            None => Vec::new(),
        }
    }

    pub(super) fn answer(&self, exchange: &Exchange) -> Vec<Finding> {
        let status = exchange.status.to_string();
        let Some(described) = self.answers.get(&status).or_else(|| self.answers.get("default")) else {
            return vec![self.finding(Place::Status, status)];
        };
        match &exchange.answer {
            Some(body) => self.faults(Place::Answer, described, body),
            None => Vec::new(),
        }
    }

    fn faults(&self, place: Place, described: &Value, body: &Value) -> Vec<Finding> {
        let faults = schema::faults(described, body);
        faults.into_iter().map(|fault| self.finding(place, fault)).collect()
    }
}
