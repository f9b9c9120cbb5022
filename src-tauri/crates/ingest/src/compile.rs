//! A mapping set bound to a file's columns and a dataset's schema: everything that can be decided once is decided
//! here, so that the work per row is looking up cells by number.

use crate::changes::PrintKey;
use crate::never::NeverList;
use crate::problem::Problem;
use crate::related;
use crate::suggest;
use hashbrown::HashMap;
use xdm::{
    AddressKind, Field, FieldPath, FieldSource, IdentityRule, IdentitySource, Kind, Leaf, MappingSet, Op, Recipe,
    Schema, Shape, SharedEmail, Short, blocked_by_name,
};

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The column of this number.
    Column(usize),
    /// The same text for all.
    Constant(String),
}

/// One leaf, ready to be filled.
#[derive(Clone, Debug)]
pub(crate) struct LeafPlan {
    /// The schema's field with its rules.
    pub field: Field,
    /// Where its value comes from.
    pub source: Source,
    /// What happens on the way.
    pub recipe: Recipe,
    /// The row is left out without it.
    pub required: bool,
    /// The column that must say yes.
    pub when: Option<usize>,
    /// It is the e-mail identity: cells that are no address leave out the row.
    pub is_email: bool,
    /// It is a birth date, which is neither to come nor very long ago.
    pub is_birth: bool,
    /// Free text whose recipe takes out no words for "nothing".
    pub keeps_words: bool,
    /// An earlier leaf that reads the telephone numbers of the same column in the same way, as two addresses of one row
    /// do.
    pub twin: Option<usize>,
    /// How nearly all of its cells can be read; of the e-mail identity its text.
    pub short: Option<Short>,
}

impl LeafPlan {
    /// The column that a finding about this leaf names.
    pub(crate) fn column(&self) -> Option<usize> {
        match self.source {
            Source::Column(index) => Some(index),
            Source::Constant(_) => None,
        }
    }
}

/// Where an identity's value is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdentityFrom {
    /// The value of this leaf.
    Leaf(usize),
    /// The cell of this column, trimmed.
    Column(usize),
}

/// A value without which its neighbours in the same object may not go.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// The leaf that the schema requires within its object.
    pub needed: usize,
    /// The other leaves of that object.
    pub others: Vec<usize>,
}

/// A mapping set, bound.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    /// What records look like.
    pub shape: Shape,
    /// Parallel to the shape's leaves.
    pub leaves: Vec<LeafPlan>,
    /// The first leaf with a telephone number, which is dear to read.
    pub phone: Option<usize>,
    /// What must go together.
    pub guards: Vec<Guard>,
    /// The primary one first.
    pub identities: Vec<(String, IdentityFrom)>,
    /// Which of the identities is the e-mail address.
    pub email: usize,
    /// The column with the e-mail address.
    pub email_column: Option<usize>,
    /// Unreadable values leave out their row.
    pub strict: bool,
    /// Days since 1970 on which somebody may have been born who is a customer.
    pub births: std::ops::Range<i32>,
    /// Groups of addresses that are left out.
    pub leave_out: Vec<AddressKind>,
    /// Who is never uploaded.
    pub never: NeverList,
    /// What fingerprints are made with, where there is a key.
    pub print_key: Option<PrintKey>,
    /// What to do with one e-mail address on several customer numbers.
    pub shared_email: SharedEmail,
    /// How the rows of a shopper complete each other.
    pub related: related::Rules,
    /// The date column that tells which row of a shopper is the newest.
    pub newest_by: Option<LeafPlan>,
    /// The column with the shop's web site.
    pub website: Option<usize>,
    /// All columns of the file.
    pub columns: Vec<String>,
    /// The number of each column.
    pub numbers: HashMap<String, usize>,
    /// The columns whose cells are all blank in a row that continues the shopper above it; empty where none does.
    pub continued_by: Vec<usize>,
}

impl Compiled {
    /// Whether anything is read from a column at or after this number.
    pub(crate) fn reads_beyond(&self, width: usize) -> bool {
        let named = |name: &str| self.numbers.get(name).copied();
        self.leaves.iter().any(|leaf| {
            leaf.column()
                .into_iter()
                .chain(leaf.when)
                .chain(leaf.recipe.iter().flat_map(Op::columns).filter_map(named))
                .any(|c| c >= width)
        }) || self
            .identities
            .iter()
            .any(|(_, from)| matches!(from, IdentityFrom::Column(c) if *c >= width))
    }
}

/// Binds a mapping set.
pub(crate) fn compile(
    mapping: &MappingSet,
    columns: &[String],
    blocked: &[bool],
    schema: &Schema,
    rule: &IdentityRule,
) -> Result<Compiled, Problem> {
    mapping
        .validate()
        .map_err(|e| Problem::MappingUnreadable { reason: e.to_string() })?;
    let binder = Binder { columns, blocked };
    let mut bound = Vec::with_capacity(mapping.fields.len());
    for entry in &mapping.fields {
        let field = schema
            .find(&entry.field)
            .filter(|f| is_leaf(f))
            .ok_or_else(|| Problem::FieldUnknown {
                field: entry.field.to_string(),
            })?;
        let source = match entry.source() {
            FieldSource::Column(name) => Source::Column(binder.find(name)?),
            FieldSource::Constant(text) => Source::Constant(text.to_owned()),
        };
        for name in entry.recipe.iter().flat_map(Op::columns) {
            binder.find(name)?;
        }
        let when = entry.when.as_deref().map(|name| binder.find(name)).transpose()?;
        let plan = LeafPlan {
            field: field.clone(),
            source,
            recipe: entry.recipe.clone(),
            required: entry.required || always_required(schema, &entry.field),
            when,
            twin: None,
            is_email: false,
            is_birth: entry.field.as_str().ends_with("birthDate"),
            short: Short::new(&entry.recipe, field),
            keeps_words: field.scalar() == Kind::Text
                && field.values.is_empty()
                && !entry
                    .recipe
                    .iter()
                    .any(|op| matches!(op, Op::Missing { .. } | Op::Map { .. })),
        };
        bound.push((schema.absolute(&entry.field), plan));
    }
    // The order of leaves is the order of bytes in a part: by path, whatever the order in the mapping.
    bound.sort_by(|a, b| a.0.cmp(&b.0));
    let email = suggest::email_identity(mapping).ok_or(Problem::EmailColumnMissing {})?;
    let mut identities = Vec::new();
    for identity in std::iter::once(&mapping.identity.primary).chain(&mapping.identity.others) {
        identities.push((identity.namespace.clone(), binder.identity(identity, schema, &bound)?));
    }
    let email = identities
        .iter()
        .position(|(namespace, _)| *namespace == email.namespace)
        .unwrap_or_default();
    let email_column = match identities[email].1 {
        IdentityFrom::Leaf(leaf) => {
            let plan = &mut bound[leaf].1;
            plan.is_email = true;
            plan.short = Short::new(&plan.recipe, &Field::text());
            plan.column()
        }
        IdentityFrom::Column(column) => Some(column),
    };
    for at in 0..bound.len() {
        bound[at].1.twin = twin(&bound, at);
    }
    let newest_by = mapping
        .policy
        .duplicates
        .by
        .as_deref()
        .map(|name| newest_by(name, &binder, &bound))
        .transpose()?;
    let shape = shape_of(&bound, &identities, schema, rule);
    Ok(Compiled {
        related: related::Rules::new(&shape, mapping.policy.duplicates.fill_blanks),
        shape,
        phone: bound.iter().position(|(_, plan)| is_phone(plan)),
        guards: guards(&bound),
        leaves: bound.into_iter().map(|(_, plan)| plan).collect(),
        identities,
        email,
        email_column,
        strict: mapping.policy.on_bad_value == xdm::BadValue::Reject,
        births: births(),
        leave_out: mapping.policy.leave_out.iter().map(|group| group.kind()).collect(),
        never: NeverList::default(),
        print_key: None,
        shared_email: mapping.policy.shared_email,
        newest_by,
        website: columns
            .iter()
            .position(|c| WEBSITES.iter().any(|w| c.eq_ignore_ascii_case(w))),
        columns: columns.to_vec(),
        // Of columns with the same name the first.
        numbers: columns
            .iter()
            .cloned()
            .enumerate()
            .map(|(i, name)| (name, i))
            .rev()
            .collect(),
        continued_by: suggest::continued_by(suggest::layout_of(columns))
            .iter()
            .filter_map(|name| columns.iter().position(|c| c.eq_ignore_ascii_case(name)))
            .collect(),
    })
}

/// Its values are telephone numbers.
fn is_phone(plan: &LeafPlan) -> bool {
    matches!(plan.recipe.last(), Some(Op::Phone { .. })) && !plan.is_email
}

fn twin(bound: &[(FieldPath, LeafPlan)], at: usize) -> Option<usize> {
    let plan = &bound[at].1;
    let same = |other: &LeafPlan| {
        other.column() == plan.column()
            && other.recipe == plan.recipe
            && other.field.takes_the_same_text(&plan.field)
            && !other.is_email
    };
    (is_phone(plan) && plan.column().is_some()).then(|| bound[..at].iter().position(|(_, other)| same(other)))?
}

/// What the columns of a shop's web site are called.
const WEBSITES: &[&str] = &["_website", "website", "website_id", "Web Site"];

/// The days of birth of people up to 120 years old today.
fn births() -> std::ops::Range<i32> {
    let today = (jiff::Timestamp::now().as_second() / 86_400) as i32;
    today - 120 * 366..today + 1
}

/// Reads a column as date-times, as the field that it feeds does where it feeds one.
fn newest_by(name: &str, binder: &Binder<'_>, bound: &[(FieldPath, LeafPlan)]) -> Result<LeafPlan, Problem> {
    let column = binder.find(name)?;
    let recipe = bound
        .iter()
        .find(|(_, plan)| plan.column() == Some(column))
        .map(|(_, plan)| plan.recipe.clone())
        .unwrap_or_default();
    Ok(LeafPlan {
        field: Field::date_time(),
        source: Source::Column(column),
        recipe,
        required: false,
        when: None,
        twin: None,
        is_email: false,
        is_birth: false,
        keeps_words: false,
        short: None,
    })
}

/// The field and everything above it are required, so that no record can go without it.
fn always_required(schema: &Schema, path: &FieldPath) -> bool {
    let path = schema.absolute(path);
    let mut field = &schema.root;
    path.segments().all(|name| match field.child(name) {
        Some(child) => {
            field = child;
            child.required
        }
        None => false,
    })
}

fn guards(bound: &[(FieldPath, LeafPlan)]) -> Vec<Guard> {
    let parent = |path: &FieldPath| path.as_str().rsplit_once('.').map(|(parent, _)| format!("{parent}."));
    let needed = bound
        .iter()
        .enumerate()
        .filter(|(_, (_, plan))| plan.field.required && !plan.required);
    needed
        .filter_map(|(needed, (path, _))| {
            let parent = parent(path)?;
            let is_other = |(i, (path, _)): (usize, &(FieldPath, LeafPlan))| {
                (i != needed && path.as_str().starts_with(&parent)).then_some(i)
            };
            let others: Vec<usize> = bound.iter().enumerate().filter_map(is_other).collect();
            (!others.is_empty()).then_some(Guard { needed, others })
        })
        .collect()
}

fn is_leaf(field: &Field) -> bool {
    !matches!(field.scalar(), Kind::Object | Kind::Array | Kind::Map)
}

fn shape_of(
    bound: &[(FieldPath, LeafPlan)],
    identities: &[(String, IdentityFrom)],
    schema: &Schema,
    rule: &IdentityRule,
) -> Shape {
    let leaves = bound
        .iter()
        .map(|(path, plan)| Leaf {
            path: path.clone(),
            kind: plan.field.scalar(),
            list: plan.field.is_list(),
        })
        .collect();
    let by_map = *rule == IdentityRule::Map && schema.has_identity_map();
    Shape {
        leaves,
        identity_map: if by_map {
            identities.iter().map(|(n, _)| n.clone()).collect()
        } else {
            Vec::new()
        },
    }
}

struct Binder<'a> {
    columns: &'a [String],
    blocked: &'a [bool],
}

impl Binder<'_> {
    fn find(&self, name: &str) -> Result<usize, Problem> {
        let index = self
            .columns
            .iter()
            .position(|c| c == name)
            .ok_or_else(|| Problem::ColumnMissing {
                column: name.to_owned(),
            })?;
        if self.blocked.get(index) == Some(&true) || blocked_by_name(name).is_some() {
            return Err(Problem::ColumnBlocked {
                column: name.to_owned(),
            });
        }
        Ok(index)
    }

    fn identity(
        &self,
        identity: &IdentitySource,
        schema: &Schema,
        bound: &[(FieldPath, LeafPlan)],
    ) -> Result<IdentityFrom, Problem> {
        if let Some(column) = &identity.column {
            return self.find(column).map(IdentityFrom::Column);
        }
        let missing = || {
            if identity.namespace == xdm::Namespace::EMAIL {
                Problem::EmailColumnMissing {}
            } else {
                Problem::FieldUnknown {
                    field: identity.namespace.clone(),
                }
            }
        };
        let path = schema.absolute(identity.field.as_ref().ok_or_else(missing)?);
        bound
            .iter()
            .position(|(p, _)| *p == path)
            .map(IdentityFrom::Leaf)
            .ok_or_else(missing)
    }
}
