//! From what columns say about consent to what is sent: one field for each channel, fed by all columns that speak about
//! it, so that an objection in any of them is heard.

use super::Column;
use super::consent::{About, Channel};
use super::consent_file::{self, Leavers};
use super::recipes::Rule;
use xdm::vocabulary::{ConsentWord, consent_word};
use xdm::{ConsentColumn, ConsentReads, FieldPath, MappedField, MappingSet, Op, Schema};

/// Whether a way of reading can say that somebody objects.
fn objects(reads: ConsentReads) -> bool {
    matches!(reads, ConsentReads::Objects | ConsentReads::ObjectedOn)
}

/// Whether the schema has the field that a channel's yes and no go to.
fn has_field(schema: &Schema, channel: Channel) -> bool {
    FieldPath::parse(&channel.val()).is_ok_and(|path| schema.find(&path).is_some())
}

/// A column with how it is read.
struct Voice<'a> {
    column: &'a Column,
    reads: ConsentReads,
}

impl Voice<'_> {
    /// Whose cells a person would look at first: consent before objections, the fullest first; never by position.
    fn rank(&self) -> (u8, std::cmp::Reverse<u64>, usize, &str) {
        let kind = match self.reads {
            ConsentReads::Grants | ConsentReads::State => 0,
            ConsentReads::GrantedOn => 1,
            ConsentReads::Confirms => 2,
            ConsentReads::Objects => 3,
            ConsentReads::ObjectedOn => 4,
        };
        let name = &self.column.name;
        (kind, std::cmp::Reverse(self.column.seen.filled), name.len(), name)
    }
}

/// The rules for consent: which column feeds which channel, with those that are heard besides it.
pub(super) fn rules(columns: &[Column], about: &[About], schema: &Schema) -> Vec<Rule> {
    let mut rules = Vec::new();
    for channel in Channel::ALL.into_iter().filter(|channel| has_field(schema, *channel)) {
        let mut voices = voices(columns, about, channel);
        // Who objects to everything objects to each channel that is spoken about.
        if channel != Channel::Any && (!voices.is_empty() || !has_field(schema, Channel::Any)) {
            let all = self::voices(columns, about, Channel::Any);
            let new = all
                .into_iter()
                .filter(|any| voices.iter().all(|v| v.column.name != any.column.name));
            let new: Vec<Voice<'_>> = new
                .filter(|_| channel == Channel::Email || !voices.is_empty())
                .collect();
            voices.extend(new);
        }
        voices.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let mut voices = voices.into_iter();
        let Some(main) = voices.next() else { continue };
        let also = voices.map(|voice| ConsentColumn {
            column: voice.column.name.clone(),
            reads: voice.reads,
        });
        let also: Vec<ConsentColumn> = also.collect();
        let alone = also.is_empty();
        let op = Op::Consent {
            reads: main.reads,
            also,
        };
        rules.push(Rule::with(&main.column.name, &channel.val(), vec![op]));
        if alone {
            rules.extend(time_of(columns, about, channel));
        }
    }
    rules
}

fn voices<'a>(columns: &'a [Column], about: &[About], channel: Channel) -> Vec<Voice<'a>> {
    let voice = |(column, about): (&'a Column, &About)| match about {
        About::Says { channels, reads } if channels.contains(&channel) => Some(Voice { column, reads: *reads }),
        _ => None,
    };
    columns.iter().zip(about).filter_map(voice).collect()
}

/// The moment of a channel's only state, where its cells say their zone. Beside a second column that can object nobody
/// knows whose moment it is.
fn time_of(columns: &[Column], about: &[About], channel: Channel) -> Option<Rule> {
    let of = |about: &About| matches!(about, About::Time(channels) if channels.contains(&channel));
    let mut times = columns
        .iter()
        .zip(about)
        .filter(|(_, about)| of(about))
        .map(|(column, _)| column);
    let (time, further) = (times.next()?, times.next());
    let dates = &time.dates;
    let zoned = dates.dates() > 0
        && dates.dates() == time.seen.filled
        && time.seen.date_times == dates.dates()
        && dates.without_zone == 0;
    (further.is_none() && zoned).then(|| Rule::with(&time.name, &format!("{}.time", channel.path()), Vec::new()))
}

/// What is sent of every row of a list of people who have left: an objection.
pub(super) fn of_leavers(columns: &[Column], about: &[About], schema: &Schema, file: &str) -> Vec<MappedField> {
    let Left::All(channels) = left(columns, about, file) else {
        return Vec::new();
    };
    let objection = |channel: Channel| FieldPath::parse(&channel.val()).ok().map(everybody_left);
    let sent = channels.into_iter().filter(|channel| has_field(schema, *channel));
    sent.filter_map(objection).collect()
}

/// Whether a file is a list of people who have left.
#[derive(Debug, PartialEq, Eq)]
enum Left {
    /// It is not.
    Nobody,
    /// Everybody has left these channels.
    All(Vec<Channel>),
    /// Its name says so and a column says otherwise, or the name of one of several files says so.
    InDoubt(Vec<Channel>),
}

/// The name of the file says it, or that of its only e-mail column; and no column tells of some that they have not, such
/// as a *no* in one that objects.
fn left(columns: &[Column], about: &[About], file: &str) -> Left {
    let names = leavers(columns, file);
    let mut channels = channels_in(&names);
    match () {
        () if names.iter().all(|name| matches!(name, Leavers::All(_))) => {}
        () if names.iter().any(|name| *name != Leavers::Nobody) => return Left::InDoubt(channels),
        () if left_by_address(columns) => channels.push(Channel::Email),
        () => return Left::Nobody,
    }
    let says = |told: &dyn Fn(&Column, ConsentReads) -> bool| {
        columns.iter().zip(about).any(|(column, about)| match about {
            About::Says { reads, .. } => told(column, *reads),
            _ => false,
        })
    };
    // A column of objections says itself who has left and who has not.
    if says(&|column, reads| objects(reads) && tells_apart(column, reads)) {
        return Left::Nobody;
    }
    // A yes in such a file is nobody's to guess, whatever else its column says.
    if says(&|column, reads| !objects(reads) && has_word(column, ConsentWord::Granted)) {
        return Left::InDoubt(channels);
    }
    if says(&tells_apart) {
        return Left::Nobody;
    }
    Left::All(channels)
}

/// What each of the files that are read as one says by its name.
fn leavers(columns: &[Column], file: &str) -> Vec<Leavers> {
    let mailchimp = columns
        .iter()
        .any(|column| column.name.trim().eq_ignore_ascii_case("CLEAN_TIME"));
    file.split(" + ")
        .map(|name| consent_file::left_by_file(name, mailchimp))
        .collect()
}

/// The channels that everybody has left in a file of this name, where a person says that they all have.
pub(crate) fn channels_of_leavers(file: &str) -> Vec<&'static str> {
    let mut all = channels_in(&leavers(&[], file));
    if all.is_empty() {
        all.push(Channel::Email);
    }
    all.into_iter().map(Channel::path).collect()
}

/// Every channel once.
fn channels_in(names: &[Leavers]) -> Vec<Channel> {
    let mut all: Vec<Channel> = names.iter().flat_map(Leavers::channels).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// An objection of everybody.
pub(crate) fn everybody_left(field: FieldPath) -> MappedField {
    MappedField {
        column: None,
        value: Some("n".to_owned()),
        field,
        recipe: Vec::new(),
        required: false,
        when: None,
    }
}

/// The rows of a file differ by this column.
fn tells_apart(column: &Column, reads: ConsentReads) -> bool {
    let refuses = has_word(column, ConsentWord::Refused);
    if reads == ConsentReads::Objects {
        let seen = &column.seen;
        return refuses || (seen.filled > 0 && seen.filled < seen.rows);
    }
    refuses && has_word(column, ConsentWord::Granted)
}

/// The only column with addresses is called as those of people who have left: *Unsubscribed email*.
fn left_by_address(columns: &[Column]) -> bool {
    let mut addresses = columns.iter().filter(|column| column.email_like() > 0.3);
    match (addresses.next(), addresses.next()) {
        (Some(only), None) => consent_file::left_by_column(&only.name),
        _ => false,
    }
}

fn has_word(column: &Column, word: ConsentWord) -> bool {
    column
        .seen
        .samples
        .iter()
        .any(|sample| consent_word(sample) == Some(word))
}

/// The columns about consent that a mapping neither sends nor leaves out by somebody's decision, with how many of their
/// sampled cells are filled.
pub(crate) fn open(
    columns: &[Column],
    about: &[About],
    mapping: &MappingSet,
    schema: &Schema,
    file: &str,
) -> Vec<(String, u64)> {
    let sent: Vec<&MappedField> = mapping
        .fields
        .iter()
        .filter(|f| f.field.as_str().starts_with("consents."))
        .collect();
    let is_read = |name: &str| {
        sent.iter().any(|field| {
            let own = field.column.as_deref().into_iter();
            own.chain(field.recipe.iter().flat_map(Op::columns))
                .any(|column| column == name)
        })
    };
    // Where every row objects, no column can object further.
    let objected = |channel: Channel| {
        let all = [channel.val(), Channel::Any.val()];
        sent.iter()
            .any(|f| f.value.as_deref() == Some("n") && all.iter().any(|path| f.field.as_str() == path))
    };
    let is_open = |column: &Column, about: &About| match about {
        About::Nothing | About::Time(_) | About::Reason(_) => false,
        About::Undecided => !objected(Channel::Email),
        About::Says { channels, reads } => {
            let sendable = channels.iter().any(|channel| has_field(schema, *channel));
            let may_object = objects(*reads) || *reads == ConsentReads::State || has_word(column, ConsentWord::Refused);
            !channels.iter().all(|channel| objected(*channel)) && (sendable || may_object)
        }
    };
    let mut open: Vec<(String, u64)> = columns
        .iter()
        .zip(about)
        .filter(|(column, about)| {
            !mapping.left_out.contains(&column.name) && !is_read(&column.name) && is_open(column, about)
        })
        .map(|(column, _)| (column.name.clone(), column.seen.filled))
        .collect();
    let sends = |channel: &Channel| sent.iter().any(|f| f.field.as_str() == channel.val());
    let unsaid: Vec<Channel> = match left(columns, about, file) {
        Left::Nobody if mapping.ask_leavers => vec![Channel::Email],
        Left::Nobody => Vec::new(),
        // A mapping that was made for another file knows nothing of them.
        Left::All(channels) => channels.into_iter().filter(|channel| !sends(channel)).collect(),
        Left::InDoubt(channels) => channels.into_iter().filter(|channel| !objected(*channel)).collect(),
    };
    if unsaid.iter().any(|channel| has_field(schema, *channel)) && !mapping.left_out.iter().any(|name| name == file) {
        let rows = columns.first().map_or(0, |column| column.seen.rows);
        open.push((file.to_owned(), rows));
    }
    open
}
