//! Commerce's grids as the Admin exports them, in the languages of Commerce's own packs: customers, whose numbers are the
//! customers' own, and subscribers of the newsletter, whose numbers are not.

use super::recipes::{self, Rule};

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
    /// The labels prove the grid, so that the number is a Commerce customer's. Columns can be taken out of a grid and
    /// put into it; a list of some other program shares a few of the labels and never those of Commerce alone.
    fn is_of(&self, columns: &[String]) -> bool {
        let has = |name: &str| columns.iter().any(|column| is(column, name));
        let count = |labels: &[&str]| labels.iter().filter(|label| has(label)).count();
        let own = [self.since, self.website, self.group];
        let usual = [self.name, self.phone, self.zip, self.country, self.state];
        let known = self.all();
        let foreign = columns
            .iter()
            .any(|column| !known.iter().any(|label| is(column, label)));
        let proved = match count(&own) + count(&usual) {
            7.. => true,
            5.. => count(&own) == own.len() && !foreign,
            _ => false,
        };
        has(self.id) && has(self.email) && proved
    }

    /// The labels that such a grid can have.
    fn all(&self) -> Vec<&'static str> {
        let own = [
            self.id,
            self.name,
            self.email,
            self.group,
            self.phone,
            self.zip,
            self.country,
            self.state,
            self.since,
            self.website,
            self.birth,
            self.gender,
            self.street,
            self.city,
            self.company,
        ];
        own.into_iter().chain(FURTHER.iter().copied()).collect()
    }
}

/// Labels of the grid that are hidden at first and feed nothing.
const FURTHER: [&str; 10] = [
    "Confirmed email",
    "Account Created in",
    "Billing Address",
    "Shipping Address",
    "Tax VAT Number",
    "VAT Number",
    "Fax",
    "Billing Firstname",
    "Billing Lastname",
    "Account Lock",
];

fn is(column: &str, label: &str) -> bool {
    let column = column.trim();
    column.eq_ignore_ascii_case(label) || (!label.is_ascii() && column.to_lowercase() == label.to_lowercase())
}

/// Whether these are the columns of the customer grid.
pub(super) fn is_customers(columns: &[String]) -> bool {
    GRIDS.iter().any(|grid| grid.is_of(columns))
}

/// The column with the customers' numbers, where these are the columns of the customer grid.
pub(super) fn number(columns: &[String]) -> Option<usize> {
    let grid = GRIDS.iter().find(|grid| grid.is_of(columns))?;
    columns.iter().position(|column| is(column, grid.id))
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

/// What the columns of the customer grid mean, in all languages; a file's own columns pick those that apply.
pub(super) fn customers() -> Vec<Rule> {
    GRIDS.iter().flat_map(grid).collect()
}

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

/// The labels of the list of newsletter subscribers in one language; several where the packs differ.
struct Subscribers {
    kind: &'static [&'static str],
    first: &'static [&'static str],
    last: &'static [&'static str],
    status: &'static [&'static str],
    website: &'static [&'static str],
    store: &'static [&'static str],
    view: &'static [&'static str],
}

const SUBSCRIBERS: [Subscribers; 4] = [
    Subscribers {
        kind: &["Type"],
        first: &["Customer First Name", "Customer Firstname"],
        last: &["Customer Last Name", "Customer Lastname"],
        status: &["Status"],
        website: &["Web Site", "Website"],
        store: &["Store"],
        view: &["Store View"],
    },
    Subscribers {
        kind: &["Type"],
        first: &["Voornaam klant", "Klant voornaam", "Voornaam van klant"],
        last: &["Achternaam klant", "Klant achternaam", "Achternaam van klant"],
        status: &["Status"],
        website: &["Website"],
        store: &["Winkel", "Store"],
        view: &["Winkelweergave", "Storeview", "Store View", "Winkel weergave"],
    },
    Subscribers {
        kind: &["Typ", "Art"],
        first: &["Vorname des Kunden", "Kunde Vorname", "Kundenvorname"],
        last: &["Nachname des Kunden", "Kunde Nachname", "Kundennachname"],
        status: &["Status"],
        website: &["Website", "Webseite", "Web Site"],
        store: &["Store", "Shop", "Geschäft"],
        view: &["Store View", "Store-Ansicht", "Storeansicht", "Shop-Ansicht"],
    },
    Subscribers {
        kind: &["Type"],
        first: &["Prénom du client", "Prénom client"],
        last: &["Nom du client", "Nom de famille du client", "Nom client"],
        status: &["Statut", "État", "Status"],
        website: &["Site web", "Site Web", "Site"],
        store: &["Boutique", "Magasin"],
        view: &[
            "Vue magasin",
            "Vue de la boutique",
            "Vue du magasin",
            "Vue de magasin",
            "Vue boutique",
        ],
    },
];

/// What the e-mail address is called in the languages of the packs.
const ADDRESSES: [&str; 4] = ["Email", "E-mail", "Adresse e-mail", "Courriel"];

fn among(columns: &[String], labels: &[&str]) -> Option<usize> {
    columns
        .iter()
        .position(|column| labels.iter().any(|label| is(column, label)))
}

/// The column with the state of each subscription, where these are the columns of the subscribers' list.
pub(super) fn subscription(columns: &[String]) -> Option<usize> {
    let of = |list: &Subscribers| {
        let names = [list.first, list.last]
            .iter()
            .filter(|labels| among(columns, labels).is_some())
            .count();
        let shop = [list.kind, list.website, list.store, list.view];
        let shop = shop.iter().filter(|labels| among(columns, labels).is_some()).count();
        let status = among(columns, list.status)?;
        among(columns, &["ID"])?;
        among(columns, &ADDRESSES)?;
        (names + shop >= 4 && shop >= 2 && (names > 0 || shop == 4)).then_some(status)
    };
    (!is_customers(columns)).then(|| SUBSCRIBERS.iter().find_map(of))?
}

/// What the columns of the subscribers' list mean: the number is the subscription's, and nobody's identity.
pub(super) fn subscribers() -> Vec<Rule> {
    let mut all: Vec<Rule> = ADDRESSES.iter().map(|label| recipes::email(label)).collect();
    let plain =
        |labels: &'static [&'static str], field: &'static str| labels.iter().map(move |l| Rule::plain(l, field));
    for list in &SUBSCRIBERS {
        all.extend(plain(list.first, "person.name.firstName"));
        all.extend(plain(list.last, "person.name.lastName"));
        all.extend(plain(list.website, "tenant.website"));
        all.extend(plain(list.view, "tenant.store"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &str) -> Vec<String> {
        header.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn only_the_customer_grid_proves_whose_number_it_is() {
        for grid in [
            "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site",
            "ID,Naam,E-mail,Groep,Telefoon,Postcode,Land,Provincie,Klant sinds,Website",
            "ID,Name,E-Mail,Gruppe,Telefon,PLZ,Land,Bundesland,Kunde seit,Website",
            "ID,Nom,Email,Groupe,Téléphone,Code postal,Pays,État/Province,Client depuis,Site web",
            "ID,Name,Email,Group,Phone,ZIP,State/Province,Customer Since,Web Site",
            "Web Site,Customer Since,Group,Name,Email,ID,ZIP,Gender",
            "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Loyalty card",
        ] {
            assert!(number(&columns(grid)).is_some(), "{grid}");
        }
        for other in [
            "ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View",
            "ID,Name,Email,Group,Telephone,ZIP,Country,State/Province,Customer Since,Website",
            "ID,Name,Email,Group,Phone,ZIP,Country,State/Province",
            "ID,Name,Email,Phone,ZIP,Country,Web Site",
            "ID,Naam,E-mail,Telefoon,Postcode,Land,Klant sinds,Website",
            "Web Site,Customer Since,Group,Name,Email,ID,ZIP,Industry",
            "Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site",
            "Customer ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site",
        ] {
            assert_eq!(number(&columns(other)), None, "{other}");
        }
    }

    #[test]
    fn the_list_of_subscribers_is_known_in_four_languages() {
        for list in [
            "ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View",
            "ID,E-mail,Type,Voornaam klant,Achternaam klant,Status,Website,Winkel,Winkelweergave",
            "ID,E-Mail,Typ,Vorname des Kunden,Nachname des Kunden,Status,Website,Shop,Store View",
            "ID,Email,Type,Prénom du client,Nom du client,Statut,Site web,Boutique,Vue magasin",
            "ID,Email,Type,Customer First Name,Status,Web Site,Store View",
        ] {
            let columns = columns(list);
            let status = subscription(&columns).map(|at| columns[at].as_str());
            assert!(status.is_some_and(|name| name.starts_with("Stat")), "{list}");
        }
        for other in [
            "ID,Email,Type,Status",
            "ID,Email,Status,Website,Store",
            "Email,Type,Status,Website,Store,Store View",
        ] {
            assert_eq!(subscription(&columns(other)), None, "{other}");
        }
    }
}
