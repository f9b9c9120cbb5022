//! File layouts that are known by their header, and what Adobe Commerce's columns mean (experience-platform §12),
//! mapped as Adobe's own Data Connection maps them, so that profiles join instead of forking.

use super::recipes::{self, Rule};
use crate::report::Layout;

/// Recognises a layout by its column names.
pub(crate) fn detect(columns: &[String]) -> Option<Layout> {
    let has = |name: &str| columns.iter().any(|c| c.trim().eq_ignore_ascii_case(name));
    match () {
        () if has("email") && has("_address_city") => Some(Layout::CommerceComposite),
        () if has("email") && has("_website") && has("_store") => Some(Layout::CommerceMain),
        () if has("_email") && has("_website") && has("_entity_id") => Some(Layout::CommerceAddresses),
        () if GRIDS.iter().any(|grid| grid.is_of(&has)) => Some(Layout::CommerceGrid),
        () if has("Contact ID") && has("Email") && (has("Account Name") || has("Last Name")) && !has("Record ID") => {
            Some(Layout::SalesforceContacts)
        }
        () if has("Record ID") && has("Email") => Some(Layout::HubspotContacts),
        () => None,
    }
}

/// The labels of the Admin's customer grid in one language.
struct Grid {
    id: &'static str,
    name: &'static str,
    email: &'static str,
    group: &'static str,
    phone: &'static str,
    zip: &'static str,
    country: &'static str,
    state: &'static str,
    since: &'static str,
    website: &'static str,
    birth: &'static str,
    gender: &'static str,
    street: &'static str,
    city: &'static str,
    company: &'static str,
}

impl Grid {
    fn is_of(&self, has: &impl Fn(&str) -> bool) -> bool {
        let labels = [
            self.id,
            self.name,
            self.group,
            self.since,
            self.website,
            self.state,
            self.zip,
        ];
        has(self.email) && labels.iter().filter(|label| has(label)).count() >= 5
    }
}

/// As Commerce's own language packs have them: English, Dutch, German, French.
const GRIDS: [Grid; 4] = [
    Grid {
        id: "ID",
        name: "Name",
        email: "Email",
        group: "Group",
        phone: "Phone",
        zip: "ZIP",
        country: "Country",
        state: "State/Province",
        since: "Customer Since",
        website: "Web Site",
        birth: "Date of Birth",
        gender: "Gender",
        street: "Street Address",
        city: "City",
        company: "Company",
    },
    Grid {
        id: "ID",
        name: "Naam",
        email: "E-mail",
        group: "Groep",
        phone: "Telefoon",
        zip: "Postcode",
        country: "Land",
        state: "Provincie",
        since: "Klant sinds",
        website: "Website",
        birth: "Geboortedatum",
        gender: "Geslacht",
        street: "Adres",
        city: "Plaats",
        company: "Bedrijf",
    },
    Grid {
        id: "ID",
        name: "Name",
        email: "E-Mail",
        group: "Gruppe",
        phone: "Telefon",
        zip: "PLZ",
        country: "Land",
        state: "Bundesland",
        since: "Kunde seit",
        website: "Website",
        birth: "Geburtsdatum",
        gender: "Geschlecht",
        street: "Straße",
        city: "Stadt",
        company: "Firma",
    },
    Grid {
        id: "ID",
        name: "Nom",
        email: "Email",
        group: "Groupe",
        phone: "Téléphone",
        zip: "Code postal",
        country: "Pays",
        state: "État/Province",
        since: "Client depuis",
        website: "Site web",
        birth: "Date de naissance",
        gender: "Genre",
        street: "Adresse",
        city: "Ville",
        company: "Société",
    },
];

/// The rules of a layout, in the order in which a person would read them.
pub(crate) fn rules(layout: Layout) -> Vec<Rule> {
    match layout {
        Layout::CommerceMain => main(),
        Layout::CommerceComposite => {
            let mut all = main();
            all.extend(addresses("_address_"));
            all
        }
        Layout::CommerceAddresses => {
            let mut all = vec![recipes::email("_email"), Rule::plain("_website", "tenant.website")];
            all.extend(addresses(""));
            all
        }
        Layout::CommerceGrid => GRIDS.iter().flat_map(grid).collect(),
        Layout::SalesforceContacts => salesforce(),
        Layout::HubspotContacts => hubspot(),
    }
}

/// The columns whose cells are all blank in a row that continues the shopper above it: an address-only row. A row
/// that only lacks its e-mail address is a customer without one.
pub(crate) fn continued_by(layout: Option<Layout>) -> &'static [&'static str] {
    if layout == Some(Layout::CommerceComposite) {
        &["email", "_website", "_store", "firstname", "lastname"]
    } else {
        &[]
    }
}

fn main() -> Vec<Rule> {
    vec![
        recipes::email("email"),
        Rule::plain("firstname", "person.name.firstName"),
        Rule::plain("middlename", "person.name.middleName"),
        Rule::plain("lastname", "person.name.lastName"),
        Rule::plain("prefix", "person.name.courtesyTitle"),
        Rule::plain("suffix", "person.name.suffix"),
        recipes::birth_date("dob"),
        recipes::gender("gender", true),
        recipes::instant("created_at", "userAccount.startDate"),
        Rule::plain("_website", "tenant.website"),
        Rule::plain("_store", "tenant.store"),
        Rule::plain("group_id", "tenant.customerGroup"),
    ]
}

/// Address columns feed the billing or the shipping address of the customer whose default they are.
fn addresses(prefix: &str) -> Vec<Rule> {
    let column = |name: &str| format!("{prefix}{name}");
    let mut rules = Vec::new();
    for (flag, address, phone) in [
        ("_address_default_billing_", "billingAddress", "billingAddressPhone"),
        ("_address_default_shipping_", "shippingAddress", "shippingAddressPhone"),
    ] {
        let to = |leaf: &str| format!("{address}.{leaf}");
        rules.extend(
            [
                recipes::street(&column("street"), &to("street1"), 1),
                recipes::street(&column("street"), &to("street2"), 2),
                recipes::street(&column("street"), &to("street3"), 3),
                recipes::street(&column("street"), &to("street4"), 4),
                Rule::plain(&column("postcode"), &to("postalCode")),
                Rule::plain(&column("city"), &to("city")),
                Rule::plain(&column("region"), &to("state")),
                recipes::country(&column("country_id"), &to("countryCode")),
                recipes::phone(
                    &column("telephone"),
                    &format!("{phone}.number"),
                    Some(&column("country_id")),
                ),
            ]
            .map(|rule| rule.when(flag)),
        );
    }
    rules.push(Rule::plain(&column("company"), "tenant.company"));
    rules
}

/// The rules of one language; a file's own columns pick those that apply.
fn grid(labels: &Grid) -> Vec<Rule> {
    vec![
        recipes::email(labels.email),
        Rule::plain(labels.name, "person.name.fullName"),
        recipes::birth_date(labels.birth),
        recipes::gender(labels.gender, false),
        recipes::somewhere(labels.since, "userAccount.startDate"),
        recipes::phone(labels.phone, "billingAddressPhone.number", Some(labels.country)),
        recipes::street(labels.street, "billingAddress.street1", 1),
        Rule::plain(labels.city, "billingAddress.city"),
        Rule::plain(labels.zip, "billingAddress.postalCode"),
        Rule::plain(labels.state, "billingAddress.state"),
        recipes::country(labels.country, "billingAddress.countryCode"),
        Rule::plain(labels.company, "tenant.company"),
        Rule::plain(labels.group, "tenant.customerGroup"),
        Rule::plain(labels.website, "tenant.website"),
    ]
}

/// A Salesforce report or export of contacts, by its labels.
fn salesforce() -> Vec<Rule> {
    let mut all = vec![
        recipes::email("Email"),
        Rule::plain("Salutation", "person.name.courtesyTitle"),
        Rule::plain("First Name", "person.name.firstName"),
        Rule::plain("Last Name", "person.name.lastName"),
        recipes::birth_date("Birthdate"),
        recipes::phone("Phone", "homePhone.number", Some("Mailing Country")),
        recipes::phone("Mobile", "mobilePhone.number", Some("Mailing Country")),
        Rule::plain("Account Name", "tenant.company"),
        recipes::somewhere("Created Date", "userAccount.startDate"),
        recipes::consent_against("Email Opt Out"),
    ];
    all.extend([
        recipes::street("Mailing Street", "homeAddress.street1", 1),
        recipes::street("Mailing Street", "homeAddress.street2", 2),
        Rule::plain("Mailing City", "homeAddress.city"),
        Rule::plain("Mailing State/Province", "homeAddress.state"),
        Rule::plain("Mailing Zip/Postal Code", "homeAddress.postalCode"),
        recipes::country("Mailing Country", "homeAddress.countryCode"),
    ]);
    all
}

/// HubSpot's export of contacts, by its labels.
fn hubspot() -> Vec<Rule> {
    vec![
        recipes::email("Email"),
        Rule::plain("First Name", "person.name.firstName"),
        Rule::plain("Last Name", "person.name.lastName"),
        recipes::birth_date("Date of birth"),
        recipes::gender("Gender", false),
        recipes::phone("Phone Number", "homePhone.number", Some("Country/Region")),
        recipes::phone("Mobile Phone Number", "mobilePhone.number", Some("Country/Region")),
        recipes::street("Street Address", "homeAddress.street1", 1),
        Rule::plain("City", "homeAddress.city"),
        Rule::plain("State/Region", "homeAddress.state"),
        Rule::plain("Postal Code", "homeAddress.postalCode"),
        recipes::country("Country/Region", "homeAddress.countryCode"),
        Rule::plain("Company Name", "tenant.company"),
        recipes::somewhere("Create Date", "userAccount.startDate"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<Layout> {
        detect(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn commerce_layouts_are_known_by_their_header() {
        assert_eq!(of("email,_website,_store,firstname"), Some(Layout::CommerceMain));
        assert_eq!(
            of("email,_website,_store,firstname,_address_city"),
            Some(Layout::CommerceComposite)
        );
        assert_eq!(of("_website,_email,_entity_id,city"), Some(Layout::CommerceAddresses));
        assert_eq!(
            of("ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site"),
            Some(Layout::CommerceGrid)
        );
        for grid in [
            "ID,Naam,E-mail,Groep,Telefoon,Postcode,Land,Provincie,Klant sinds,Website",
            "ID,Name,E-Mail,Gruppe,Telefon,PLZ,Land,Bundesland,Kunde seit,Website",
            "ID,Nom,Email,Groupe,Téléphone,Code postal,Pays,État/Province,Client depuis,Site web",
        ] {
            assert_eq!(of(grid), Some(Layout::CommerceGrid), "{grid}");
        }
        assert_eq!(
            of("Contact ID,First Name,Last Name,Email,Account Name"),
            Some(Layout::SalesforceContacts)
        );
        assert_eq!(
            of("Record ID,First Name,Last Name,Email"),
            Some(Layout::HubspotContacts)
        );
        assert_eq!(of("email,firstname,lastname"), None);
    }
}
