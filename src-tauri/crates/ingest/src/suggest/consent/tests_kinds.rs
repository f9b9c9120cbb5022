//! Kinds of columns that restrict without the usual words, or that look as if they granted and do not.

use super::tests::{all, said, shown};
use super::*;
use crate::suggest::column_of;

const FLAGS: &[&str] = &["yes", "no", ""];
const BLANK: &[&str] = &["", ""];

/// What the second of two columns says beside the first.
fn beside(first: &str, name: &str, cells: &[&str]) -> String {
    let columns = [
        column_of("E-mail", &["a@x.example", "b@x.example"]),
        column_of(first, FLAGS),
        column_of(name, cells),
    ];
    shown(&survey(&columns)[2])
}

#[test]
fn what_was_not_confirmed_is_no_yes() {
    for cells in [FLAGS, BLANK, &["2024-02-01", ""]] {
        for name in [
            "Double opt-in",
            "DOUBLE_OPT-IN",
            "Newsletter bestätigt",
            "Opt-in confirmado",
        ] {
            assert_eq!(beside("Newsletter", name, cells), "email Confirms", "{name}");
        }
        for name in [
            "subscription confirmed",
            "DOI bestätigt",
            "Bestätigt",
            "bevestigd",
            "Confirmé",
            "Confirmado",
            "Confermato",
            "Email confirmed",
            "confirmed_at",
            "Bestätigungsdatum",
            "Bevestigd op",
        ] {
            assert_eq!(beside("Newsletter", name, cells), "?", "{name}");
            assert_eq!(beside("Lievelingskleur", name, cells), "", "{name}");
        }
        assert_eq!(beside("OPTIN_TIME", "CONFIRM_TIME", cells), "email Confirms");
        assert_eq!(beside("Opt-in", "Bestätigt", cells), "email Confirms");
    }
    for name in [
        "Order confirmed",
        "Confirmation code",
        "Phone confirmed",
        "Address confirmed",
    ] {
        assert_eq!(beside("Newsletter", name, FLAGS), "", "{name}");
    }
}

#[test]
fn the_confirmation_of_a_commerce_account_is_none_of_a_subscription() {
    let grid =
        "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site,Newsletter,Confirmed email";
    let columns: Vec<Column> = grid.split(',').map(|name| column_of(name, FLAGS)).collect();
    assert_eq!(survey(&columns)[11], About::Nothing);
}

#[test]
fn a_yes_of_somebody_who_is_gone_is_asked_about() {
    for name in [
        "Deceased",
        "Overleden",
        "deleted_at",
        "GDPR erased",
        "Verstorben am",
        "Décédé",
    ] {
        for cells in [&["yes", "no"], &["2024-02-01", ""]] {
            assert_eq!(beside("Newsletter", name, cells), "?", "{name}");
            assert_eq!(beside("Lievelingskleur", name, cells), "", "{name}");
        }
        assert_eq!(beside("Newsletter", name, &["0", "0"]), "", "{name}");
        assert_eq!(beside("Newsletter", name, BLANK), "", "{name}");
    }
}

#[test]
fn the_offers_of_a_shops_partners_are_not_its_newsletter() {
    let columns = ["id_customer", "id_gender", "email", "newsletter", "optin"];
    let columns: Vec<Column> = columns.iter().map(|name| column_of(name, FLAGS)).collect();
    let all: Vec<String> = survey(&columns).iter().map(shown).collect();
    assert_eq!(all[3..], ["email Grants", "?"]);
}

#[test]
fn a_name_that_explains_its_cells_otherwise_is_asked_about() {
    all(
        &["0", "1", "0"],
        &[
            ("Nieuwsbrief (0=ja, 1=nee)", "?"),
            ("Newsletter (1 = nein)", "?"),
            ("Opt-in 1=no 0=yes", "?"),
            ("Unsubscribed (0 = unsubscribed, 1 = subscribed)", "?"),
            ("Code (1 = subscribed)", "?"),
            ("Nieuwsbrief (1=ja, 0=nee)", "email Grants"),
            ("Newsletter (1 = subscribed, 0 = unsubscribed)", "email Grants"),
            ("Unsubscribed (1 = yes, 0 = no)", "email Objects"),
            ("Company (0=yes, 1=no)", ""),
        ],
    );
}

#[test]
fn whether_somebody_may_be_reached_is_asked() {
    all(
        FLAGS,
        &[
            ("Contact toegestaan", "?"),
            ("Contact allowed", "?"),
            ("Contactable", "?"),
            ("Mailbaar", "?"),
            ("Emailable", "?"),
            ("Mailable", "?"),
            ("Reachable", "?"),
            ("Marketable", "?"),
            ("Erreichbar", "?"),
            ("Joignable", "?"),
            ("Ok to contact", "?"),
            ("mail_ok", "?"),
            ("Mag benaderd worden", "?"),
            ("Darf angeschrieben werden", "?"),
            ("Désire être contacté", "?"),
            ("Puede ser contactado", "?"),
            ("Può essere contattato", "?"),
            ("Can we email you?", "email Grants"),
            ("Do Not Share", "?"),
            ("Do not sell", "?"),
            ("Opt-out newsletter removed", "?"),
            ("Blacklist checked", "?"),
            ("Do not text", "sms Objects"),
            ("Don't text", "sms Objects"),
            ("DONOTTEXT", "sms Objects"),
            ("Ne plus solliciter", "any Objects"),
            ("No communication", "any Objects"),
            ("Registro opposizioni", "call+postalMail Objects"),
            ("TPS", "call Objects"),
            ("CTPS", "call Objects"),
            ("MPS", "postalMail Objects"),
            ("Postfilter", "postalMail Objects"),
        ],
    );
    all(
        &["E-mail", "Telefoon", "geen"],
        &[
            ("Contactvoorkeur", "?"),
            ("marketing_preferences", "?"),
            ("Communicatievoorkeuren", "?"),
            ("Preferred contact method", "?"),
            ("Preferred language", ""),
            ("Preferred store", ""),
            ("Contact", ""),
        ],
    );
}

#[test]
fn an_end_and_a_reason_may_be_an_objection() {
    for cells in [&["2024-02-01", ""], BLANK] {
        all(
            cells,
            &[
                ("Einddatum nieuwsbrief", "?"),
                ("newsletter_end", "?"),
                ("consent_expires", "?"),
                ("Newsletter bis", "?"),
                ("Fin consentement", "?"),
                ("Subscription end", ""),
                ("Contract end date", ""),
            ],
        );
        assert_eq!(beside("Newsletter", "Subscription end", cells), "?");
    }
    let reasons = &["too many", "", "no interest"];
    for name in [
        "Unsubscribe Reason",
        "Reden uitschrijving",
        "marketing_email_unsubscribed_reason",
        "Abmeldungsgrund",
    ] {
        assert_eq!(said(name, reasons), "?", "{name}");
        assert_eq!(said(name, BLANK), "email reason", "{name}");
        assert_eq!(beside("Newsletter", name, reasons), "?", "{name}");
        assert_eq!(beside("Unsubscribed", name, reasons), "email reason", "{name}");
    }
}

#[test]
fn mails_about_an_order_are_no_marketing() {
    all(
        FLAGS,
        &[
            ("Order updates opt-in", "?"),
            ("Review mails opt-in", "?"),
            ("Shipping notifications", "?"),
            ("Profiling consent", "?"),
            ("Profilazione marketing consenso", "?"),
            ("Versandbenachrichtigungen E-Mail", "?"),
            ("Herinnering per e-mail", "?"),
            ("Order updates opt-out", "?"),
            ("Orders", ""),
            ("Shipping method", ""),
            ("Loyalty opt-in", ""),
        ],
    );
}

#[test]
fn one_note_of_many_that_objects_is_enough() {
    let notes = |note: &str| {
        let cells = ["likes red", note, "calls on Monday", "paid late"];
        [said("Notes", &cells), said("Notitie", &cells)].concat()
    };
    for note in [
        "afmelden!",
        "wil geen nieuwsbrief meer ontvangen",
        "unsubscribe",
        "no newsletter please",
        "bitte abmelden",
        "kein Newsletter",
        "ne veut pas de newsletter",
        "no quiere newsletter",
        "non vuole la newsletter",
    ] {
        assert_eq!(notes(note), "??", "{note}");
    }
    assert_eq!(notes("moved house"), "");
}
