//! What the words of column names mean where they are about consent and about e-mail addresses, in English, Dutch,
//! German, French, Spanish and Italian; without capitals and accents.

use hashbrown::HashMap;
use std::sync::LazyLock;

/// What a word of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Means {
    /// Channels.
    Email,
    /// E-mail on the continent, the post in English.
    Mail,
    Sms,
    Call,
    Mobile,
    Post,
    Push,
    WhatsApp,
    Fax,
    /// Everything, every channel.
    All,
    /// Getting in touch, in whatever way.
    Contact,
    /// What is sent by e-mail unless something else is said.
    Newsletter,
    /// What is sent over some channel.
    Marketing,
    /// An agreement by itself: *opt-in*, *subscribed*.
    Agreed,
    /// An agreement to something that has to be named: *consent*, *permission*.
    Consent,
    /// Agreeing to something that has to be named: *accepts*, *wants*.
    Accepts,
    /// Being on some list: *registered*, *subscription*.
    Member,
    /// An objection by itself: *opt-out*, *unsubscribed*, *blacklisted*.
    Objected,
    /// An objection to something that has to be named: *blocked*, *refuses*.
    Blocked,
    /// The address does not take mail.
    Bounced,
    /// Not, no, without.
    Not,
    /// How things stand.
    State,
    /// When.
    When,
    /// When something was changed, to whatever.
    Changed,
    /// It was confirmed.
    Confirmed,
    /// It ends, or ended: *expires*, *until*.
    End,
    /// It can be done: *contactable*, *ok to mail*.
    Able,
    /// What somebody would rather have.
    Preference,
    /// It was looked for or taken back: *checked*, *removed*.
    Undone,
    /// Nobody is there any more: *deceased*, *erased*.
    Gone,
    /// Why.
    Reason,
    /// Something about it that decides nothing: where from, which, how many.
    Detail,
    /// A law or what it protects.
    Law,
    /// Agreements that are not about marketing.
    Purpose,
    /// What is sent because of an order and is no marketing, and what is made of people's data.
    Service,
    /// What is sent, whatever it says.
    Notice,
    /// Somebody else's marketing.
    Third,
    /// The words for yes and no that a name offers.
    YesNo,
    /// *no*, which is also *number*.
    No,
    /// A place that letters go to.
    Place,
    /// Says nothing.
    Filler,
}

use Means as M;

const WORDS: &[(Means, &str)] = &[
    (
        M::Email,
        "email emails emailing emailings courriel courriels mel epost mailen emailen gemaild correo correos",
    ),
    (M::Mail, "mail mails"),
    (M::Sms, "sms mms texting texted texts"),
    (
        M::Call,
        "call calls called calling phone phones telephone telefoon telefonisch telefonische bellen bel gebeld telefon \
         anruf anrufe anrufen appel appels appeler telephonique telefono telefonico telefonica llamar llamadas llamada \
         chiamare chiamate chiamata telemarketing dnc voice",
    ),
    (M::Mobile, "mobile mobiel handy gsm movil cellulare portable"),
    (
        M::Post,
        "post postal postale postalisch briefpost brief briefe letter letters directmail catalog catalogue catalogus katalog \
         catalogo courrier courriers posta",
    ),
    (M::Push, "push"),
    (M::WhatsApp, "whatsapp"),
    (M::Fax, "fax faxes telefax"),
    (
        M::All,
        "all alle alles everything any tout tous toutes todo todos tutto tutti allem ganz",
    ),
    (
        M::Contact,
        "contact contacts contacted contacting contacteren kontakt kontaktieren kontaktiert kontaktaufnahme contacter contactar \
         contacto contattare contatto contatti kontakte disturb market benaderen aanschrijven anschreiben angeschrieben benachrichtigen \
         benaderd aangeschreven gecontacteerd contacte contactee contactado contactada contattato contattata solliciter \
         sollicite sollicitation sollicitations angesprochen kontaktierung communication communications communicatie \
         kommunikation comunicazioni comunicaciones comms",
    ),
    (
        M::Newsletter,
        "newsletter newsletters nieuwsbrief nieuwsbrieven rundschreiben infolettre boletin boletines notiziario bulletin \
         mailinglist mailinglijst mailing mailings digest",
    ),
    (
        M::Marketing,
        "marketing promo promos promotion promotions promotional advertising adverts commercial commercials bulk offers offer \
         campaigns werbung werbe werbliche werbemails reclame aanbiedingen aanbieding acties angebote publicite publicitaire \
         publicitaires pub offres commerciale commerciales prospection demarchage publicidad ofertas comerciales comercial \
         pubblicita offerte promozioni promozionali commerciali solicit solicitation spam",
    ),
    (
        M::Agreed,
        "optin subscribed subscribe abonne abonnee abonnes abonniert suscrito suscrita suscritos iscritto \
         subscribes geabonneerd optins sottoscritto",
    ),
    (
        M::Consent,
        "consent consents consented consenting permission permissions permit toestemming toestemmingen akkoord instemming \
         einwilligung einwilligungen eingewilligt zustimmung zugestimmt einverstanden einverstaendnis einverstandnis \
         consentement consentements accord autorisation consentimiento consentimientos permiso autorizacion consenso consensi \
         autorizzazione erlaubnis genehmigung acuerdo",
    ),
    (
        M::Accepts,
        "accept accepts accepted accepting agree agrees agreed allow allows allowed wants want wishes wish receive receives \
         receiving interested ontvangt ontvangen wil wenst gewenst toegestaan mag accepteert erwunscht erwuenscht gewunscht \
         gewuenscht erlaubt erhalt erhaelt erhalten mochte moechte akzeptiert accepte acceptes souhaite souhaitee desire \
         recevoir recoit autorise autorisee acepta acepto desea recibir recibe autoriza permite accetta accetto riceve \
         ricevere autorizza desidera okay darf duerfen durfen mogen kann can peut puede puo souhaitez",
    ),
    (
        M::Member,
        "inschrijfdatum aanmelddatum anmeldedatum subscription subscriptions subscriber subscribers signup registered registration enrolled inschrijving inschrijvingen \
         ingeschreven aangemeld aanmelding aanmeldingen abonnement abonnementen angemeldet anmeldung anmeldungen eingetragen \
         eintragung abo abonnent abonnenten abonnements inscrit inscrite inscrits inscription inscriptions suscripcion \
         suscripciones inscrito inscripcion suscriptor iscrizione iscrizioni iscritta iscritti abbonamento abbonato",
    ),
    (
        M::Objected,
        "uitschrijfdatum afmelddatum afmeldingsdatum opzegdatum abmeldedatum austragungsdatum \
         optout unsubscribed unsubscribe unsubscribes unsubscriber unsubscribers unsub unsubs unsubscription optouts \
         blacklist blacklisted blacklists blocklist blocklisted blocklists suppress suppressed suppression suppressions \
         sperrliste abgemeldet abgemeldete abgemeldeten abmeldung abmeldungen \
         abbestellt abbestellung abbestellungen widerspruch widersprochen widerspruche widersprueche \
         desabonne desabonnee desabonnes desabonnement desabonnements desinscrit desinscrite desinscrits desinscription \
         desinscriptions opposition oppositions opposizioni oposicion oposiciones oppose baja bajas desuscrito desuscrita desuscritos desuscripcion \
         disiscritto disiscritta disiscritti disiscrizione disiscrizioni opposizione \
         afgemeld afgemelde afgemelden \
         afmelding afmeldingen afmelder afmelders afmelden uitgeschreven uitschrijving uitschrijvingen uitschrijven bezwaar \
         objected objection objections dnm dne \
         ausgetragen austragung desabonner",
    ),
    (
        M::Blocked,
        "blocked block geblokkeerd gesperrt sperre sperren verbot verboten gesperrte bloque bloquee bloqueado bloqueada bloccato bloccata \
         refus refuse refused refuses refusee rechaza rechazado rechazo rifiuta rifiutato rifiuto weigert geweigerd \
         abgelehnt ablehnung lehnt declined decline declines denied excluded exclude exclusion muted stop stopped \
         restricted restriction forgotten erasure complaint complaints complained klacht klachten beschwerde plainte queja \
         reclamo widerruf widerrufen cancelacion cancellazione disdetta revoca revocato revocado revocada revoque revoked \
         withdrawn withdraw withdrawal ingetrokken intrekking retire retiree retirado ritirato",
    ),
    (
        M::Bounced,
        "bounced bounce bounces cleaned clean gebounced unzustellbar onbestelbaar undeliverable",
    ),
    (
        M::Not,
        "not donot dont doesnt aucun aucune nessun nessuno nessuna ningun ninguno ninguna non nicht kein keine keinen keinerlei niet geen never nie nooit pas sans sin senza without zonder ohne",
    ),
    (M::No, "no"),
    (
        M::State,
        "status statuses state stato stand zustand statut etat estado toestand",
    ),
    (
        M::When,
        "date dates datum time timestamp datetime at on am op le since when seit sinds depuis desde dal zeitpunkt zeit \
         tijdstip tijd heure fecha hora data ora jour dia giorno",
    ),
    (
        M::Changed,
        "updated update changed change changes modified geandert geaendert gewijzigd modifie actualizado modificato history",
    ),
    (
        M::End,
        "end ends ended ending expire expires expired expiry expiration until till valid_until einddatum einde eindigt \
         verloopt verlopen vervalt vervaldatum geldig tot ende enddatum endet ablauf ablaufdatum gultig gueltig bis fin \
         echeance jusqu caducidad caduca vence vencimiento hasta scadenza scade fine fino",
    ),
    (
        M::Able,
        "ok oke contactable contactables contactabile contactbaar contacteerbaar mailbaar mailbar emailable mailable \
         reachable marketable sendable bereikbaar benaderbaar erreichbar kontaktierbar anschreibbar joignable raggiungibile \
         contattabile contactibile alcanzable",
    ),
    (
        M::Preference,
        "preference preferences preferred prefers voorkeur voorkeuren praferenz praferenzen praeferenz praeferenzen \
         bevorzugt bevorzugte preferencia preferencias preferido preferenza preferenze preferito prefere preferee",
    ),
    (
        M::Undone,
        "check checked checks passed scrubbed screened removed remove gecontroleerd controle verwijderd opgeheven gepruft \
         geprueft pruefung prufung entfernt aufgehoben verifie supprime supprimee levee comprobado eliminado eliminada \
         quitado controllato rimosso rimossa",
    ),
    (
        M::Confirmed,
        "confirmed confirm confirmation confirms double doi bevestigd bevestiging bestatigt bestaetigt bestatigung bestaetigung bevestigingsdatum confirme confirmee confirmado confirmada confermato confermata confermati confirmacion conferma validated doubleoptin",
    ),
    (
        M::Gone,
        "deceased died death overleden overlijdensdatum verstorben gestorben sterbedatum todesdatum decede decedee deces fallecido \
         fallecida defuncion deceduto deceduta decesso deleted deletion geloscht geloescht loschdatum effacee erased erase anonymized \
         anonymised geanonimiseerd anonymisiert anonymisee anonimizado anonimizzato",
    ),
    (
        M::Reason,
        "reason reasons reden redenen grund gruende grunde motif motifs raison motivo motivos razon ragione why cause",
    ),
    (
        M::Detail,
        "source sources ip url link links href method id ids uid key code hash token campaign campaigns title titel name naam \
         count counts number numbers nr num anzahl aantal nombre numero quantity total opened opens open clicks clicked click \
         sent send sending enviar mandar inviare senden envoyer versturen zenden delivered received verzonden geopend \
         gesendet geoffnet geklickt frequency frequentie haufigkeit \
         language taal sprache langue template version versie level type typ types kind format form formulier page website \
         device browser agent user comment notes note text wording document file quelle bron herkunft origine herkomst \
         origen fuente fonte plan price prijs preis product sku interval cycle label labels display provider domain subject \
         verified valid validation rating score rate percentage revenue location country city \
         segment segments tag tags groups group kampagne kanal nummer",
    ),
    (
        M::Law,
        "gdpr avg dsgvo rgpd lopd privacy datenschutz ccpa casl pecr uavg",
    ),
    (
        M::Purpose,
        "terms conditions voorwaarden agb cgv cgu tos condiciones condizioni policy cookie cookies photo foto fotos photos bild \
         bilder image images video medical medisch loyalty analytics tracking tracked \
         personalization personalisation processing verarbeitung verwerking traitement tratamiento trattamento sharing \
         parental guardian treatment travel age contract nutzungsbedingungen datenschutzerklarung statement sale refund \
         returns substitution gift tax credit debit sepa payment sell",
    ),
    (
        M::Service,
        "order orders bestelling bestellingen bestellung bestellungen commande commandes pedido pedidos ordine ordini review \
         reviews beoordeling beoordelingen bewertung bewertungen avis resena resenas recensione recensioni shipping shipment \
         versand verzending livraison livraisons envio envios spedizione spedizioni delivery levering bezorging lieferung \
         entrega consegna transactional transactionele transactionnel transactionnels transaktional transaccional \
         transaccionales transazionali reminder reminders herinnering herinneringen erinnerung erinnerungen rappel rappels \
         recordatorio recordatorios promemoria appointment appointments afspraak rendezvous profiling profilazione profilering \
         profilage perfilado abandoned cart",
    ),
    (
        M::Notice,
        "notification notifications alert alerts melding meldingen notifiche notificaciones benachrichtigung benachrichtigungen \
         updates message messages messaging berichten nachrichten",
    ),
    (
        M::Third,
        "partner partners derden dritte dritter tiers terceros terzi affiliates sponsors",
    ),
    (M::YesNo, "yes ja nee nein oui si y n j true false"),
    (
        M::Place,
        "street straat strasse rue city zip postcode province house huisnummer address adres adresse addresses direccion \
         indirizzo anschrift adressen adressse line",
    ),
    (
        M::Filler,
        "the of to for from our your my i me we us de het der die das den dem des du la les el los las il lo gli un une een ein \
         eine einen a an and or und oder et ou y e ed en of o da dei del della di per par por via by mit met avec con in is has \
         have was been be are heeft ist hat a ete esta es ha per customer customers client clients kunde kunden klant klanten \
         cliente clienti clientes user users gebruiker profile person people member members mitglied account general \
         flag option choice setting settings current list lists lijst liste lista listen value val field wishes s n l d \
         channel crm shop store mailchimp hubspot klaviyo brevo register direct online electronic \
         electronique elettronica electronica electronicas electroniques elettroniche elektronische our regarding information \
         info news nieuws center centre hard soft werden worden word wordt werd etre ser essere last laatst \
         laatste letzte derniere dernier ultima ultimo personal voor door naar over uit an zu zur zum im bei ueber uber \
         pour sur dans chez para sobre su nostro nostra nostri nuestra nuestro notre nos onze ons unser unsere unseren",
    ),
];

static LEXICON: LazyLock<HashMap<&'static str, Means>> = LazyLock::new(|| {
    let mut lexicon = HashMap::new();
    for (means, words) in WORDS {
        for word in words.split_whitespace() {
            lexicon.entry(word).or_insert(*means);
        }
    }
    lexicon
});

/// What a word says; none for one that is not known.
pub(crate) fn means(word: &str) -> Option<Means> {
    // German binds its words with an s: *Bestätigungsdatum*, *Abmeldungsgrund*.
    let bound = || word.strip_suffix('s').filter(|word| word.ends_with("ung"));
    LEXICON.get(word).or_else(|| LEXICON.get(bound()?)).copied()
}

/// Pieces of words that are written as one and are no word by themselves.
const PIECES: &[&str] = &[
    "opt", "opted", "out", "do", "work", "private", "business", "owner", "billing", "invoice", "sales", "manager",
    "company",
];

/// The known words that an unknown one is made of, the fewest of them, where it is made of nothing else:
/// `hasoptedoutofemail`. The longest piece is a word of its own, so that no ordinary word falls to pieces.
pub(crate) fn taken_apart(word: &str) -> Option<Vec<&str>> {
    if word.len() < 6 || word.len() > 60 || !word.is_ascii() || means(word).is_some() {
        return None;
    }
    let known = |piece: &str| piece.len() > 1 && (means(piece).is_some() || PIECES.contains(&piece));
    // The fewest pieces that end at each place, with the beginning of the last.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
    best[0] = Some((0, 0));
    for end in 1..=word.len() {
        for start in 0..end {
            let Some((pieces, _)) = best[start] else { continue };
            if known(&word[start..end]) && best[end].is_none_or(|(fewest, _)| pieces + 1 < fewest) {
                best[end] = Some((pieces + 1, start));
            }
        }
    }
    let (mut parts, mut end) = (Vec::new(), word.len());
    best[end]?;
    while end > 0 {
        let (_, start) = best[end]?;
        parts.push(&word[start..end]);
        end = start;
    }
    parts.reverse();
    let tells = |part: &&str| part.len() > 2 && !matches!(means(part), None | Some(M::Filler | M::Detail | M::When));
    parts.iter().any(tells).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_taken_apart_only_into_known_ones() {
        let of = |word| taken_apart(word).map(|parts| parts.join(" "));
        assert_eq!(of("hasoptedoutofemail").as_deref(), Some("has opted out of email"));
        assert_eq!(of("donotcallphone").as_deref(), Some("donot call phone"));
        assert_eq!(of("emailoptin").as_deref(), Some("email optin"));
        assert_eq!(
            of("isnewslettersubscribed").as_deref(),
            Some("is newsletter subscribed")
        );
        assert_eq!(of("werbewiderspruch").as_deref(), Some("werbe widerspruch"));
        for whole in [
            "newsletter",
            "customer",
            "discount",
            "nationality",
            "information",
            "loyaltypoints",
            "achternaam",
        ] {
            assert_eq!(of(whole), None, "{whole}");
        }
    }
}
