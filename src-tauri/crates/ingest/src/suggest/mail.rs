//! Which column holds the customer's own e-mail address: by the words of its name, by how full it is and by whether its
//! addresses are different ones. An address that all rows share is somebody's who sells, not who buys.

use super::consent::About;
use super::lexicon::{Means as M, means};
use super::words::Name;
use super::{Column, is_blocked, layout};
use xdm::MappingSet;

/// The column to take, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The column's number.
    pub column: usize,
    /// The customer's further addresses, which fill its blanks.
    pub also: Vec<usize>,
    /// Another column is as good, or it is much less different than the rows are: a person has to say.
    pub doubtful: bool,
    /// It is called so, and not only full of addresses.
    pub named: bool,
}

/// Whose address a column holds, the customer's own first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    /// *Private e-mail*.
    Private,
    /// *E-mail*.
    Own,
    /// *E-mail* with a word that nobody knows, which may be somebody's: *E-mail tutrice*.
    Unclear,
    /// It is full of addresses and is called something else.
    Unnamed,
    /// *Work e-mail*, *Alternative e-mail*.
    Second,
    /// *Owner*, *Sales rep*, *Invoice e-mail*.
    Other,
}

const PRIVATE: &str = "private personal personnel personnelle prive privat persoonlijk persoonlijke personale home thuis \
    domicile particulier privado privata privato main primary hoofd haupt principal principale primario";
const SECOND: &str = "work business zakelijk zakelijke werk geschaftlich arbeit dienstlich professionnel professionnelle \
    office kantoor buro trabajo lavoro laboral aziendale alternate alternative alternatief alternativ alt secondary second \
    tweede zweite zweit other andere anderes ander autre otro altro additional extra backup recovery old oud alte ancien \
    previous former vorige billing shipping delivery facturatieadres";
const OTHER: &str = "owner eigenaar besitzer inhaber proprietaire propietario proprietario agent agents rep reps representative \
    sales salesperson salesrep seller verkoper verkaufer vertreter vertegenwoordiger vendeur vendedor venditore commercial \
    manager beheerder betreuer account_manager accountmanager invoice invoices invoicing factuur facturen facturatie rechnung \
    rechnungen facture factures facturation factura facturas facturacion fattura fatture fatturazione accounting accounts \
    boekhouding administratie buchhaltung comptabilite contabilidad contabilita finance sender afzender absender expediteur \
    remitente mittente company bedrijf firma entreprise societe empresa azienda organisation organization referrer referral \
    referred parent parents ouder ouders eltern guardian voogd assistant emergency noodcontact notfall supplier vendor \
    leverancier lieferant fournisseur proveedor fornitore assigned assignee created creator modified updated advisor adviseur \
    berater conseiller asesor consultant coach dealer reseller wederverkoper partner spouse echtgenoot recipient ontvanger \
    empfanger destinataire gift store shop support info from reply admin administrator teacher school doctor arts employee \
    medewerker mitarbeiter employe empleado staff responsible verantwoordelijke zustandig ansprechpartner lead_owner \
    introducer sponsor sponsors host organizer rechnungs faktura facturador invoiced boekhouder \
    employer werkgever arbeitgeber arbeitgebers employeur empleador datore chef boss supervisor vorgesetzter \
    carer caregiver caretaker verzorger verzorgster mantelzorger pfleger pflegeperson betreuerin aidant soignant cuidador \
    cuidadora badante tutor tutore tuteur tutrice tutora vormund custodian \
    emergency notfallkontakt urgence emergencia emergenza noodgeval ice \
    wife husband echtgenote ehepartner ehemann ehefrau ehegatte gatte gattin conjoint conjointe epoux epouse conyuge esposo \
    esposa marito moglie coniuge partenaire pareja compagno compagna lebenspartner \
    parents mother father moeder vader mutter vater mere pere madre padre genitore genitori padres elternteil child kind \
    enfant hijo hija figlio figlia \
    suppliers vendors leveranciers lieferanten lieferantin fournisseurs proveedores fornitori \
    salesman saleswoman vertrieb vertriebler verkoopster verkoop ventas vendita vendite commerciale comercial kundenberater \
    klantmanager responsable responsabile referente gestor gestionnaire gestore steward \
    referrer referee recommended recommender aanbrenger aangebracht doorverwezen empfohlen empfehler werber vermittler \
    tussenpersoon apporteur recommande parrain parrains marraine parrainage recomendado recomendador padrino consigliato \
    presentatore intermediario intermediaire \
    entered ingevoerd ingegeven aangemaakt aangepast gewijzigd angelegt erfasst erstellt eingegeben bearbeitet geandert \
    saisi saisie cree creee modifie creador creado modificado introducido ingresado creato inserito modificato autore auteur \
    author operator operateur operador operatore bearbeiter sachbearbeiter behandelaar";
/// Who buys, in so many words.
const BUYER: &str = "buyer purchaser koper kaufer besteller acheteur comprador acquirente student pupil leerling schuler \
    eleve alumno studente guest gast visitor login username account mijn mon mi mio mein votre uw ihre";
/// Whoever stands before it did something: *Created by*, *Ingevoerd door*.
const BY: &str = "by door par por von vom durch da dal";

/// Words that make an address of a name that is about the address, or of something else.
fn is_about(name: &Name) -> bool {
    let words = name.words.iter();
    let about = |word: &String| {
        let beside = matches!(
            means(word),
            Some(M::Detail | M::State | M::When | M::Changed | M::Confirmed | M::Reason | M::Bounced)
        );
        beside
            && !matches!(word.as_str(), "customer" | "user" | "val" | "address")
            && !BESIDE_ALLOWED.contains(&word.as_str())
    };
    words.clone().any(about) || name.words.iter().any(|word| ABOUT.contains(&word.as_str()))
}

/// Words that say nothing of an address, although they do of a consent.
const BESIDE_ALLOWED: &[&str] = &[
    "billing", "page", "text", "user", "agent", "group", "file", "product", "location", "kanal", "form",
];
/// Words that are about the address.
const ABOUT: &[&str] = &[
    "domain",
    "hash",
    "hashed",
    "md5",
    "sha256",
    "format",
    "client",
    "provider",
    "valid",
    "verified",
    "quality",
    "score",
    "permission",
    "marketing",
    "preferences",
    "optin",
    "optout",
    "received",
    "sequence",
    "send",
];

/// The column is called like an e-mail address.
pub(super) fn is_named(name: &Name) -> bool {
    let is_mail = |word: &String| matches!(means(word), Some(M::Email | M::Mail));
    name.words.iter().any(is_mail) && !is_about(name)
}

/// The column that a mapping takes the e-mail address from although another is as good, with how many of its sampled
/// cells are filled; none where a person named it, or another than the proposed one.
pub(crate) fn open(columns: &[Column], about: &[About], mapping: &MappingSet) -> Option<(String, u64)> {
    let identity = super::email_identity(mapping)?;
    let field = identity.field.as_ref();
    let mapped = mapping.fields.iter().find(|entry| Some(&entry.field) == field);
    let sent = identity.column.as_deref().or_else(|| mapped?.column.as_deref())?;
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let choice = choose(columns, about)?;
    let chosen = &columns[choice.column];
    let proved = layout::detect(&names).is_some();
    let open =
        choice.doubtful && !proved && chosen.name == sent && mapping.policy.email_column.as_deref() != Some(sent);
    open.then(|| (chosen.name.clone(), chosen.seen.filled))
}

struct Candidate<'a> {
    index: usize,
    column: &'a Column,
    whose: Whose,
    ordinal: u32,
    named: bool,
}

impl Candidate<'_> {
    fn addresses(&self) -> u64 {
        self.column.seen.emails
    }

    /// Nearly all of its cells are one address, or a few.
    fn is_shared(&self) -> bool {
        let different = self.column.seen.addresses.distinct();
        self.addresses() > 1 && (different == 1 || different * 10 <= self.addresses())
    }

    /// So many rows that chance has no part in it.
    fn is_widely_shared(&self) -> bool {
        self.is_shared() && self.addresses() >= 10
    }
}

/// The column with the customer's own address; none where no column can be it.
pub(crate) fn choose(columns: &[Column], about: &[About]) -> Option<Choice> {
    let candidates: Vec<Candidate<'_>> = columns
        .iter()
        .enumerate()
        .filter(|(index, column)| about[*index] == About::Nothing && !is_blocked(column))
        .filter_map(|(index, column)| candidate(index, column))
        .collect();
    let own = |c: &&Candidate<'_>| c.whose != Whose::Other && !c.is_shared();
    let first = best(candidates.iter().filter(own))
        // A family has one address, and so may a file of three rows: the name alone decides then.
        .or_else(|| {
            best(
                candidates
                    .iter()
                    .filter(|c| c.whose < Whose::Second && (c.named || !c.is_shared())),
            )
        })
        .or_else(|| best(candidates.iter().filter(|c| !c.is_shared())))?;
    let mut also: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|c| c.index != first.index && own(c) && c.named && c.addresses() > 0)
        .collect();
    also.sort_by_key(|c| rank(c));
    let rival = also.iter().any(|other| rivals(first, other));
    // Nobody knows whose an address is that fills a blank.
    also.retain(|c| c.whose != Whose::Unclear);
    // Neither is the customer's for certain: the invoice's and the salesman's, or two that are somebody's.
    let others = candidates
        .iter()
        .filter(|c| c.index != first.index && c.addresses() > 0);
    let unsure = matches!(first.whose, Whose::Other | Whose::Unclear) && { others }
        .any(|c| matches!(c.whose, Whose::Other | Whose::Unclear) && !same(first, c));
    let blanks = first.column.seen.filled < first.column.seen.rows;
    Some(Choice {
        column: first.index,
        doubtful: first.is_widely_shared() || (first.whose == Whose::Other && !is_invoice(first)) || rival || unsure,
        also: if blanks {
            also.iter().map(|c| c.index).collect()
        } else {
            Vec::new()
        },
        named: first.named,
    })
}

/// What is sent to whoever pays may be the customer's only address; a salesman's never is.
fn is_invoice(candidate: &Candidate<'_>) -> bool {
    let words = Name::of(&candidate.column.name).words;
    words.iter().any(|word| {
        word.starts_with("factu")
            || word.starts_with("fattur")
            || word.starts_with("invoic")
            || word.starts_with("rechnung")
    })
}

fn candidate(index: usize, column: &Column) -> Option<Candidate<'_>> {
    let name = Name::of(&column.name);
    let seen = &column.seen;
    let named = is_named(&name);
    let share = seen.share(seen.emails);
    // Words, flags and dates are no addresses, whatever their column is called; broken addresses still are some.
    let other = seen.consent_words + seen.date_like() + seen.integers + seen.phones;
    let vetoed = seen.filled > 0 && seen.emails == 0 && seen.share(other) > 0.5;
    let fits = if named { !vetoed } else { share > 0.8 };
    let has = |list: &str| {
        name.words
            .iter()
            .any(|word| list.split_whitespace().any(|known| known == word))
    };
    let plain = |word: &String| !matches!(means(word), Some(M::Email | M::Mail | M::Place));
    let rest: Vec<&String> = name.words.iter().filter(|word| plain(word)).collect();
    let by = rest.len() > 1 && rest.last().is_some_and(|last| BY.split(' ').any(|word| word == *last));
    let strange = rest
        .iter()
        .any(|word| means(word).is_none() && word.parse::<u64>().is_err());
    let whose = match () {
        () if by || has(OTHER) => Whose::Other,
        () if has(SECOND) => Whose::Second,
        () if !named => Whose::Unnamed,
        () if has(PRIVATE) => Whose::Private,
        () if strange && !has(BUYER) && name.ordinal() == 1 => Whose::Unclear,
        () => Whose::Own,
    };
    fits.then(|| Candidate {
        index,
        column,
        whose,
        ordinal: name.ordinal(),
        named,
    })
}

/// The customer's own first, then the first of several, then the fullest; of equals the one whose name comes first, so
/// that the order of the columns decides nothing.
fn rank<'a>(candidate: &Candidate<'a>) -> (bool, Whose, u32, std::cmp::Reverse<u64>, &'a str) {
    (
        // A column that is named and holds no address at all is better than none only.
        candidate.column.seen.filled > 0 && candidate.addresses() == 0,
        candidate.whose,
        candidate.ordinal,
        std::cmp::Reverse(candidate.addresses()),
        &candidate.column.name,
    )
}

fn best<'a, 'c: 'a>(candidates: impl Iterator<Item = &'a Candidate<'c>>) -> Option<&'a Candidate<'c>> {
    candidates.min_by_key(|c| rank(c))
}

/// Nothing tells which of the two is meant, and it makes a difference.
fn rivals(first: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let (a, b) = (first.addresses(), other.addresses());
    let kind = |c: &Candidate<'_>| if c.whose == Whose::Unclear { Whose::Own } else { c.whose };
    let equal = kind(first) == kind(other) && first.ordinal == other.ordinal && b * 5 >= a * 4;
    // Where each row has only one of them, each fills the other's blanks.
    let apart = a + b <= first.column.seen.rows;
    equal && !apart && !same(first, other)
}

/// They hold the same addresses.
fn same(first: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let shared = first.column.seen.addresses.shared_with(&other.column.seen.addresses);
    shared * 20 >= other.addresses() * 19
}

#[cfg(test)]
mod tests;
