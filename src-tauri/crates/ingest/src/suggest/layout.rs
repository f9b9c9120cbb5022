//! File layouts that are known by their header, and what Adobe Commerce's columns mean (experience-platform §12),
//! mapped as Adobe's own Data Connection maps them, so that profiles join instead of forking.

use super::recipes::{self, Rule};
use crate::report::Layout;

/// Recognises a layout by its column names.
pub(crate) fn detect(columns: &[String]) -> Option<Layout> {
    let has = |name: &str| columns.iter().any(|c| c.trim().eq_ignore_ascii_case(name));
    let grid = [
        "ID",
        "Name",
        "Email",
        "Group",
        "Customer Since",
        "Web Site",
        "State/Province",
    ];
    match () {
        () if has("email") && has("_address_city") => Some(Layout::CommerceComposite),
        () if has("email") && has("_website") && has("_store") => Some(Layout::CommerceMain),
        () if has("_email") && has("_website") && has("_entity_id") => Some(Layout::CommerceAddresses),
        () if has("Email") && grid.iter().filter(|name| has(name)).count() >= 5 => Some(Layout::CommerceGrid),
        () => None,
    }
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
        Layout::CommerceGrid => grid(),
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
                Rule::plain(&column("postcode"), &to("postalCode")),
                Rule::plain(&column("city"), &to("city")),
                Rule::plain(&column("region"), &to("state")),
                recipes::country_code(&column("country_id"), &to("countryCode")),
                Rule::plain(&column("telephone"), &format!("{phone}.number")),
            ]
            .map(|rule| rule.when(flag)),
        );
    }
    rules.push(Rule::plain(&column("company"), "tenant.company"));
    rules
}

fn grid() -> Vec<Rule> {
    vec![
        recipes::email("Email"),
        Rule::plain("Name", "person.name.fullName"),
        recipes::birth_date("Date of Birth"),
        recipes::gender("Gender", false),
        recipes::instant("Customer Since", "userAccount.startDate"),
        Rule::plain("Phone", "billingAddressPhone.number"),
        recipes::street("Street Address", "billingAddress.street1", 1),
        Rule::plain("City", "billingAddress.city"),
        Rule::plain("ZIP", "billingAddress.postalCode"),
        Rule::plain("State/Province", "billingAddress.state"),
        Rule::plain("Country", "billingAddress.country"),
        Rule::plain("Company", "tenant.company"),
        Rule::plain("Group", "tenant.customerGroup"),
        Rule::plain("Web Site", "tenant.website"),
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
        assert_eq!(of("email,firstname,lastname"), None);
    }
}
