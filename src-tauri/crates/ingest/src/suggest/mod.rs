//! Proposes a mapping set: from the known layouts, from what columns are called, and from what their cells look like.

mod known;
mod layout;
mod names;
mod recipes;

pub(crate) use known::{Known, adapted, recalled};
pub(crate) use layout::continued_by;

use crate::report::{Layout, Suggestion, SuggestionReason};
use recipes::Rule;
use xdm::{
    DateEvidence, DateOrder, FieldPath, IdentitySource, Kind, MappedField, MappingSet, Namespace, Op, Schema, Zone,
    blocked_by_name,
};

/// What a proposal is made from: one column as sampled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Unique name.
    pub name: String,
    /// Can never be sent, whatever its name.
    pub blocked: bool,
    /// Share of filled cells that look like an e-mail address.
    pub email_like: f64,
    /// What its cells prove about how dates are written.
    pub dates: DateEvidence,
    /// Some cells are words for "nothing".
    pub missing: bool,
    /// The mark before decimals, as far as its numbers prove it.
    pub decimals: Decimals,
}

/// The mark before the decimals of a column's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decimals {
    /// A point, or there are none.
    #[default]
    Point,
    /// A comma.
    Comma,
    /// Nothing proves it: 1.234 may be thousands.
    Open,
}

/// The proposal for a file.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    /// The known layout.
    pub layout: Option<Layout>,
    /// What to send.
    pub mapping: MappingSet,
    /// Per column, where it goes first; parallel to the columns.
    pub columns: Vec<Option<Suggestion>>,
}

/// The layout that the column names show.
pub(crate) fn layout_of(columns: &[String]) -> Option<Layout> {
    layout::detect(columns)
}

/// Proposes a mapping for these columns into this schema; `customer_id` tells that the organisation has Commerce's
/// namespace for customer numbers.
pub(crate) fn propose(columns: &[Column], schema: &Schema, customer_id: bool) -> Proposal {
    let names: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
    let layout = layout::detect(&names);
    let mut rules: Vec<(Rule, SuggestionReason)> = match layout {
        Some(layout) => layout::rules(layout)
            .into_iter()
            .map(|rule| (rule, SuggestionReason::Layout))
            .collect(),
        None => columns
            .iter()
            .filter_map(|c| Some((names::rule(&c.name, &names)?, SuggestionReason::Name)))
            .collect(),
    };
    if !rules
        .iter()
        .any(|(rule, _)| rule.required && find(columns, &rule.column).is_some())
    {
        let by_look = columns
            .iter()
            .filter(|c| c.email_like > 0.8)
            .max_by(|a, b| a.email_like.total_cmp(&b.email_like));
        rules.extend(by_look.map(|column| (recipes::email(&column.name), SuggestionReason::Values)));
    }
    let mut proposal = Proposal {
        layout,
        mapping: MappingSet::new(name_of(layout)),
        columns: vec![None; columns.len()],
    };
    for (rule, reason) in rules {
        accept(&mut proposal, columns, schema, rule, reason);
    }
    if customer_id && layout.is_none_or(|l| l != Layout::CommerceMain && l != Layout::CommerceComposite) {
        number_first(&mut proposal.mapping, columns);
    }
    let used: Vec<String> = proposal.mapping.columns().map(str::to_owned).collect();
    proposal.mapping.ignored = columns
        .iter()
        .filter(|c| !is_blocked(c) && !used.contains(&c.name))
        .map(|c| c.name.clone())
        .collect();
    proposal
}

fn accept(proposal: &mut Proposal, columns: &[Column], schema: &Schema, rule: Rule, reason: SuggestionReason) {
    let Some(index) = find(columns, &rule.column) else {
        return;
    };
    let column = &columns[index];
    let Ok(field) = FieldPath::parse(&rule.field) else {
        return;
    };
    let taken = proposal.mapping.fields.iter().any(|f| f.field == field);
    if taken || is_blocked(column) {
        return;
    }
    let Some(target) = schema.find(&field) else { return };
    let recipe = recipe_for(rule.recipe, rule.zone.as_deref(), column, target);
    // A flag column that the file does not have cannot say yes: such a file has one address per customer.
    let when = rule
        .when
        .and_then(|flag| find(columns, &flag))
        .map(|flag| columns[flag].name.clone());
    proposal.columns[index].get_or_insert_with(|| Suggestion {
        field: rule.field.clone(),
        recipe: recipe.clone(),
        confidence: match reason {
            SuggestionReason::Layout => 0.99,
            SuggestionReason::Name => 0.9,
            SuggestionReason::Values => 0.7,
        },
        reason,
    });
    proposal.mapping.fields.push(MappedField {
        column: Some(column.name.clone()),
        value: None,
        field,
        recipe,
        required: rule.required,
        when,
    });
}

/// What has to happen to a column's cells on their way to a field that was made for them.
pub(crate) fn recipe_into(column: &Column, target: &xdm::Field) -> Vec<Op> {
    let plain = match target.scalar() {
        Kind::Boolean => recipes::yes_or_no(),
        _ => Op::Trim {},
    };
    recipe_for(vec![plain], None, column, target)
}

/// The recipe of a rule, with what the column proves and what the field accepts.
fn recipe_for(recipe: Vec<Op>, zone: Option<&str>, column: &Column, target: &xdm::Field) -> Vec<Op> {
    let mut recipe: Vec<Op> = recipe.into_iter().map(|op| as_accepted(op, target)).collect();
    match target.scalar() {
        kind @ (Kind::Date | Kind::DateTime) => {
            let pivot = (column.dates.short_year > 0).then(this_year);
            if let Some(order) = column.dates.order()
                && (kind == Kind::Date || order != DateOrder::Ymd || pivot.is_some())
            {
                recipe.push(Op::Date { order, pivot });
            }
            // What only people and spreadsheets write is in some place's time, and which is a question.
            if kind == Kind::DateTime
                && let Some(zone) = zone.and_then(Zone::parse)
                && column.dates.localized == 0
            {
                recipe.push(Op::DateTime { zone });
            }
        }
        Kind::Double | Kind::Long | Kind::Int | Kind::Short | Kind::Byte if column.decimals == Decimals::Comma => {
            recipe.push(Op::Number {
                locale: "nl".to_owned(),
            });
        }
        _ => {}
    }
    if column.missing
        && !recipe
            .iter()
            .any(|op| matches!(op, Op::Map { .. } | Op::Boolean { .. }))
    {
        let values = tabular::MISSING_WORDS.iter().map(|w| (*w).to_owned()).collect();
        recipe.insert(0, Op::Missing { values });
    }
    recipe
}

/// A value map with only the values that the field accepts, each of which stands for itself too.
fn as_accepted(op: Op, target: &xdm::Field) -> Op {
    let Op::Map { mut values, otherwise } = op else {
        return op;
    };
    if !target.values.is_empty() {
        values.retain(|_, value| value.is_empty() || target.values.contains(value));
        for value in &target.values {
            values.entry(value.to_lowercase()).or_insert_with(|| value.clone());
        }
    }
    Op::Map { values, otherwise }
}

fn this_year() -> i16 {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).year()
}

/// Data Connection sends the customer number as primary and the e-mail second: do the same where a file has it.
fn number_first(mapping: &mut MappingSet, columns: &[Column]) {
    let Some(index) = names::NUMBER
        .iter()
        .find_map(|name| columns.iter().position(|c| names::is(&c.name, name)))
    else {
        return;
    };
    if is_blocked(&columns[index]) || columns[index].dates.dates() > 0 {
        return;
    }
    let number = IdentitySource {
        namespace: "CustomerId".to_owned(),
        field: None,
        column: Some(columns[index].name.clone()),
    };
    let email = std::mem::replace(&mut mapping.identity.primary, number);
    mapping.identity.others.push(email);
}

fn find(columns: &[Column], name: &str) -> Option<usize> {
    columns
        .iter()
        .position(|c| c.name == name)
        .or_else(|| columns.iter().position(|c| c.name.trim().eq_ignore_ascii_case(name)))
}

fn is_blocked(column: &Column) -> bool {
    column.blocked || blocked_by_name(&column.name).is_some()
}

fn name_of(layout: Option<Layout>) -> &'static str {
    match layout {
        Some(Layout::CommerceMain | Layout::CommerceGrid) => "Commerce customers",
        Some(Layout::CommerceAddresses) => "Commerce addresses",
        Some(Layout::CommerceComposite) => "Commerce customers and addresses",
        Some(Layout::SalesforceContacts) => "Salesforce contacts",
        Some(Layout::HubspotContacts) => "HubSpot contacts",
        None => "Customers",
    }
}

/// Whether a mapping sends an e-mail identity at all: it is what ties a shopper to storefront behaviour.
pub(crate) fn email_identity(mapping: &MappingSet) -> Option<&IdentitySource> {
    std::iter::once(&mapping.identity.primary)
        .chain(&mapping.identity.others)
        .find(|i| i.namespace == Namespace::EMAIL)
}
