//! What columns are called in shops, CRMs and spreadsheets, in English, Dutch, German and French.

use super::recipes::{self, Rule};

/// Column names without case, accents on vowels kept, and without anything but letters and digits.
type Entry = (&'static str, &'static [&'static str]);

const PLAIN: &[Entry] = &[
    (
        "person.name.firstName",
        &[
            "firstname",
            "voornaam",
            "vorname",
            "prénom",
            "prenom",
            "givenname",
            "first",
            "roepnaam",
        ],
    ),
    (
        "person.name.middleName",
        &["middlename", "tussenvoegsel", "tussenvoegsels", "zweitername"],
    ),
    (
        "person.name.lastName",
        &[
            "lastname",
            "achternaam",
            "nachname",
            "nomdefamille",
            "nom",
            "surname",
            "familyname",
            "familienname",
            "last",
        ],
    ),
    (
        "person.name.fullName",
        &["name", "fullname", "naam", "volledigenaam", "nomcomplet"],
    ),
    (
        "person.name.courtesyTitle",
        &["prefix", "title", "titel", "aanhef", "anrede", "salutation", "civilité"],
    ),
    ("person.name.suffix", &["suffix", "namesuffix"]),
    (
        "homeAddress.street2",
        &["street2", "addressline2", "address2", "adresregel2"],
    ),
    (
        "homeAddress.postalCode",
        &[
            "postcode",
            "zip",
            "zipcode",
            "postalcode",
            "plz",
            "postleitzahl",
            "codepostal",
            "mailingzip",
            "mailingpostalcode",
        ],
    ),
    (
        "homeAddress.city",
        &[
            "city",
            "town",
            "plaats",
            "woonplaats",
            "stad",
            "ort",
            "stadt",
            "ville",
            "mailingcity",
        ],
    ),
    (
        "homeAddress.state",
        &[
            "state",
            "region",
            "province",
            "provincie",
            "bundesland",
            "région",
            "stateprovince",
            "mailingstate",
        ],
    ),
    (
        "tenant.company",
        &[
            "company",
            "companyname",
            "bedrijf",
            "bedrijfsnaam",
            "firma",
            "entreprise",
            "société",
            "organisation",
            "accountname",
        ],
    ),
    (
        "tenant.customerGroup",
        &["customergroup", "klantgroep", "kundengruppe", "groupedeclients"],
    ),
    (
        "loyalty.points",
        &["points", "punten", "loyaltypoints", "spaarpunten", "punkte"],
    ),
    ("loyalty.tier", &["tier", "loyaltytier", "niveau"]),
    (
        "loyalty.loyaltyID",
        &[
            "loyaltyid",
            "loyaltynumber",
            "klantenkaart",
            "klantenkaartnummer",
            "cardno",
        ],
    ),
    (
        "preferredLanguage",
        &["language", "preferredlanguage", "taal", "sprache", "langue"],
    ),
];

const STREET: &[&str] = &[
    "street",
    "street1",
    "streetaddress",
    "address",
    "address1",
    "addressline1",
    "straat",
    "adres",
    "straße",
    "strasse",
    "rue",
    "adresse",
    "mailingstreet",
];
const MOBILE_PHONE: &[&str] = &[
    "mobile",
    "mobilephone",
    "mobiel",
    "mobiele",
    "gsm",
    "handy",
    "portable",
    "cell",
    "cellphone",
    "mobilephonenumber",
    "mobielnummer",
];
const HOME_PHONE: &[&str] = &[
    "phone",
    "phonenumber",
    "telephone",
    "telefoon",
    "telefoonnummer",
    "telefon",
    "telefonnummer",
    "téléphone",
    "tel",
    "homephone",
];
const EMAIL: &[&str] = &[
    "email",
    "mail",
    "emailaddress",
    "emailadres",
    "emailadresse",
    "adresseemail",
    "courriel",
    "customeremail",
    "contactemail",
];
const BIRTH: &[&str] = &[
    "dob",
    "birthdate",
    "dateofbirth",
    "birthday",
    "geboortedatum",
    "geburtsdatum",
    "geburtstag",
    "datedenaissance",
];
const GENDER: &[&str] = &["gender", "sex", "geslacht", "geschlecht", "sexe"];
const COUNTRY: &[&str] = &[
    "country",
    "countrycode",
    "countryid",
    "land",
    "landcode",
    "pays",
    "mailingcountry",
];
const SINCE: &[&str] = &[
    "createdat",
    "createddate",
    "customersince",
    "registeredat",
    "klantsinds",
    "aangemaaktop",
    "createdate",
];
const CONSENT: &[&str] = &[
    "newsletter",
    "nieuwsbrief",
    "optin",
    "emailoptin",
    "marketingoptin",
    "issubscribed",
    "subscribed",
];

/// The column that tells how the row's telephone numbers are to be read.
fn country_among(columns: &[String]) -> Option<&str> {
    let is_country = |column: &&String| COUNTRY.contains(&bare(column).as_str());
    columns.iter().find(is_country).map(String::as_str)
}

/// What the column with the customer's own number is called.
pub(super) const NUMBER: &[&str] = &[
    "customerid",
    "customernumber",
    "customerno",
    "klantnummer",
    "klantid",
    "klantnr",
    "kundennummer",
    "kundennr",
    "kundenid",
    "numéroclient",
    "numeroclient",
    "idclient",
    "contactid",
    "recordid",
    "id",
];

/// Whether a column is called this, without regard to case, spaces and marks.
pub(super) fn is(column: &str, name: &str) -> bool {
    bare(column) == name
}

fn bare(column: &str) -> String {
    column
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A proposal for a column by its name; `all` are the file's columns.
pub(crate) fn rule(column: &str, all: &[String]) -> Option<Rule> {
    let name = bare(column);
    let is = |words: &[&str]| words.contains(&name.as_str());
    let numbered_parts = PLAIN
        .iter()
        .find(|(_, words)| is(words))
        .map(|(field, _)| Rule::plain(column, field));
    match () {
        () if is(EMAIL) => Some(recipes::email(column)),
        () if is(BIRTH) => Some(recipes::birth_date(column)),
        () if is(GENDER) => Some(recipes::gender(column, false)),
        () if is(STREET) => Some(recipes::street(column, "homeAddress.street1", 1)),
        () if is(COUNTRY) => Some(recipes::country(column, "homeAddress.countryCode")),
        () if is(SINCE) => Some(recipes::somewhere(column, "userAccount.startDate")),
        () if is(HOME_PHONE) => Some(recipes::phone(column, "homePhone.number", country_among(all))),
        () if is(MOBILE_PHONE) => Some(recipes::phone(column, "mobilePhone.number", country_among(all))),
        () if is(CONSENT) => Some(recipes::consent(column)),
        () => numbered_parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_in_four_languages_and_any_spelling() {
        for (name, field) in [
            ("E-mailadres", "personalEmail.address"),
            ("Voornaam", "person.name.firstName"),
            ("Geburtsdatum", "person.birthDate"),
            ("Code postal", "homeAddress.postalCode"),
            ("Telefoon", "homePhone.number"),
            ("MOBILE_PHONE", "mobilePhone.number"),
            ("Street Address", "homeAddress.street1"),
        ] {
            assert_eq!(rule(name, &[]).map(|r| r.field).as_deref(), Some(field), "{name}");
        }
        assert_eq!(rule("land", &[]).unwrap().field, "homeAddress.countryCode");
        assert_eq!(rule("favourite colour", &[]), None);
    }
}
