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
    "mailingcountrycode",
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
/// The column that tells how the row's telephone numbers are to be read.
fn country_among(columns: &[String]) -> Option<&str> {
    let is_country = |column: &&String| COUNTRY.contains(&bare(column).as_str());
    columns.iter().find(is_country).map(String::as_str)
}

/// What stands in brackets explains a name and is no part of it: *First name (required)*.
fn bare(column: &str) -> String {
    let outside = column.split(['(', '[']).next().unwrap_or_default();
    let name = if outside.trim().is_empty() { column } else { outside };
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Columns of an address that is not the customer's home: how their names begin, and where they go.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("billing", "billingAddress.", "billingAddressPhone."),
    ("shipping", "shippingAddress.", "shippingAddressPhone."),
];

/// A proposal for a column by its name; `all` are the file's columns.
pub(crate) fn rule(column: &str, all: &[String]) -> Option<Rule> {
    let name = bare(column);
    match FAMILIES.iter().find(|(family, ..)| name.starts_with(family)) {
        Some(family) => of_family(column, &name[family.0.len()..], all, *family),
        None => own_rule(column, &name, all),
    }
}

/// A column of one address: what the rest of its name says, for that address.
fn of_family(column: &str, rest: &str, all: &[String], family: (&str, &str, &str)) -> Option<Rule> {
    let (begins, address, phone) = family;
    // What they share is that address, with its own country.
    let beside: Vec<String> = all
        .iter()
        .filter(|name| bare(name).starts_with(begins))
        .cloned()
        .collect();
    let country = beside
        .iter()
        .find(|name| COUNTRY.contains(&&bare(name)[begins.len()..]));
    let rule = own_rule(column, rest, &[])?;
    match rule.field.split_once('.') {
        Some(("homeAddress", leaf)) => Some(Rule {
            field: format!("{address}{leaf}"),
            ..rule
        }),
        Some(("homePhone", leaf)) => Some(recipes::phone(
            column,
            &format!("{phone}{leaf}"),
            country.map(String::as_str),
        )),
        _ => None,
    }
}

fn own_rule(column: &str, name: &str, all: &[String]) -> Option<Rule> {
    let is = |words: &[&str]| words.contains(&name);
    let numbered_parts = PLAIN
        .iter()
        .find(|(_, words)| is(words))
        .map(|(field, _)| Rule::plain(column, field));
    match () {
        () if is(BIRTH) => Some(recipes::birth_date(column)),
        () if is(GENDER) => Some(recipes::gender(column, false)),
        () if is(STREET) => Some(recipes::street(column, "homeAddress.street1", 1)),
        () if is(COUNTRY) => Some(recipes::country(column, "homeAddress.countryCode")),
        () if is(SINCE) => Some(recipes::somewhere(column, "userAccount.startDate")),
        () if is(HOME_PHONE) => Some(recipes::phone(column, "homePhone.number", country_among(all))),
        () if is(MOBILE_PHONE) => Some(recipes::phone(column, "mobilePhone.number", country_among(all))),
        () => numbered_parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_in_four_languages_and_any_spelling() {
        for (name, field) in [
            ("First Name (required)", "person.name.firstName"),
            ("Voornaam", "person.name.firstName"),
            ("Geburtsdatum", "person.birthDate"),
            ("Code postal", "homeAddress.postalCode"),
            ("Telefoon", "homePhone.number"),
            ("MOBILE_PHONE", "mobilePhone.number"),
            ("Street Address", "homeAddress.street1"),
            ("billing_street", "billingAddress.street1"),
            ("Shipping City", "shippingAddress.city"),
            ("billing_telephone", "billingAddressPhone.number"),
        ] {
            assert_eq!(rule(name, &[]).map(|r| r.field).as_deref(), Some(field), "{name}");
        }
        assert_eq!(rule("land", &[]).unwrap().field, "homeAddress.countryCode");
        assert_eq!(rule("favourite colour", &[]), None);
    }
}
