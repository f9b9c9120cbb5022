//! Proposes a mapping set: from the known layouts, from what columns are called, and from what their cells look like.

mod consent;
mod consent_fields;
mod consent_file;
mod consent_name;
mod fit;
mod grids;
mod identity;
mod known;
mod layout;
mod legend;
mod lexicon;
mod mail;
mod names;
mod recipes;
mod words;

pub(crate) use consent_fields::{channels_of_leavers, everybody_left, open as open_consents};
pub(crate) use identity::{CUSTOMER_ID, open as open_identity};
pub(crate) use known::{Known, adapted, recalled};
pub(crate) use layout::continued_by;
pub(crate) use mail::open as open_email;

use crate::report::{Layout, Suggestion, SuggestionReason};
use consent::About;
use recipes::Rule;
use tabular::ColumnProfile;
use xdm::{
    DateEvidence, DateOrder, FieldPath, IdentityRule, IdentitySource, Kind, MappedField, MappingSet, Namespace, Op,
    Schema, Zone, blocked_by_name, vocabulary,
};

/// What a proposal is made from: one column as sampled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    /// Unique name.
    pub name: String,
    /// Can never be sent, whatever its name.
    pub blocked: bool,
    /// What its sampled cells look like.
    pub seen: ColumnProfile,
    /// What its cells prove about how dates are written.
    pub dates: DateEvidence,
    /// The mark before decimals, as far as its numbers prove it.
    pub decimals: Decimals,
}

impl Column {
    /// Share of filled cells that look like an e-mail address.
    fn email_like(&self) -> f64 {
        self.seen.share(self.seen.emails)
    }
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

/// What each column says about consent, parallel to the columns.
pub(crate) fn consents(columns: &[Column]) -> Vec<About> {
    consent::survey(columns)
}

/// The channels that a column about consent speaks of by its name.
pub(crate) fn channels_of(column: &str) -> Vec<&'static str> {
    let channels = consent_name::told(&words::Name::of(column), false).channels.into_iter();
    let mut names: Vec<&str> = channels
        .filter_map(|channel| channel.path().rsplit('.').next())
        .collect();
    if names.is_empty() {
        names.push("email");
    }
    names
}

/// Where a proposal is to fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Destination<'a> {
    /// The dataset's schema.
    pub schema: &'a Schema,
    /// What tells people apart there.
    pub rule: &'a IdentityRule,
    /// The organisation has Commerce's namespace for customer numbers.
    pub customer_id: bool,
}

/// Proposes a mapping for the columns of a file of this name.
pub(crate) fn propose(columns: &[Column], file: &str, into: &Destination<'_>) -> Proposal {
    let names: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
    let layout = layout::detect(&names);
    let about = consent::survey(columns);
    let mut proposal = Proposal {
        layout,
        mapping: MappingSet::new(name_of(layout)),
        columns: vec![None; columns.len()],
    };
    for (rule, reason) in rules(columns, &names, layout, &about) {
        accept(&mut proposal, columns, into.schema, rule, reason);
    }
    let leavers = consent_fields::of_leavers(columns, &about, into.schema, file);
    proposal.mapping.fields.extend(leavers);
    for rule in consent_fields::rules(columns, &about, into.schema) {
        accept(&mut proposal, columns, into.schema, rule, SuggestionReason::Name);
    }
    identity::propose(&mut proposal.mapping, &names, into);
    let used: Vec<String> = proposal.mapping.columns().map(str::to_owned).collect();
    proposal.mapping.ignored = columns
        .iter()
        .filter(|c| !is_blocked(c) && !used.contains(&c.name))
        .map(|c| c.name.clone())
        .collect();
    proposal
}

/// What the columns mean apart from consent: by the layout, else by their names, and the e-mail address by its look too.
fn rules(
    columns: &[Column],
    names: &[String],
    layout: Option<Layout>,
    about: &[About],
) -> Vec<(Rule, SuggestionReason)> {
    let mut rules: Vec<(Rule, SuggestionReason)> = match layout {
        Some(layout) => layout::rules(layout)
            .into_iter()
            .map(|rule| (rule, SuggestionReason::Layout))
            .collect(),
        None => columns
            .iter()
            .zip(about)
            .filter(|(_, about)| **about == About::Nothing)
            .filter_map(|(c, _)| Some((names::rule(&c.name, names)?, SuggestionReason::Name)))
            .collect(),
    };
    let has_email = rules
        .iter()
        .any(|(rule, _)| rule.required && find(columns, &rule.column).is_some());
    if !has_email && let Some(choice) = mail::choose(columns, about) {
        let also = choice.also.iter().map(|at| columns[*at].name.clone()).collect();
        let rule = recipes::email_of(&columns[choice.column].name, also);
        let reason = if choice.named {
            SuggestionReason::Name
        } else {
            SuggestionReason::Values
        };
        rules.insert(0, (rule, reason));
    }
    rules
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
    if taken || is_blocked(column) || contradicted(&rule.field, column) {
        return;
    }
    let Some(target) = schema.find(&field) else { return };
    let recipe = recipe_for(rule.recipe, rule.zone.as_deref(), column, target);
    let named = |name: &str| find(columns, name).map(|at| columns[at].name.clone());
    let mapped = MappedField {
        column: Some(column.name.clone()),
        value: None,
        field,
        recipe: recipe.into_iter().map(|op| spelt(op, &named)).collect(),
        required: rule.required,
        when: rule.when.map(|flag| named(&flag).unwrap_or(flag)),
    };
    let Some(mapped) = fit::fitted(mapped, &|name: &str| columns.iter().any(|c| c.name == name)) else {
        return;
    };
    let suggestion = Suggestion {
        field: rule.field.clone(),
        recipe: mapped.recipe.clone(),
        confidence: match reason {
            SuggestionReason::Layout => 0.99,
            SuggestionReason::Name => 0.9,
            SuggestionReason::Values => 0.7,
        },
        reason,
    };
    // What is heard or filled in besides goes to the same field.
    let besides = mapped
        .recipe
        .iter()
        .filter(|op| matches!(op, Op::Consent { .. } | Op::FirstOf { .. }));
    for name in besides.flat_map(Op::columns) {
        if let Some(at) = find(columns, name) {
            proposal.columns[at].get_or_insert_with(|| suggestion.clone());
        }
    }
    proposal.columns[index].get_or_insert(suggestion);
    proposal.mapping.fields.push(mapped);
}

/// The columns that an operation names, as this file spells them.
fn spelt(mut op: Op, named: &impl Fn(&str) -> Option<String>) -> Op {
    for column in op.columns_mut() {
        if let Some(name) = named(column) {
            *column = name;
        }
    }
    op
}

/// The cells say something else than the name: dates are no names of people, and yes and no no telephone numbers.
fn contradicted(field: &str, column: &Column) -> bool {
    let seen = &column.seen;
    let most = |count: u64| seen.filled > 0 && seen.share(count) > 0.8;
    let words = ["person.name.", "homeAddress.", "billingAddress.", "shippingAddress."];
    if words.iter().any(|prefix| field.starts_with(prefix)) {
        return most(seen.date_like()) || (field.starts_with("person.name.") && most(seen.emails));
    }
    field.ends_with("Phone.number") && most(seen.consent_words) && seen.phones == 0
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
    if column.seen.missing > 0
        && !recipe
            .iter()
            .any(|op| matches!(op, Op::Map { .. } | Op::Boolean { .. } | Op::Consent { .. }))
    {
        recipe.insert(0, words_for_nothing(column, target));
    }
    recipe
}

/// Words for nothing, without those that may be a value of this field: *NA* is Namibia and Naples, and *Null* is a name
/// where the column has it written as one.
fn words_for_nothing(column: &Column, target: &xdm::Field) -> Op {
    let is_place = matches!(
        target.name.as_str(),
        "countryCode" | "country" | "state" | "stateProvince" | "region"
    );
    let is_name = column.seen.names_for_nothing > 0 && target.name.to_lowercase().ends_with("name");
    let is_value = |word: &str| (is_place && word == "na") || (is_name && vocabulary::may_be_a_name(&capital(word)));
    let words = vocabulary::nothing_words().filter(|word| !is_value(word));
    Op::Missing {
        values: words.map(str::to_owned).collect(),
    }
}

/// The word as a name is written.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
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
        Some(Layout::CommerceSubscribers) => "Commerce newsletter subscribers",
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

/// A column as it is sampled.
#[cfg(test)]
pub(crate) fn column_of(name: &str, cells: &[&str]) -> Column {
    let mut seen = ColumnProfile::of_column(name);
    for cell in cells {
        seen.observe(Some(cell));
    }
    Column {
        name: name.to_owned(),
        dates: seen.dates,
        seen,
        ..Column::default()
    }
}
