//! What the name of a column says about consent, by its words alone.

use super::consent::Channel;
use super::lexicon::{Means as M, means};
use super::words::Name;

/// What a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing about consent.
    Nothing,
    /// A yes is consent.
    Grants,
    /// A yes is consent, where the cells are yes and no at all.
    GrantsOfFlags,
    /// A yes is an objection.
    Objects,
    /// It confirms a consent.
    Confirms,
    /// A word for how things stand.
    State,
    /// A word for how something stands; only the cells can tell what.
    WeakState,
    /// Something about consent that only a person can tell.
    Asked,
    /// The same, where the cells are yes and no.
    AskedOfFlags,
    /// The same, where some of them are no.
    AskedOfNo,
    /// The same, where there are any cells.
    AskedOfCells,
    /// It was confirmed, and nothing names what: a subscription, where another column holds one.
    Confirmed,
    /// It ended, and nothing names what, likewise.
    Ended,
    /// Nobody is there any more to have agreed.
    Gone,
}

/// All that a name says.
#[derive(Clone, Debug)]
pub(super) struct NameSays {
    pub told: Told,
    /// What it is about.
    pub channels: Vec<Channel>,
    /// It names a time.
    pub when: bool,
    /// It names a change.
    pub changed: bool,
    /// It names a reason.
    pub reason: bool,
    /// It names something beside the consent: its source, its wording.
    pub detail: bool,
    /// The consent is named as a thing and not as an act.
    pub noun: bool,
    /// Somebody subscribed, to a newsletter or to anything that is sold by subscription.
    pub anything: bool,
    /// It names a state of whatever.
    pub is_state: bool,
    /// It is about e-mail or a newsletter, in so many words.
    pub of_email: bool,
}

/// The words with what they mean; none for unknown ones, numbers are left out. Then whether it forbids: *do not*.
pub(super) struct Parts(Vec<Option<M>>, bool);

impl Parts {
    pub(super) fn of(name: &Name) -> Self {
        let words: Vec<&str> = name.all().into_iter().filter(|w| w.parse::<u64>().is_err()).collect();
        let offers = words
            .iter()
            .any(|w| matches!(*w, "yes" | "ja" | "oui" | "si" | "y" | "j" | "true"));
        let meaning = |(at, word): (usize, &&str)| match means(word) {
            // *Newsletter oui/non* offers its answers.
            Some(M::No) if offers => Some(M::YesNo),
            Some(M::Not) if offers && *word == "non" => Some(M::YesNo),
            // *Phone no*, *No. of calls* and *No calls*.
            Some(M::No) => match words.get(at + 1) {
                None | Some(&"of") => Some(M::Detail),
                Some(_) => Some(M::Not),
            },
            other => other,
        };
        let forbids = words.iter().any(|word| matches!(*word, "donot" | "dont"));
        Self(words.iter().enumerate().map(meaning).collect(), forbids)
    }

    pub(super) fn has(&self, means: M) -> bool {
        self.0.contains(&Some(means))
    }

    pub(super) fn any(&self, means: &[M]) -> bool {
        means.iter().any(|m| self.has(*m))
    }

    /// A word that is not known.
    fn strange(&self) -> bool {
        self.0.contains(&None)
    }

    /// Nothing but these and words that say nothing.
    fn only(&self, means: &[M]) -> bool {
        self.0
            .iter()
            .all(|part| part.is_some_and(|m| matches!(m, M::Filler | M::Notice | M::YesNo) || means.contains(&m)))
    }
}

const CHANNELS: [M; 8] = [
    M::Email,
    M::Mail,
    M::Sms,
    M::Call,
    M::Post,
    M::Push,
    M::WhatsApp,
    M::Fax,
];

/// The words are those of a time.
pub(super) fn is_time(word: &str) -> bool {
    matches!(means(word), Some(M::When))
}

/// A yes of such a column may be sent.
pub(super) fn may_grant(name: &Name) -> bool {
    let told = told_by(&Parts::of(name));
    matches!(told, Told::Grants | Told::GrantsOfFlags | Told::State)
}

/// It names an agreement, and confirms none.
pub(super) fn agrees(name: &Name) -> bool {
    let parts = Parts::of(name);
    parts.has(M::Agreed) && !parts.has(M::Confirmed) && told_by(&parts) == Told::Grants
}

/// It is for what somebody wrote down about a person.
pub(super) fn is_note(name: &Name) -> bool {
    const NOTES: &str = "note notes comment comments remark remarks memo notitie notities opmerking opmerkingen bemerkung \
        bemerkungen notiz notizen anmerkung anmerkungen kommentar kommentare commentaire commentaires remarque remarques nota \
        notas observacion observaciones comentario comentarios commento commenti osservazioni tag tags description info";
    name.words
        .iter()
        .any(|word| NOTES.split_whitespace().any(|own| own == word))
}

/// The words for an agreement or its confirmation.
pub(super) fn is_agreed_or_confirmed(word: &str) -> bool {
    matches!(means(word), Some(M::Agreed | M::Confirmed))
}

/// The name objects to e-mail in so many words.
pub(super) fn objects_to_email(name: &Name) -> bool {
    let parts = Parts::of(name);
    parts.has(M::Email) && told_by(&parts) == Told::Objects
}

/// What a name says; `email_apart`: another column of the file objects to e-mail.
pub(super) fn told(name: &Name, email_apart: bool) -> NameSays {
    let parts = Parts::of(name);
    let told = told_by(&parts);
    let subject = parts.any(&CHANNELS) || parts.any(&[M::Newsletter, M::Marketing, M::Mobile]);
    let (told, channels) = match channels(&parts, told == Told::Objects, email_apart) {
        Some(channels) => (told, channels),
        // Of a mobile telephone nobody knows which of its channels somebody agreed to.
        None if told == Told::Nothing => (told, Vec::new()),
        None => (Told::AskedOfFlags, Vec::new()),
    };
    NameSays {
        told,
        channels,
        when: parts.has(M::When),
        changed: parts.has(M::Changed),
        reason: parts.has(M::Reason),
        detail: parts.has(M::Detail),
        noun: !parts.has(M::Agreed),
        anything: !subject && !name.all().contains(&"optin"),
        is_state: parts.has(M::State),
        of_email: parts.any(&[M::Email, M::Mail, M::Newsletter]),
    }
}

pub(super) fn told_by(parts: &Parts) -> Told {
    let channel = parts.any(&CHANNELS) || parts.has(M::Mobile);
    let subject = channel || parts.any(&[M::Newsletter, M::Marketing]);
    if parts.has(M::Gone) && !parts.any(&[M::Undone, M::Reason, M::Detail]) {
        return Told::Gone;
    }
    if parts.has(M::Purpose) && !subject {
        let against = parts.any(&[M::Objected, M::Not]);
        return if against && (parts.1 || parts.any(&[M::Objected, M::Consent, M::Accepts, M::Law])) {
            Told::AskedOfFlags
        } else {
            Told::Nothing
        };
    }
    let letters = parts.any(&[M::Newsletter, M::Marketing]);
    let signal = parts.any(&[M::Agreed, M::Consent, M::Accepts, M::Member]);
    let against_it = parts.any(&[M::Objected, M::Blocked, M::Not]);
    // Mails about an order are no marketing, so that no yes and no objection to them is one to marketing.
    let told_of = signal || parts.has(M::Notice) || parts.any(&CHANNELS) || parts.any(&[M::Objected, M::Blocked]);
    if parts.has(M::Service) && !letters && !parts.has(M::Place) {
        return if told_of && !parts.has(M::Confirmed) {
            Told::AskedOfFlags
        } else {
            Told::Nothing
        };
    }
    if parts.has(M::End) && (letters || against_it || parts.any(&[M::Agreed, M::Consent, M::Accepts])) {
        return Told::Asked;
    }
    if parts.has(M::End) && parts.has(M::Member) {
        return Told::Ended;
    }
    if against_it {
        return against(parts, subject);
    }
    if parts.any(&[M::Purpose, M::Service]) && subject {
        return if signal || letters {
            Told::AskedOfFlags
        } else {
            Told::Nothing
        };
    }
    if parts.has(M::Place) && !signal && !(parts.has(M::State) && channel) {
        return Told::Nothing;
    }
    if parts.has(M::Bounced) {
        return Told::AskedOfFlags;
    }
    if parts.has(M::Confirmed) {
        let mail = !parts.any(&[M::Call, M::Mobile, M::Post, M::Fax, M::Third, M::Law, M::Preference]);
        return match () {
            () if parts.any(&[M::Agreed, M::Newsletter]) || (parts.any(&[M::Member, M::Consent]) && subject) => {
                Told::Confirms
            }
            () if mail && !parts.strange() => Told::Confirmed,
            () => Told::Nothing,
        };
    }
    if parts.has(M::Preference) && (subject || parts.has(M::Contact)) && !parts.has(M::When) {
        return Told::AskedOfCells;
    }
    if parts.has(M::State) {
        let of_consent = parts.any(&[M::Agreed, M::Consent, M::Accepts]) || (parts.has(M::Member) && subject);
        return if of_consent && (subject || !parts.strange()) {
            Told::State
        } else {
            Told::WeakState
        };
    }
    in_favour(parts, channel, subject)
}

/// Names with a word that objects.
fn against(parts: &Parts, subject: bool) -> Told {
    let object = parts.any(&[M::Objected, M::Blocked]);
    let agree = parts.any(&[M::Agreed, M::Consent, M::Accepts]);
    match (object, parts.has(M::Not)) {
        // *Not unsubscribed* and *No objection*: nobody knows what a no says there.
        (true, true) => Told::Asked,
        // *Opt-out removed* and *Blacklist check*: the yes may be about the removal.
        (true, false) if parts.has(M::Undone) => Told::Asked,
        (true, false) if parts.has(M::Third) => Told::AskedOfFlags,
        (true, false) if parts.has(M::Objected) && parts.any(&[M::Agreed]) => Told::WeakState,
        (true, false) if parts.has(M::Objected) || subject || agree || parts.has(M::Law) => Told::Objects,
        (true, false) => Told::AskedOfFlags,
        _ if parts.has(M::Third) => Told::AskedOfFlags,
        _ if parts.any(&[M::Confirmed, M::Bounced]) => Told::AskedOfFlags,
        _ if parts.has(M::Place) && !agree && !parts.has(M::Marketing) => Told::Nothing,
        _ if subject || agree || parts.has(M::Contact) => Told::Objects,
        _ if parts.any(&[M::Member, M::All]) || parts.1 => Told::AskedOfFlags,
        _ => Told::Nothing,
    }
}

/// Names without any word that objects.
fn in_favour(parts: &Parts, channel: bool, subject: bool) -> Told {
    let letters = parts.any(&[M::Newsletter, M::Marketing]);
    let agree = parts.any(&[M::Agreed, M::Consent, M::Accepts, M::Member]);
    match () {
        () if agree && parts.has(M::Third) => Told::AskedOfFlags,
        () if parts.has(M::Undone) && letters => Told::AskedOfCells,
        // Whether somebody may be reached says neither over which channel nor for what.
        () if parts.has(M::Able) && (subject || parts.has(M::Contact) || !parts.strange()) && !parts.has(M::When) => {
            Told::AskedOfCells
        }
        () if parts.has(M::Accepts) && parts.has(M::Contact) && !subject => Told::AskedOfCells,
        () if parts.has(M::Agreed) => {
            if subject || !parts.strange() {
                Told::Grants
            } else {
                Told::AskedOfFlags
            }
        }
        () if parts.has(M::Consent) && subject => Told::Grants,
        () if parts.has(M::Consent) && parts.has(M::Law) => Told::Asked,
        () if parts.has(M::Consent) => Told::AskedOfFlags,
        () if parts.has(M::Accepts) && letters => Told::Grants,
        () if parts.has(M::Accepts) && channel => Told::GrantsOfFlags,
        () if parts.has(M::Accepts) => Told::Nothing,
        () if parts.has(M::Member) && letters => Told::Grants,
        () if parts.has(M::Member) && channel => Told::GrantsOfFlags,
        () if parts.has(M::Member) && !parts.strange() => Told::AskedOfFlags,
        () if parts.only(&[M::Newsletter, M::Email, M::Mail, M::Sms, M::Law, M::Push, M::WhatsApp])
            && parts.has(M::Newsletter) =>
        {
            Told::Grants
        }
        () if parts.has(M::When) => Told::Nothing,
        () if parts.has(M::Newsletter) => Told::AskedOfFlags,
        () if parts.has(M::Marketing) && channel => Told::GrantsOfFlags,
        () if parts.only(&[M::Marketing, M::Law]) && parts.any(&[M::Marketing, M::Law]) => Told::AskedOfFlags,
        () if parts.has(M::Contact) && channel && !parts.strange() => Told::AskedOfFlags,
        () if parts.only(&[M::Email, M::Mail, M::Sms, M::Post, M::Push, M::WhatsApp]) && channel => Told::AskedOfNo,
        () => Told::Nothing,
    }
}

/// The channels that a name is about; none where it cannot be told.
pub(super) fn channels(parts: &Parts, objects: bool, email_apart: bool) -> Option<Vec<Channel>> {
    let named = [
        (M::Email, Channel::Email),
        (M::Sms, Channel::Sms),
        (M::Call, Channel::Call),
        (M::Post, Channel::PostalMail),
        (M::Push, Channel::Push),
        (M::WhatsApp, Channel::WhatsApp),
        (M::Fax, Channel::Fax),
    ];
    let mut all: Vec<Channel> = named
        .iter()
        .filter(|(m, _)| parts.has(*m))
        .map(|(_, channel)| *channel)
        .collect();
    if parts.has(M::Mail) && all.is_empty() {
        // What is called mail is the post in English and e-mail elsewhere: an objection counts for both.
        match (email_apart, objects) {
            (true, _) => all.push(Channel::PostalMail),
            (false, true) => all.extend([Channel::Email, Channel::PostalMail]),
            (false, false) => all.push(Channel::Email),
        }
    }
    if parts.has(M::Mobile) && all.is_empty() {
        return objects.then(|| vec![Channel::Sms, Channel::Call]);
    }
    if all.is_empty() {
        let everything = !parts.has(M::Newsletter)
            && (parts.any(&[M::All, M::Contact, M::Marketing, M::Law]) || (parts.has(M::Not) && parts.has(M::Consent)));
        all.push(if objects && everything {
            Channel::Any
        } else {
            Channel::Email
        });
    }
    Some(all)
}
