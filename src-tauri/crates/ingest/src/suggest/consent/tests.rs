//! Names of columns in six languages, with cells, and what they say about consent.

use super::*;
use crate::suggest::column_of;
use crate::suggest::consent_file::{self, Leavers};

/// What one column says beside an e-mail column: channels and reading, `?` where a person is asked, nothing for nothing.
pub(super) fn said(name: &str, cells: &[&str]) -> String {
    let columns = [
        column_of("E-mail", &["a@x.example", "b@x.example"]),
        column_of(name, cells),
    ];
    shown(&survey(&columns)[1])
}

pub(super) fn shown(about: &About) -> String {
    let names = |channels: &[Channel]| {
        let last = |channel: &Channel| channel.path().rsplit('.').next().unwrap_or_default().to_owned();
        channels.iter().map(last).collect::<Vec<_>>().join("+")
    };
    match about {
        About::Nothing => String::new(),
        About::Undecided => "?".to_owned(),
        About::Says { channels, reads } => format!("{} {reads:?}", names(channels)),
        About::Time(channels) => format!("{} time", names(channels)),
        About::Reason(channels) => format!("{} reason", names(channels)),
    }
}

const FLAGS: &[&str] = &["yes", "no", ""];
const DATES: &[&str] = &["2024-02-01", "", "2023-05-06"];

pub(super) fn all(cells: &[&str], names: &[(&str, &str)]) {
    for (name, want) in names {
        assert_eq!(said(name, cells), *want, "{name}");
    }
}

#[test]
fn names_that_grant() {
    all(
        FLAGS,
        &[
            ("Accepts Marketing", "email Grants"),
            ("Accepts Email Marketing", "email Grants"),
            ("accepts_sms_marketing", "sms Grants"),
            ("E-mail opt-in", "email Grants"),
            ("OPT_IN", "email Grants"),
            ("emailOptIn", "email Grants"),
            ("MARKETINGOPTIN", "email Grants"),
            ("SMS Opt In", "sms Grants"),
            ("WhatsApp opt-in", "whatsApp Grants"),
            ("Newsletter", "email Grants"),
            ("Newsletter (0/1)", "email Grants"),
            ("Newsletter subscription", "email Grants"),
            ("Nieuwsbrief ja/nee", "email Grants"),
            ("Nieuwsbrief", "email Grants"),
            ("Aanmelding nieuwsbrief", "email Grants"),
            ("is_subscribed", "email Grants"),
            ("Subscribed?", "email Grants"),
            ("subscribed_to_newsletter", "email Grants"),
            ("E-mail permission", "email Grants"),
            ("Marketing consent", "email Grants"),
            ("GDPR marketing consent", "email Grants"),
            ("Email Marketing Consent", "email Grants"),
            ("Toestemming e-mailmarketing", "email Grants"),
            ("Toestemming nieuwsbrief", "email Grants"),
            ("Ontvangt nieuwsbrief", "email Grants"),
            ("Newsletter erwünscht", "email Grants"),
            ("Newsletteranmeldung", "email Grants"),
            ("E-Mail-Einwilligung", "email Grants"),
            ("Werbeeinwilligung E-Mail", "email Grants"),
            ("Werbung erlaubt", "email Grants"),
            ("Einwilligung Telefon", "call Grants"),
            ("Post-Einwilligung", "postalMail Grants"),
            ("Abonné newsletter", "email Grants"),
            ("Abonné", "email Grants"),
            ("Accepte la newsletter", "email Grants"),
            ("Consentement SMS", "sms Grants"),
            ("Souhaite recevoir des offres", "email Grants"),
            ("Suscrito", "email Grants"),
            ("Acepta publicidad", "email Grants"),
            ("Boletín", "email Grants"),
            ("Consentimiento comercial", "email Grants"),
            ("Iscritto alla newsletter", "email Grants"),
            ("Consenso marketing", "email Grants"),
            ("Accetta comunicazioni commerciali", "email Grants"),
            ("consents.marketing.email.val", "email Grants"),
            ("consents.marketing.sms.val", "sms Grants"),
            ("Allow phone calls", "call Grants"),
            ("Email marketing", "email Grants"),
            ("Push opt-in", "push Grants"),
        ],
    );
}

#[test]
fn names_that_object() {
    all(
        FLAGS,
        &[
            ("Unsubscribed", "email Objects"),
            ("Opt out", "email Objects"),
            ("Opt-Out", "email Objects"),
            ("HasOptedOutOfEmail", "email Objects"),
            ("HASOPTEDOUTOFEMAIL", "email Objects"),
            ("HASOPTEDOUTOFFAX", "fax Objects"),
            ("DONOTCALL", "call Objects"),
            ("Do Not Call", "call Objects"),
            ("Email Opt Out", "email Objects"),
            ("EMAIL_BLACKLISTED", "email Objects"),
            ("SMS_BLACKLISTED", "sms Objects"),
            ("Email Suppressions", "email Objects"),
            ("Do not allow Emails", "email Objects"),
            ("Do not allow Bulk Emails", "email Objects"),
            ("Do not allow Phone Calls", "call Objects"),
            ("Do not allow Faxes", "fax Objects"),
            ("donotemail", "email Objects"),
            ("Unsubscribed from all email", "email Objects"),
            ("Unsubscribed from all", "any Objects"),
            ("Opted out of email: Marketing Information", "email Objects"),
            ("Do not contact", "any Objects"),
            ("Don't contact", "any Objects"),
            ("GDPR objection", "any Objects"),
            ("Marketing opt-out", "any Objects"),
            ("No marketing", "any Objects"),
            ("No newsletter", "email Objects"),
            ("no_email", "email Objects"),
            ("Afgemeld", "email Objects"),
            ("Afgemeld voor nieuwsbrief", "email Objects"),
            ("Uitgeschreven", "email Objects"),
            ("Geen mailing", "email Objects"),
            ("Geen nieuwsbrief", "email Objects"),
            ("Geen reclame", "any Objects"),
            ("Niet bellen", "call Objects"),
            ("Niet benaderen", "any Objects"),
            ("Niet mailen", "email Objects"),
            ("Niet e-mailen", "email Objects"),
            ("Nicht anschreiben", "any Objects"),
            ("Bel-me-niet", "call Objects"),
            ("Bezwaar", "email Objects"),
            ("Werbesperre", "any Objects"),
            ("Keine Werbung", "any Objects"),
            ("Kein Newsletter", "email Objects"),
            ("Abgemeldet", "email Objects"),
            ("Newsletterabmeldung", "email Objects"),
            ("Werbewiderspruch", "any Objects"),
            ("Nicht anrufen", "call Objects"),
            ("Nicht kontaktieren", "any Objects"),
            ("Robinsonliste", "any Objects"),
            ("Désabonné", "email Objects"),
            ("Désinscrit de la newsletter", "email Objects"),
            ("Pas de newsletter", "email Objects"),
            ("Ne pas contacter", "any Objects"),
            ("Ne pas appeler", "call Objects"),
            ("Refus publicité", "any Objects"),
            ("Refus SMS", "sms Objects"),
            ("Opposition", "email Objects"),
            ("Baja", "email Objects"),
            ("Dado de baja", "email Objects"),
            ("No desea publicidad", "any Objects"),
            ("No llamar", "call Objects"),
            ("No contactar", "any Objects"),
            ("Disiscritto", "email Objects"),
            ("Non contattare", "any Objects"),
            ("Nessuna newsletter", "email Objects"),
            ("Ninguna llamada", "call Objects"),
            ("Rifiuta marketing", "any Objects"),
            ("Not subscribed", "email Objects"),
            ("No mail", "email+postalMail Objects"),
            ("Consent withdrawn", "email Objects"),
            ("Email complaint", "email Objects"),
            ("Blocked from email", "email Objects"),
            ("Mobile opt-out", "sms+call Objects"),
            ("Newsletter (opt-out)", "email Objects"),
        ],
    );
}

#[test]
fn names_of_states_and_confirmations() {
    let states = &["Subscribed", "Unsubscribed", "Never subscribed"];
    all(
        states,
        &[
            ("Email subscriber status", "email State"),
            ("SMS subscriber status", "sms State"),
            ("Email Subscription Status", "email State"),
            ("Email status", "email State"),
            ("Email permission status", "email State"),
            ("Newsletter status", "email State"),
            ("Status", "email State"),
            ("Statut", "email State"),
            ("Member status", "email State"),
            ("Subscription status", "email State"),
            ("Soort", "?"),
            ("Email Marketing Consent", "email Grants"),
        ],
    );
    all(
        &["1", "0"],
        &[
            ("DOUBLE_OPT-IN", "email Confirms"),
            ("Double opt-in", "email Confirms"),
            ("Newsletter confirmed", "email Confirms"),
            ("Newsletter bevestigd", "email Confirms"),
            ("DOI Newsletter", "email Confirms"),
            ("confirmed", ""),
            ("Email confirmed", ""),
        ],
    );
}

#[test]
fn names_of_times_and_reasons() {
    all(
        DATES,
        &[
            ("Opt-out date", "email ObjectedOn"),
            ("Confirmed Opt-Out Date", "email ObjectedOn"),
            ("UNSUB_TIME", "email ObjectedOn"),
            ("Unsubscribed at", "email ObjectedOn"),
            ("Unsubscribed", "email ObjectedOn"),
            ("Datum afmelding", "email ObjectedOn"),
            ("Uitgeschreven op", "email ObjectedOn"),
            ("Abgemeldet am", "email ObjectedOn"),
            ("Date de désinscription", "email ObjectedOn"),
            ("Fecha de baja", "email ObjectedOn"),
            ("Data disiscrizione", "email ObjectedOn"),
            ("OPTIN_TIME", "email GrantedOn"),
            ("Opt-in date", "email GrantedOn"),
            ("Newsletter subscribed on", "email GrantedOn"),
            ("Double opt-in date", "email Confirms"),
            ("Email Marketing Consent Timestamp", "email GrantedOn"),
            ("Accepts Marketing Updated At", "email time"),
            ("Newsletter", "?"),
            ("subscribed_at", ""),
            ("Subscribed", "?"),
            ("Abonné le", ""),
            ("Sign up", ""),
            ("Inscription", ""),
            ("Last newsletter sent date", ""),
            ("Date of birth", ""),
            ("Klant sinds", ""),
        ],
    );
    assert_eq!(said("UNSUB_REASON", &["NORMAL", "ABUSE"]), "?");
    assert_eq!(said("UNSUB_CAMPAIGN_TITLE", &["Nieuwsbrief", ""]), "");
    assert_eq!(said("OPTIN_IP", &["10.0.0.1"]), "");
    assert_eq!(said("Unsubscribe link", &["https://x.example/u/1"]), "");
}

#[test]
fn the_time_of_a_state_is_neither_a_grant_nor_an_objection() {
    let columns = [
        column_of("Email Marketing Consent", &["SUBSCRIBED", "UNSUBSCRIBED"]),
        column_of(
            "Email Marketing Consent Timestamp",
            &["2024-01-05T10:11:12+00:00", "2024-01-05T10:11:12+00:00"],
        ),
    ];
    let about: Vec<String> = survey(&columns).iter().map(shown).collect();
    assert_eq!(about, ["email Grants", "email time"]);
}

#[test]
fn what_only_a_person_can_tell_is_asked() {
    all(
        FLAGS,
        &[
            ("GDPR consent", "?"),
            ("Consent", "?"),
            ("Toestemming", "?"),
            ("Einwilligung", "?"),
            ("AVG", "?"),
            ("Marketing", "?"),
            ("Not unsubscribed", "?"),
            ("No objection", "?"),
            ("Newsletter Herren", "?"),
            ("Opt-in partners", "?"),
            ("Blocked", "?"),
            ("Mobile opt-in", "?"),
            ("E-mail", "?"),
            ("SMS", "?"),
            ("Opt-in / Opt-out", "?"),
        ],
    );
    assert_eq!(said("Mail", &["yes", "yes"]), "", "nobody objects");
    assert_eq!(said("Newsletter", &["weekly", "monthly"]), "?");
    assert_eq!(said("Opt out", &["spring", "autumn"]), "?");
}

#[test]
fn what_is_not_about_marketing_is_let_be() {
    all(
        FLAGS,
        &[
            ("Tax Exempt", ""),
            ("Active", ""),
            ("verified_email", ""),
            ("Email verified", ""),
            ("Terms accepted", ""),
            ("Loyalty opt-in", ""),
            ("Voorwaarden geaccepteerd", ""),
            ("Privacy policy accepted", ""),
            ("Portable", ""),
            ("Phone", ""),
            ("VIP", ""),
            ("ISDELETED", ""),
            ("Account Lock", ""),
            ("Newsletter opens", "?"),
        ],
    );
    let cells = &["Utrecht", "Zeist"];
    all(
        cells,
        &[
            ("Mailing City", ""),
            ("Mailing State/Province", ""),
            ("MAILINGSTATE", ""),
            ("State", ""),
            ("Region", ""),
            ("Newsletter source", ""),
            ("Contact", ""),
            ("Notes", ""),
            ("Postcode", ""),
            ("Post Code / ZIP", ""),
            ("Subscription plan", ""),
            ("Order status", ""),
            ("Email type", ""),
        ],
    );
    let billing = &["Marketing contact", "Non-marketing contact"];
    assert_eq!(said("Marketing contact status", billing), "");
    assert_eq!(said("Subscription status", &["trialing", "paused"]), "");
    assert_eq!(said("Phone No", &["+31612345678"]), "");
    assert_eq!(said("Mobile No.", &["0612345678"]), "");
    assert_eq!(said("Email", &["a@x.example"]), "");
    assert_eq!(said("SMS", &["", ""]), "");
    assert_eq!(said("SMS", &["+31612345678", "+31612345679"]), "");
}

#[test]
fn mail_is_the_post_where_another_column_objects_to_email() {
    let columns = [
        column_of("Do not allow Mails", &["Allow", "Do Not Allow"]),
        column_of("Do not allow Emails", &["Allow", "Do Not Allow"]),
    ];
    let about: Vec<String> = survey(&columns).iter().map(shown).collect();
    assert_eq!(about, ["postalMail Objects", "email Objects"]);
}

#[test]
fn the_name_of_a_file_tells_that_all_have_left() {
    let left = |file: &str| match consent_file::left_by_file(file, false) {
        Leavers::All(channels) => shown(&says(channels, ConsentReads::Objects)).replace(" Objects", ""),
        Leavers::InDoubt(_) => "?".to_owned(),
        Leavers::Nobody => String::new(),
    };
    for (file, channels) in [
        ("unsubscribed_email_audience_export_1a2b3c.csv", "email"),
        ("cleaned_email_audience_export_1a2b3c.csv", "email"),
        ("afmeldingen 2024.csv", "email"),
        ("nieuwsbrief-afmeldingen.xlsx", "email"),
        ("Abgemeldete Empfänger.csv", "email"),
        ("désabonnés.csv", "email"),
        ("opt-outs.csv", "email"),
        ("Suppression list.csv", "email"),
        ("blacklist.csv", "email"),
        ("do-not-mail.csv", "email+postalMail"),
        ("do_not_call.csv", "call"),
        ("sms-optouts.csv", "sms"),
        ("bajas newsletter.csv", "email"),
        ("disiscritti.csv", "email"),
        ("subscribed_email_audience_export_1a2b3c.csv", ""),
        ("customers.csv", ""),
        ("klanten zonder afmeldingen.csv", ""),
        ("customers excl unsubscribed.csv", ""),
        ("subscribed and unsubscribed.csv", ""),
        ("not unsubscribed.csv", ""),
        ("unsubscribe status.csv", ""),
        ("newsletter.csv", ""),
        ("cleaned_members_export_0a1b2c.csv", "email"),
        ("unsubscribed_members_export_0a1b2c.csv", "email"),
        ("cleaned_customers.csv", ""),
        ("klanten_opgeschoond_cleaned.csv", ""),
        ("blacklist-check-passed.csv", "?"),
        ("opt-outs removed.csv", "?"),
        ("abmeldungen geprüft.csv", "?"),
        ("afmeldingen verwijderd.csv", "?"),
    ] {
        assert_eq!(left(file), channels, "{file}");
    }
}
