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
        "mobilePhone.number",
        &[
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
        ],
    ),
    (
        "homePhone.number",
        &[
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
        ],
    ),
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

/// A proposal for a column by its name; `codes` tells that its cells are two-letter codes.
pub(crate) fn rule(column: &str, codes: bool) -> Option<Rule> {
    let name: String = column
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
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
        () if is(COUNTRY) && codes => Some(recipes::country_code(column, "homeAddress.countryCode")),
        () if is(COUNTRY) => Some(Rule::plain(column, "homeAddress.country")),
        () if is(SINCE) => Some(recipes::instant(column, "userAccount.startDate")),
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
            assert_eq!(rule(name, false).map(|r| r.field).as_deref(), Some(field), "{name}");
        }
        assert_eq!(rule("land", true).unwrap().field, "homeAddress.countryCode");
        assert_eq!(rule("favourite colour", false), None);
    }
}
