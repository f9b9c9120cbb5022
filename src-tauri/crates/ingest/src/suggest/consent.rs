//! What the columns of a file say about consent to marketing, by their names and by their cells. What a name promises and
//! the cells do not keep is undecided: a person is asked, because an objection may stand there.

use super::consent_name::{self, Told};
use super::layout;
use super::legend::Legend;
use super::words::Name;
use super::{Column, is_blocked};
use xdm::ConsentReads;
use xdm::vocabulary::{ConsentWord, consent_word, yes_no};

/// XDM's channels of marketing that columns speak about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Channel {
    Email,
    Sms,
    Call,
    PostalMail,
    Push,
    WhatsApp,
    Fax,
    /// Everything: only ever objected to.
    Any,
}

impl Channel {
    /// All of them; the one for everything last.
    pub(crate) const ALL: [Self; 8] = [
        Self::Email,
        Self::Sms,
        Self::Call,
        Self::PostalMail,
        Self::Push,
        Self::WhatsApp,
        Self::Fax,
        Self::Any,
    ];

    /// The field below which XDM keeps it.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Email => "consents.marketing.email",
            Self::Sms => "consents.marketing.sms",
            Self::Call => "consents.marketing.call",
            Self::PostalMail => "consents.marketing.postalMail",
            Self::Push => "consents.marketing.push",
            Self::WhatsApp => "consents.marketing.whatsApp",
            Self::Fax => "consents.marketing.fax",
            Self::Any => "consents.marketing.any",
        }
    }

    /// The field that holds yes or no.
    pub(crate) fn val(self) -> String {
        format!("{}.val", self.path())
    }
}

/// What a column has to do with consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Nothing, or nothing that decides.
    Nothing,
    /// Its cells say whether people allow these channels.
    Says {
        channels: Vec<Channel>,
        reads: ConsentReads,
    },
    /// It looks as if somebody might object in it, and nobody can tell how it is to be read.
    Undecided,
    /// When the state of these channels was last set, to whatever.
    Time(Vec<Channel>),
    /// Why somebody objected to these.
    Reason(Vec<Channel>),
}

/// What each column says, parallel to the columns.
pub(crate) fn survey(columns: &[Column]) -> Vec<About> {
    let legends: Vec<Legend> = columns.iter().map(|column| Legend::of(&column.name)).collect();
    let names: Vec<Name> = legends.iter().map(|legend| Name::of(&legend.name)).collect();
    let headers: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let status = layout::consent_state(&headers);
    let beside = Beside {
        email: names.iter().any(consent_name::objects_to_email),
        grants: status.is_some() || names.iter().any(consent_name::may_grant),
        account: layout::is_commerce(&headers),
        partners: ["newsletter", "id_gender"]
            .iter()
            .all(|own| headers.iter().any(|header| header == own)),
        names: &names,
    };
    let about = |(index, column): (usize, &Column)| {
        if is_blocked(column) {
            About::Nothing
        } else if status == Some(index) {
            says(vec![Channel::Email], ConsentReads::State)
        } else {
            of(&names[index], &legends[index], &Seen::of(column), &beside)
        }
    };
    let mut all: Vec<About> = columns.iter().enumerate().map(about).collect();
    // Who says why has left: where no other column says that they have, this one may be all that does.
    let told = |about: &About| {
        use ConsentReads::{ObjectedOn, Objects, State};
        matches!(
            about,
            About::Says {
                reads: Objects | ObjectedOn | State,
                ..
            }
        )
    };
    if !all.iter().any(told) {
        for (about, column) in all.iter_mut().zip(columns) {
            if matches!(about, About::Reason(_)) && column.seen.filled > 0 {
                *about = About::Undecided;
            }
        }
    }
    all
}

/// What the other columns of the file tell about one.
struct Beside<'a> {
    /// One objects to e-mail in so many words, so that *mail* is the post.
    email: bool,
    /// One may say yes.
    grants: bool,
    /// They are Commerce's, whose confirmations are those of accounts.
    account: bool,
    /// They are PrestaShop's table of customers, whose *optin* is about the offers of partners.
    partners: bool,
    names: &'a [Name],
}

impl Beside<'_> {
    /// A column of this name without the words for a time holds what was set at that time.
    fn has_state_of(&self, name: &Name) -> bool {
        self.names
            .iter()
            .any(|other| other.words != name.words && same_without(name, other, consent_name::is_time))
    }

    /// A column of this name with an agreement for the confirmation: *OPTIN_TIME* of *CONFIRM_TIME*.
    fn has_agreement_of(&self, name: &Name) -> bool {
        let agreed = |other: &&Name| consent_name::agrees(other);
        let mut agreements = self.names.iter().filter(agreed);
        agreements.any(|other| same_without(name, other, consent_name::is_agreed_or_confirmed))
    }
}

/// Two names are the same but for some words.
fn same_without(one: &Name, other: &Name, without: fn(&str) -> bool) -> bool {
    let rest = |name: &Name| -> Vec<String> { name.words.iter().filter(|word| !without(word)).cloned().collect() };
    rest(one) == rest(other)
}

/// What the sampled cells look like.
struct Seen {
    filled: u64,
    /// More than half are yes, no or a word about consent.
    flags: bool,
    /// None is.
    no_flags: bool,
    dates: bool,
    /// They are addresses or numbers to reach somebody by.
    reach: bool,
    /// Some word says no.
    refuses: bool,
    /// Some word says yes.
    grants: bool,
    /// Some word is about subscribing and nothing else.
    named: bool,
    /// Some word objects to a newsletter or to mail in so many words.
    leaves: bool,
    /// So many cells would not be understood that a person had better say what they mean.
    foreign: bool,
}

/// From this many cells on that are not understood, a tenth of them is too many.
const TOO_MANY: u64 = 10;

impl Seen {
    fn of(column: &Column) -> Self {
        let seen = &column.seen;
        let said = |word: fn(&str) -> bool| seen.samples.iter().any(|sample| word(sample));
        let understood = seen.consent_words + seen.date_like().min(seen.filled - seen.consent_words.min(seen.filled));
        let foreign = seen.filled - understood.min(seen.filled);
        Self {
            filled: seen.filled,
            flags: seen.filled > 0 && seen.share(seen.consent_words) >= 0.5,
            no_flags: seen.consent_words == 0,
            dates: seen.filled > 0 && seen.share(seen.date_like()) >= 0.5,
            reach: seen.share(seen.emails) > 0.3 || seen.share(seen.phones) > 0.5,
            refuses: said(|cell| consent_word(cell) == Some(ConsentWord::Refused)),
            grants: said(|cell| consent_word(cell) == Some(ConsentWord::Granted)),
            named: said(is_named),
            leaves: said(|cell| is_named(cell) && consent_word(cell) == Some(ConsentWord::Refused)),
            foreign: foreign > 0 && (understood == 0 || (foreign >= TOO_MANY && seen.share(foreign) > 0.1)),
        }
    }
}

/// The word can be about nothing else than subscribing.
fn is_named(cell: &str) -> bool {
    const STEMS: [&str; 11] = [
        "subscri", "opt-in", "opt-out", "opted", "schreven", "gemeld", "abonn", "inscri", "suscri", "iscri", "opt_",
    ];
    /// What a no can be about; beside a yes they tell where somebody came from.
    const REFUSED: [&str; 13] = [
        "newsletter",
        "nieuwsbrief",
        "rundschreiben",
        "infolettre",
        "boletín",
        "boletin",
        "mailing",
        "reclame",
        "werbung",
        "afmeld",
        "schrijven",
        "abmeld",
        "abbestell",
    ];
    let lower = cell.to_lowercase();
    let names = |stems: &[&str]| stems.iter().any(|stem| lower.contains(stem));
    yes_no(cell).is_none()
        && match consent_word(cell) {
            Some(ConsentWord::Granted) => names(&STEMS),
            Some(ConsentWord::Refused) => names(&STEMS) || names(&REFUSED),
            _ => false,
        }
}

fn says(channels: Vec<Channel>, reads: ConsentReads) -> About {
    About::Says { channels, reads }
}

fn of(name: &Name, legend: &Legend, seen: &Seen, beside: &Beside<'_>) -> About {
    if seen.reach {
        return About::Nothing;
    }
    let told = consent_name::told(name, beside.email);
    let about_consent = told.told != Told::Nothing;
    if (about_consent && legend.is_open(told.told == Told::Objects)) || (!about_consent && legend.says(is_named)) {
        return About::Undecided;
    }
    let about = decided(&told, name, seen, beside);
    // Cells that can be nothing else count whatever their column is called.
    match about {
        About::Nothing if seen.named && seen.flags && told.is_state => says(vec![Channel::Email], ConsentReads::State),
        About::Nothing if seen.named && seen.flags => About::Undecided,
        // Among notes about anything one is enough.
        About::Nothing if seen.leaves && consent_name::is_note(name) => About::Undecided,
        other => other,
    }
}

/// The name's meaning, where the cells do not contradict it.
fn decided(told: &consent_name::NameSays, name: &Name, seen: &Seen, beside: &Beside<'_>) -> About {
    let channels = || told.channels.clone();
    let readable = |reads| {
        if seen.foreign {
            About::Undecided
        } else {
            says(channels(), reads)
        }
    };
    let dated = told.when && !seen.flags;
    if told.detail {
        let asked = match told.told {
            Told::Nothing | Told::Confirmed | Told::Ended | Told::Gone => false,
            Told::AskedOfCells => seen.filled > 0,
            _ => seen.flags,
        };
        return if asked { About::Undecided } else { About::Nothing };
    }
    if beside.partners && name.words == ["optin"] {
        return About::Undecided;
    }
    match told.told {
        Told::Objects if told.reason => About::Reason(channels()),
        _ if told.reason => About::Nothing,
        Told::Objects if told.changed => About::Undecided,
        Told::Grants | Told::State | Told::WeakState if told.changed => About::Time(channels()),
        Told::Objects if dated || seen.dates => {
            if seen.filled == 0 || seen.dates {
                says(channels(), ConsentReads::ObjectedOn)
            } else {
                About::Undecided
            }
        }
        Told::Objects => readable(ConsentReads::Objects),
        Told::Grants if dated => match () {
            () if told.noun && beside.has_state_of(name) => About::Time(channels()),
            // When somebody subscribed to whatever is no yes to marketing.
            () if told.anything => About::Nothing,
            () if seen.filled == 0 || seen.dates => says(channels(), ConsentReads::GrantedOn),
            () => About::Nothing,
        },
        Told::Grants if seen.dates && (told.noun || told.anything) => About::Undecided,
        Told::Grants if seen.dates => says(channels(), ConsentReads::GrantedOn),
        Told::Grants => readable(ConsentReads::Grants),
        // Also where it is a time: what has none is not confirmed, and its yes does not count yet.
        Told::Confirms => readable(ConsentReads::Confirms),
        Told::Confirmed if beside.account => About::Nothing,
        Told::Confirmed if beside.has_agreement_of(name) => readable(ConsentReads::Confirms),
        Told::Confirmed | Told::Ended if beside.grants => About::Undecided,
        Told::Gone if beside.grants && (seen.grants || (!seen.flags && seen.filled > 0)) => About::Undecided,
        Told::AskedOfCells if seen.filled > 0 => About::Undecided,
        Told::State | Told::WeakState if dated && seen.dates => About::Time(channels()),
        Told::State => readable(ConsentReads::State),
        Told::WeakState => match () {
            () if seen.named => readable(ConsentReads::State),
            () if seen.filled == 0 || seen.no_flags => About::Nothing,
            () if told.of_email => readable(ConsentReads::State),
            () if seen.refuses && seen.flags => About::Undecided,
            // Numbers for how a subscriber stands: only a person knows which of them is an objection.
            () if !seen.flags && name.all().iter().any(|word| word.starts_with("subscriber")) => About::Undecided,
            () => About::Nothing,
        },
        Told::Asked => About::Undecided,
        Told::AskedOfFlags if seen.flags => About::Undecided,
        Told::AskedOfNo if seen.flags && seen.refuses => About::Undecided,
        Told::GrantsOfFlags if seen.flags => readable(ConsentReads::Grants),
        Told::AskedOfFlags
        | Told::AskedOfNo
        | Told::AskedOfCells
        | Told::GrantsOfFlags
        | Told::Confirmed
        | Told::Ended
        | Told::Gone
        | Told::Nothing => About::Nothing,
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_kinds;
