//! Proposes a mapping set: from the known layouts, from what columns are called, and from what their cells look like.

mod layout;
mod names;
mod recipes;

pub(crate) use layout::continued_by;

use crate::report::{Layout, Suggestion, SuggestionReason};
use recipes::Rule;
use xdm::{
    DateOrder, FieldPath, IdentitySource, MappedField, MappingSet, Namespace, Op, OrderEvidence, Schema,
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
    /// All filled cells are two capital letters.
    pub codes: bool,
    /// What its cells prove about the order of day and month.
    pub order: OrderEvidence,
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
    /// Date columns whose order nothing proves.
    pub undecided: Vec<String>,
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
            .filter_map(|c| Some((names::rule(&c.name, c.codes)?, SuggestionReason::Name)))
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
        undecided: Vec::new(),
    };
    for (rule, reason) in rules {
        accept(&mut proposal, columns, schema, rule, reason);
    }
    if layout == Some(Layout::CommerceGrid) && customer_id {
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
    if taken || is_blocked(column) || schema.find(&field).is_none() {
        return;
    }
    let mut recipe = rule.recipe;
    if rule.is_date {
        match column.order.order() {
            Some(DateOrder::Ymd) => recipe = vec![Op::Date { order: DateOrder::Ymd }],
            Some(order) => recipe = vec![Op::Date { order }],
            None => {
                recipe = vec![];
                proposal.undecided.push(column.name.clone());
            }
        }
    }
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

/// Data Connection sends the customer number as primary and the e-mail second: do the same where a file has it.
fn number_first(mapping: &mut MappingSet, columns: &[Column]) {
    let Some(index) = find(columns, "ID") else { return };
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
        None => "Customers",
    }
}

/// Whether a mapping sends an e-mail identity at all: it is what ties a shopper to storefront behaviour.
pub(crate) fn email_identity(mapping: &MappingSet) -> Option<&IdentitySource> {
    std::iter::once(&mapping.identity.primary)
        .chain(&mapping.identity.others)
        .find(|i| i.namespace == Namespace::EMAIL)
}
