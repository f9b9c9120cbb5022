//! The same numbers as different programs write them, each for people of its own.

use super::outsider::Dice;

/// Somebody who is called as their address begins.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) address: String,
}

impl Person {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let first = word(dice);
        let address = format!("{}@voorbeeld.example", first.to_lowercase());
        let last = word(dice);
        Self { first, last, address }
    }
}

/// A name that nobody else has.
fn word(dice: &mut Dice) -> String {
    let pick = |dice: &mut Dice, letters: &str| {
        let at = dice.below(letters.len() as u64) as usize;
        char::from(letters.as_bytes()[at])
    };
    let mut word = String::new();
    for _ in 0..4 {
        word.push(pick(dice, "bdfgklmnprstvz"));
        word.push(pick(dice, "aeiou"));
    }
    word[..1].to_uppercase() + &word[1..]
}

/// A program: its name, its header, a row with `N`, `F`, `L` and `E` for number, first name, last name and address, and
/// the flags that its files need.
pub(crate) struct System {
    pub(crate) name: &'static str,
    header: &'static str,
    row: &'static str,
    pub(crate) flags: &'static [&'static str],
}

const fn plain(name: &'static str, header: &'static str, row: &'static str) -> System {
    System {
        name,
        header,
        row,
        flags: &[],
    }
}

pub(crate) const SYSTEMS: &[System] = &[
    System {
        name: "commerce-grid",
        header: "ID,Name,Email,Group,Phone,ZIP,Country,State/Province,Customer Since,Web Site",
        row: "{N},{F} {L},{E},General,,1012LG,Netherlands,NH,2024-01-05 10:11:12,Main Website",
        flags: &["--zone", "Customer Since=UTC"],
    },
    System {
        name: "commerce-grid-nl",
        header: "ID,Naam,E-mail,Groep,Telefoon,Postcode,Land,Provincie,Klant sinds,Website",
        row: "{N},{F} {L},{E},Algemeen,,1012LG,Nederland,NH,2024-01-05 10:11:12,Hoofdwebsite",
        flags: &["--zone", "Klant sinds=UTC"],
    },
    plain(
        "commerce-subscribers",
        "ID,Email,Type,Customer First Name,Customer Last Name,Status,Web Site,Store,Store View",
        "{N},{E},Customer,{F},{L},Subscribed,Main Website,Main Website Store,Default Store View",
    ),
    plain("hubspot", "Record ID,First Name,Last Name,Email", "{N},{F},{L},{E}"),
    plain(
        "shopify",
        "Customer ID,First Name,Last Name,Email,Default Address City,Total Spent,Total Orders,Note,Tax Exempt",
        "'{N},{F},{L},{E},Utrecht,120.50,3,,no",
    ),
    plain(
        "salesforce",
        "Contact ID,First Name,Last Name,Email,Mailing City,Account Name",
        "{N},{F},{L},{E},Zeist,",
    ),
    plain(
        "prestashop-fr",
        "ID;Titre;Prénom;Nom;Adresse e-mail;Activé",
        "{N};Mme;{F};{L};{E};1",
    ),
    plain(
        "opencart",
        "customer_id;customer_group_id;store_id;firstname;lastname;email;status",
        "{N};1;0;{F};{L};{E};1",
    ),
    plain(
        "woocommerce",
        "ID,user_login,user_email,first_name,last_name",
        "{N},{F},{E},{F},{L}",
    ),
    plain("row-numbers", "id,email,first_name,last_name", "{N},{E},{F},{L}"),
    plain("erp-de", "Kundennummer;Vorname;Nachname;E-Mail", "{N};{F};{L};{E}"),
    plain(
        "lightspeed",
        "Customer ID,First Name,Last Name,Email,Company",
        "{N},{F},{L},{E},",
    ),
    plain(
        "afas",
        "Debiteurnummer;Voornaam;Achternaam;E-mailadres",
        "{N};{F};{L};{E}",
    ),
    plain(
        "activecampaign",
        "Contact ID,Email,First Name,Last Name",
        "{N},{E},{F},{L}",
    ),
    plain(
        "bigcommerce",
        "Customer ID,Customer Name,Email,Orders",
        "{N},{F} {L},{E},3",
    ),
    plain(
        "customer-number",
        "customer_number,email,first_name,last_name",
        "{N},{E},{F},{L}",
    ),
];

impl System {
    pub(crate) fn file(&self, people: &[(u64, Person)]) -> String {
        let rows = people.iter().map(|(number, person)| {
            let row = self.row.replace("{N}", &number.to_string());
            let row = row.replace("{F}", &person.first).replace("{L}", &person.last);
            row.replace("{E}", &person.address) + "\n"
        });
        format!("{}\n{}", self.header, rows.collect::<String>())
    }
}
