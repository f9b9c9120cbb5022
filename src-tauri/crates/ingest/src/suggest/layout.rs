//! File layouts that are known by their header, and what Adobe Commerce's columns mean (experience-platform §12),
//! mapped as Adobe's own Data Connection maps them, so that profiles join instead of forking.

use super::grids;
use super::recipes::{self, Rule};
use crate::report::Layout;

/// Recognises a layout by its column names.
pub(crate) fn detect(columns: &[String]) -> Option<Layout> {
    let has = |name: &str| columns.iter().any(|c| c.trim().eq_ignore_ascii_case(name));
    match () {
        () if has("email") && has("_address_city") => Some(Layout::CommerceComposite),
        () if has("email") && has("_website") && has("_store") => Some(Layout::CommerceMain),
        () if has("_email") && has("_website") && has("_entity_id") => Some(Layout::CommerceAddresses),
        () if grids::is_customers(columns) => Some(Layout::CommerceGrid),
        () if grids::subscription(columns).is_some() => Some(Layout::CommerceSubscribers),
        () if has("Contact ID") && has("Email") && !has("Record ID") && SALESFORCE.iter().any(|name| has(name)) => {
            Some(Layout::SalesforceContacts)
        }
        () if has("Record ID") && has("Email") => Some(Layout::HubspotContacts),
        () => None,
    }
}

/// Labels that Salesforce gives its contacts; a column *Contact ID* is there in other programs too.
const SALESFORCE: [&str; 9] = [
    "Account Name",
    "Account ID",
    "Salutation",
    "Mailing Street",
    "Mailing City",
    "Mailing Country",
    "Contact Owner",
    "Lead Source",
    "Email Opt Out",
];

/// The columns are those that Commerce gives its customers, whose confirmations are those of their accounts.
pub(crate) fn is_commerce(columns: &[String]) -> bool {
    use Layout::{CommerceAddresses, CommerceComposite, CommerceGrid, CommerceMain, CommerceSubscribers};
    let all = [
        CommerceMain,
        CommerceComposite,
        CommerceAddresses,
        CommerceGrid,
        CommerceSubscribers,
    ];
    detect(columns).is_some_and(|layout| all.contains(&layout))
}

/// The column whose number is the customer's own, where the layout proves it.
pub(crate) fn number(columns: &[String]) -> Option<usize> {
    (detect(columns) == Some(Layout::CommerceGrid)).then(|| grids::number(columns))?
}

/// The column that is known to hold the state of a subscription to the newsletter, whatever it is called.
pub(crate) fn consent_state(columns: &[String]) -> Option<usize> {
    (detect(columns) == Some(Layout::CommerceSubscribers)).then(|| grids::subscription(columns))?
}

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
        Layout::CommerceGrid => grids::customers(),
        Layout::CommerceSubscribers => grids::subscribers(),
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
        assert_eq!(
            of("ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View"),
            Some(Layout::CommerceSubscribers)
        );
        assert_eq!(
            of("Contact ID,First Name,Last Name,Email"),
            None,
            "others call it so too"
        );
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
