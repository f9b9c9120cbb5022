//! A mapping set bound to a file's columns and a dataset's schema: everything that can be decided once is decided
//! here, so that the work per row is looking up cells by number.

use crate::changes::PrintKey;
use crate::never::NeverList;
use crate::problem::Problem;
use crate::related;
use crate::suggest;
use hashbrown::HashMap;
use xdm::{
    AddressKind, Field, FieldPath, FieldSource, FindingCode, FoundIn, IdentityRule, IdentitySource, Kind, Leaf,
    MappedField, MappingSet, Op, Recipe, Schema, Shape, SharedEmail, Short, blocked_by_name,
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
    /// It is a consent: a cell that cannot be read may be an objection, and leaves out its row.
    pub is_consent: bool,
    /// Free text: words for "nothing" that its recipe leaves in it are sent, and said.
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

/// The leaves that tell whether two rows are about one person.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Likeness {
    /// A first name, or a full name that begins with it.
    pub name: Option<usize>,
    /// A last name.
    pub last: Option<usize>,
    /// The gender.
    pub gender: Option<usize>,
    /// The birth date.
    pub birth: Option<usize>,
}

/// A consent to one channel.
#[derive(Clone, Debug)]
pub(crate) struct ConsentLeaf {
    /// XDM's name of the channel.
    pub channel: String,
    /// The leaf with its value.
    pub value: usize,
    /// The leaf with its moment.
    pub time: Option<usize>,
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
    /// Namespace and origin, the primary one first. The e-mail address is always among them, last where records do not
    /// carry it as an identity.
    pub identities: Vec<(String, IdentityFrom)>,
    /// So many of them, from the first, records carry: in their identity map, or by the schema's descriptors. None where
    /// no column goes to the field that is the identity.
    pub carried: usize,
    /// Which of the identities is the e-mail address.
    pub email: usize,
    /// What two rows of one identity are held against each other by.
    pub likeness: Likeness,
    /// The consents that are sent.
    pub consents: Vec<ConsentLeaf>,
    /// The column with the e-mail address.
    pub email_column: Option<usize>,
    /// Unreadable values leave out their row.
    pub strict: bool,
    /// Columns and what, found in them, leaves out its row.
    pub leave_out_rows: Vec<(usize, FindingCode)>,
    /// Columns and what, found in them, is taken for nothing.
    pub leave_out_values: Vec<(usize, FindingCode)>,
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
    /// The column that an identity's values come from.
    pub(crate) fn column_of(&self, from: IdentityFrom) -> Option<usize> {
        match from {
            IdentityFrom::Leaf(leaf) => self.leaves[leaf].column(),
            IdentityFrom::Column(column) => Some(column),
        }
    }

    /// The field that holds an identity.
    pub(crate) fn field_of(&self, from: IdentityFrom) -> Option<&FieldPath> {
        match from {
            IdentityFrom::Leaf(leaf) => Some(&self.shape.leaves[leaf].path),
            IdentityFrom::Column(_) => None,
        }
    }

    /// The leaf of an identity, where the schema makes one of whatever stands in its field.
    pub(crate) fn identity_field(&self, at: usize) -> Option<usize> {
        match self.identities.get(at)?.1 {
            IdentityFrom::Leaf(leaf) if at < self.carried && self.shape.identity_map.is_empty() => Some(leaf),
            _ => None,
        }
    }

    /// The column with the numbers, where people have some.
    pub(crate) fn number_column(&self) -> Option<usize> {
        let numbers = self.identities.iter().enumerate().filter(|(at, _)| *at != self.email);
        numbers
            .map(|(_, (_, from))| *from)
            .find_map(|from| self.column_of(from))
    }

    /// Records carry the e-mail address as an identity map's entry, so that one can go by it alone.
    pub(crate) fn carries_email(&self) -> bool {
        self.email < self.carried && !self.shape.identity_map.is_empty()
    }

    /// People have numbers too, besides their e-mail addresses.
    pub(crate) fn has_numbers(&self) -> bool {
        self.identities.len() > 1
    }

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
    let implied = implied(mapping, schema, rule);
    for entry in mapping.fields.iter().chain(&implied) {
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
            is_consent: is_consent(&entry.field),
            short: Short::new(&entry.recipe, field),
            keeps_words: field.scalar() == Kind::Text
                && field.values.is_empty()
                && !entry.recipe.iter().any(|op| matches!(op, Op::Map { .. })),
        };
        bound.push((schema.absolute(&entry.field), plan));
    }
    // The order of leaves is the order of bytes in a part: by path, whatever the order in the mapping.
    bound.sort_by(|a, b| a.0.cmp(&b.0));
    let Identities {
        all: identities,
        carried,
        email,
    } = identities_of(mapping, &binder, schema, rule, &mut bound)?;
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
    let shape = shape_of(&bound, &identities[..carried], schema, rule);
    Ok(Compiled {
        likeness: likeness(&bound),
        consents: consents(&bound),
        carried,
        related: related::Rules::new(&shape, mapping.policy.duplicates.fill_blanks),
        shape,
        phone: bound.iter().position(|(_, plan)| is_phone(plan)),
        guards: guards(&bound),
        leaves: bound.into_iter().map(|(_, plan)| plan).collect(),
        identities,
        email,
        email_column,
        strict: mapping.policy.on_bad_value == xdm::BadValue::Reject,
        leave_out_rows: binder.found(&mapping.policy.leave_out_rows),
        leave_out_values: binder.found(&mapping.policy.leave_out_values),
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

/// The field of a dataset's own primary identity, where the mapping names a column for its namespace and none for the
/// field itself.
fn implied(mapping: &MappingSet, schema: &Schema, rule: &IdentityRule) -> Option<MappedField> {
    let IdentityRule::Field { path, namespace, .. } = rule else {
        return None;
    };
    let is_fed = |entry: &MappedField| schema.absolute(&entry.field) == schema.absolute(path);
    let mut named = std::iter::once(&mapping.identity.primary).chain(&mapping.identity.others);
    let own = named.find(|identity| identity.namespace.eq_ignore_ascii_case(&namespace.0))?;
    let column = own.column.clone().filter(|_| !mapping.fields.iter().any(is_fed))?;
    Some(MappedField {
        column: Some(column),
        value: None,
        field: path.clone(),
        recipe: vec![Op::Trim {}],
        required: true,
        when: None,
    })
}

/// The identities of a mapping in a dataset.
struct Identities {
    all: Vec<(String, IdentityFrom)>,
    carried: usize,
    email: usize,
}

/// What tells people apart: by the mapping where records carry an identity map, by the schema's own descriptors
/// otherwise, whatever the mapping says.
fn identities_of(
    mapping: &MappingSet,
    binder: &Binder<'_>,
    schema: &Schema,
    rule: &IdentityRule,
    bound: &mut [(FieldPath, LeafPlan)],
) -> Result<Identities, Problem> {
    let email = suggest::email_identity(mapping).ok_or(Problem::EmailColumnMissing {})?;
    let of_email = binder.identity(email, schema, bound)?;
    let mut all = Vec::new();
    match rule {
        IdentityRule::Map => {
            for identity in std::iter::once(&mapping.identity.primary).chain(&mapping.identity.others) {
                all.push((identity.namespace.clone(), binder.identity(identity, schema, bound)?));
            }
        }
        IdentityRule::Field {
            path,
            namespace,
            others,
        } => {
            let leaf = |path: &FieldPath| bound.iter().position(|(p, _)| *p == schema.absolute(path));
            // Without it nothing can be sent, which is a question: which column holds it?
            if let Some(own) = leaf(path) {
                all.push((namespace.0.clone(), IdentityFrom::Leaf(own)));
                let others = others
                    .iter()
                    .filter_map(|(path, namespace)| Some((namespace, leaf(path)?)));
                all.extend(others.map(|(namespace, leaf)| (namespace.0.clone(), IdentityFrom::Leaf(leaf))));
                bound[own].1.required = true;
            }
        }
    }
    let carried = match rule {
        // Nothing of it would be written.
        IdentityRule::Map if !schema.has_identity_map() => 0,
        _ => all.len(),
    };
    let column = |from: IdentityFrom| match from {
        IdentityFrom::Leaf(leaf) => bound[leaf].1.column(),
        IdentityFrom::Column(column) => Some(column),
    };
    let is_email = |(namespace, from): &(String, IdentityFrom)| {
        let same_column = || column(*from).is_some() && column(*from) == column(of_email);
        *namespace == email.namespace && (*from == of_email || same_column())
    };
    let known = all.iter().position(is_email);
    let email = known.unwrap_or_else(|| {
        all.push((email.namespace.clone(), of_email));
        carried
    });
    Ok(Identities { all, carried, email })
}

fn likeness(bound: &[(FieldPath, LeafPlan)]) -> Likeness {
    let at = |path: &str| bound.iter().position(|(p, _)| p.as_str() == path);
    Likeness {
        name: at("person.name.firstName").or_else(|| at("person.name.fullName")),
        last: at("person.name.lastName"),
        gender: at("person.gender"),
        birth: at("person.birthDate"),
    }
}

/// Whether a field is a consent's value.
pub(crate) fn is_consent(path: &FieldPath) -> bool {
    path.as_str().starts_with("consents.") && path.segments().last() == Some("val")
}

fn consents(bound: &[(FieldPath, LeafPlan)]) -> Vec<ConsentLeaf> {
    let marketing = bound.iter().enumerate().filter_map(|(value, (path, _))| {
        let channel = path
            .as_str()
            .strip_prefix("consents.marketing.")?
            .strip_suffix(".val")?;
        let time = format!("consents.marketing.{channel}.time");
        Some(ConsentLeaf {
            channel: channel.to_owned(),
            value,
            time: bound.iter().position(|(p, _)| p.as_str() == time),
        })
    });
    marketing.take(MOST_CHANNELS).collect()
}

/// XDM has nine; two bits of a row's sixteen hold what it says about one.
pub(crate) const MOST_CHANNELS: usize = 8;

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
        is_consent: false,
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

    /// The numbers of these columns; what is decided about a column that this file does not have decides nothing.
    fn found(&self, all: &[FoundIn]) -> Vec<(usize, FindingCode)> {
        let number = |name: &str| self.columns.iter().position(|c| c == name);
        all.iter()
            .filter_map(|found| Some((number(&found.column)?, found.code)))
            .collect()
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
