# Alle woorden die mensen zien, Nederlands. Het venster en de opdrachtregel lezen hetzelfde bestand; `en.ftl` heeft dezelfde sleutels.

## Wat het tegenhield: wat er gebeurde, waar, wat te doen. Of er iets is verzonden, wordt erna gezegd (sent-*).

problem-file-missing = “{ $name }” staat niet meer waar het stond. Misschien is het verplaatst of hernoemd.
    .action = Bestand opnieuw kiezen
problem-file-denied = Deze computer laat Profile Courier “{ $name }” niet lezen. Sluit het in andere programma’s, of kopieer het naar uw eigen map.
    .action = Ander bestand kiezen
problem-file-not-regular = “{ $name }” is geen bestand maar een map of een apparaat. Kies het bestand erin.
    .action = Bestand kiezen
problem-file-unreadable = Het lezen van “{ $name }” brak halverwege af. Staat het op een netwerkschijf of stick, kopieer het dan eerst naar deze computer.
    .action = Bestand opnieuw kiezen
problem-file-growing = “{ $name }” wordt nog geschreven. Er is niets verzonden. Het wordt opnieuw geprobeerd zodra de export klaar is.
problem-file-empty = “{ $name }” is leeg. Exporteer het opnieuw en kijk of de export klaar was.
    .action = Ander bestand kiezen
problem-file-header-only = “{ $name }” heeft kolomnamen en daaronder geen klanten. Controleer het filter van de export.
    .action = Ander bestand kiezen
problem-files-differ = “{ $name }” hebben andere kolommen, en zijn niet de klanten en adressen van Commerce. Upload ze na elkaar.
problem-sheet-too-large = Het blad in “{ $name }” is te groot om te openen. Kies in Excel Opslaan als, en dan CSV UTF-8.
problem-file-not-table = { $kind ->
        [xlsx] “{ $name }” is een Excel-werkmap zonder tabel erin. Kies de werkmap met de klanten.
        [xls] “{ $name }” is een oude Excel-werkmap. Kies in Excel Opslaan als, en dan CSV UTF-8.
        [ods] “{ $name }” is een rekenblad. Sla het op als CSV, in UTF-8.
        [zip] “{ $name }” is een ingepakte map zonder precies één CSV erin. Pak die uit en kies de CSV.
        [gzip] “{ $name }” is ingepakt. Pak het uit en kies de CSV erin.
        [html] “{ $name }” is een webpagina, vaak de aanmeldpagina van een winkel waar de sessie was verlopen. Meld u aan en exporteer opnieuw.
        [json] “{ $name }” is JSON, geen tabel. Exporteer het als CSV.
        [xml] “{ $name }” is XML, geen tabel. Exporteer het als CSV.
        [excel_lock] “{ $name }” is het kleine bestand dat Excel naast een open werkmap bewaart. Kies de CSV van de werkmap.
        [git_lfs] “{ $name }” wijst alleen naar het echte bestand. Haal eerst het echte bestand op.
        [all_nul] “{ $name }” heeft zijn volle grootte en geen inhoud: het kopiëren is mislukt. Kopieer of exporteer het opnieuw.
        [utf32] “{ $name }” staat in een tekstvorm (UTF-32) die niet wordt gelezen. Sla het op als CSV, in UTF-8.
       *[other] “{ $name }” is geen tabel met tekst. Exporteer uw klanten als CSV.
    }
    .action = Ander bestand kiezen
problem-record-too-large = De klant die op regel { $line } begint, is groter dan 8 MB. Een aanhalingsteken dat nergens sluit, kan de regels eronder hebben opgeslokt.
    .action = Ander bestand kiezen
problem-columns-too-many = Het bestand heeft { $count } kolommen; 10.000 is het meeste. Misschien is het gekanteld geëxporteerd.
    .action = Ander bestand kiezen
problem-header-too-long = De naam van kolom { $index } is langer dan 512 tekens. Kijk of de eerste regel de kolomnamen bevat.
    .action = Ander bestand kiezen
problem-source-changed = “{ $name }” is gewijzigd nadat het was gecontroleerd. Controleer het opnieuw, zodat u ziet wat er wordt verzonden.
    .action = Opnieuw controleren
problem-email-column-missing = Geen kolom gaat naar het e-mailadres. Dat verbindt een klant met het profiel. Kies de kolom waarin het staat.
    .action = Kolom kiezen
problem-column-missing = De koppeling gebruikt een kolom “{ $column }” die dit bestand niet heeft. Kies er een andere kolom voor, of laat die weg.
    .action = Kolommen bekijken
problem-namespace-unknown = Uw organisatie heeft geen identiteitsnaamruimte “{ $namespace }”. Kies er een die zij wel heeft.
    .action = Kolommen bekijken
problem-field-unknown = Adobe kent in deze dataset geen veld “{ $field }”. Kies een ander veld.
    .action = Kolommen bekijken
problem-column-blocked = Kolom “{ $column }” bevat wachtwoorden of sleutels. Die wordt nooit verzonden; haal haar uit de koppeling.
    .action = Kolommen bekijken
problem-mapping-unreadable = De koppeling is niet te lezen: { $reason }
problem-question-open = Er staat een vraag open over kolom “{ $column }”. Beantwoord die eerst.
    .action = Beantwoorden
problem-nothing-to-send = Elke rij viel af, dus er is niets te verzenden. Bekijk de redenen onder Kunnen niet mee.
    .action = Redenen bekijken
problem-output-not-empty = In de map “{ $name }” staan al bestanden. Kies een lege map.
problem-disk-full = De schijf is vol. Maak ruimte vrij en probeer het opnieuw.
    .action = Opnieuw proberen
problem-write-denied = Deze computer laat Profile Courier “{ $name }” niet schrijven. Kies een andere map.
    .action = Opnieuw proberen
problem-output-is-source = “{ $name }” wordt hier gelezen: eroverheen schrijven zou klanten kosten. Kies een andere naam.
    .action = Opnieuw proberen
problem-history-newer = De geschiedenis op deze computer is gemaakt door een nieuwere Profile Courier. Werk deze bij, en uw uploads zijn terug.
problem-history-unusable = De geschiedenis op deze computer kan niet worden geopend. Het bestand is mogelijk beschadigd; in Adobe is niets veranderd.
problem-platform-unreachable = { $cause ->
    [untrusted] Wie voor Adobe antwoordt, kan niet bewijzen Adobe te zijn; er is dus niets aan verteld. Vaak kijkt een bedrijfsnetwerk in alle verbindingen mee, of staat de klok van deze computer verkeerd. Probeer een ander netwerk, of vraag uw beheerder om adobelogin.com en adobe.io met rust te laten.
    [proxy] De proxy van dit netwerk laat de verbinding niet door. Meld u erbij aan, probeer een ander netwerk, of vraag uw beheerder om adobelogin.com en adobe.io door te laten.
   *[other] Adobe antwoordt niet. Controleer de internetverbinding en probeer het opnieuw.
}
    .action = Opnieuw proberen
problem-platform-unexpected = Adobe gaf een antwoord dat hier niet wordt verwacht ({ $status }). Probeer het straks opnieuw; blijft het, dan helpen de details wie ernaar kijkt.
    .action = Opnieuw proberen
problem-part-too-large = Adobe neemt alleen kleinere verzoeken dan dit aan, en het kan niet kleiner. Er is niets van aangenomen. Probeer het later opnieuw; blijft het, dan helpen de details wie ernaar kijkt.
    .action = Opnieuw proberen
problem-rate-limited = Adobe blijft vragen om rustiger aan te doen. Probeer het over een kwartier opnieuw.
    .action = Opnieuw proberen
problem-sign-in-refused = Adobe weigert de aanmelding. Het geheim is mogelijk verlopen. Vraag uw beheerder om een nieuw.
    .action = Verbindingen openen
problem-consent-lookup-refused = Deze verbinding mag geen klanten opzoeken in de profielen van sandbox “{ $sandbox }”, dus niemand kan zeggen wie intussen bezwaar heeft gemaakt. Er is niets verzonden. Vraag uw beheerder om toegang tot profielen, of zet “Toestemming opzoeken vóór het verzenden” uit voor deze verbinding: wie elders bezwaar maakte, wordt dan opnieuw ingeschreven.
    .action = Verbindingen openen
problem-consent-lookup-failed = Klanten konden niet worden opgezocht in profielen, dus niemand kan zeggen wie intussen bezwaar heeft gemaakt. Er is niets verzonden. Probeer het over een tijdje opnieuw, of zet “Toestemming opzoeken vóór het verzenden” uit voor deze verbinding: wie elders bezwaar maakte, wordt dan opnieuw ingeschreven.
    .action = Opnieuw proberen
problem-not-permitted = Deze verbinding mag dit niet in sandbox “{ $sandbox }”. Vraag uw beheerder om toegang.
    .action = Verbindingen openen
problem-connection-unknown = Er is geen verbinding met de naam “{ $connection }”.
    .action = Verbindingen openen
problem-sandbox-unknown = Er is geen sandbox met de naam “{ $sandbox }”, of deze verbinding mag die niet zien.
    .action = Verbindingen openen
problem-dataset-unknown = De dataset “{ $dataset }” is er niet meer, of deze verbinding mag die niet zien.
    .action = Verbindingen openen
problem-dataset-not-for-profile = De dataset “{ $dataset }” staat niet aan voor profielen, dus klanten zouden daar niet worden gezien. Vraag uw beheerder om dat aan te zetten.
    .action = Verbindingen openen
problem-connection-name-taken = Er is al een verbinding “{ $connection }”, of die naam kan niet. Kies een naam die geen andere verbinding heeft.
problem-target-not-chosen = Verbinding “{ $connection }” zegt nog niet waar klanten heen gaan. Kies de sandbox en de dataset.
    .action = Verbindingen openen
problem-production-unconfirmed = Sandbox “{ $sandbox }” bevat echte klanten. De eerste upload daarheen vraagt u de naam te typen.
    .action = Terug naar de upload
problem-region-unknown = Adobe heeft geen regio “{ $region }”. Laat het veld leeg, of gebruik de regio die Adobe uw organisatie gaf, zoals nld2.
    .action = Verbindingen openen
problem-credentials-unusable = { $fault ->
        [not_console] { fault-not-console }
        [no_credential] { fault-no-credential }
        [only_jwt] { fault-only-jwt }
        [only_others] { fault-only-others }
        [client_id_missing] { fault-client-id-missing }
        [secret_missing] { fault-secret-missing }
        [org_id_missing] { fault-org-id-missing }
       *[forgotten] { fault-forgotten }
    }
    .action = Verbindingen openen
problem-keychain-locked = De sleutelhanger van deze computer is vergrendeld, dus het clientgeheim kan niet worden gelezen of bewaard. Ontgrendel die en probeer het opnieuw.
    .action = Verbindingen openen
problem-browser-unavailable = Niets op deze computer heeft het geopend. Ga zelf naar { $address }.
problem-part-missing = “{ $name }” staat niet bij het programma. Het komt met de geïnstalleerde app; in een kopie van de broncode bouwt “make manual” het.
problem-clipboard-unavailable = Het klembord is niet bereikbaar, dus er is niets gekopieerd. Probeer het opnieuw.
problem-keychain-absent = Deze computer heeft geen sleutelhanger die het clientgeheim kan bewaren. Stel er een in, of bewaar het geheim tot het programma stopt.
    .action = Verbindingen openen
problem-secret-missing = Het clientgeheim van verbinding “{ $connection }” staat niet meer op deze computer. Voer het opnieuw in.
    .action = Verbindingen openen
problem-secret-too-long = Het clientgeheim is langer dan een sleutelhanger kan bewaren. Kopieer het opnieuw uit Developer Console, zonder iets eromheen.
    .action = Verbindingen openen
problem-name-taken = Iets anders in Adobe heet al “{ $name }”, of die naam kan niet. Kies een andere naam.
problem-counts-differ = Er zijn { $sent } klanten overgedragen en Adobe telt er { $counted }. De geschiedenis bewaart beide getallen; kijk in Adobe voordat u dit bestand opnieuw verzendt.
    .action = Geschiedenis openen
problem-interrupted = Profile Courier stopte midden in de upload, voordat er iets was gepubliceerd. Voer hem opnieuw uit.
    .action = Bestand opnieuw openen
problem-batch-failed = Adobe heeft niets overgenomen: { $reason }
    .action = Opnieuw proberen
problem-batch-stalled = Adobe werkt uit zichzelf niet verder aan deze upload. Die kan nog aankomen; vraag Adobe naar batch { $batch }.
problem-other-run-active = Er gaat een andere upload naar dezelfde dataset. Deze kan beginnen als die klaar is.
    .action = Opnieuw proberen
problem-older-file = “{ $name }” is ouder dan “{ $sent }”, dat eerder naar deze dataset ging. Klanten die in allebei staan zouden teruggaan naar wat ze waren. Er is niets verzonden.
    .action = Bestand opnieuw controleren
problem-history-reset = De geschiedenis op deze computer was beschadigd en is opnieuw begonnen. Er wordt niets geüpload voordat u hebt gezien wat er terugkwam: open Profile Courier, of voer courier history --seen uit.
problem-history-not-kept = Alles is verzonden, maar deze computer kon het niet opschrijven; misschien is de schijf vol. Maak ruimte; de volgende start zoekt het vanzelf op bij Adobe.
problem-practice-unavailable = Het oefenplatform op deze computer is niet gestart. Sluit Profile Courier en open het opnieuw.
    .action = Opnieuw proberen
problem-row-not-sent = Rij { $row } staat niet in het bestand, of zou niet meegaan. Controleer het bestand om te zien waarom.
problem-fields-unusable = Deze velden kunnen niet worden gemaakt: { $reason }
problem-schema-not-own = Het schema “{ $schema }” is niet van uw eigen organisatie, dus er kunnen geen velden bij. Kies een dataset met een schema dat uw organisatie heeft gemaakt.
problem-not-confirmed = Dit kan niet ongedaan worden gemaakt, en niemand heeft het bevestigd.
problem-nothing-to-verify = Van deze upload is niets geaccepteerd, dus er kan niemand worden opgezocht.
problem-rows-rejected = { $rejected } van { $rows } rijen kunnen niet worden verzonden, meer dan de planning toestaat. Er is niets verzonden. Bekijk de rijen en voer daarna toch uit, of verbeter het bestand.
    .action = Planningen openen
problem-rows-fewer = Het bestand heeft { $rows } rijen; de vorige keer waren het er { $before }. Er is niets verzonden. Kijk of de export compleet is en voer daarna toch uit.
    .action = Planningen openen
problem-address-refused = { $status ->
    [0] Het webadres van het bestand kan niet worden gebruikt. Er is niets verzonden. Controleer het adres in de planning.
   *[other] Het webadres gaf het bestand niet (antwoord { $status }). Er is niets verzonden. Open het adres in een browser om te zien wat het geeft.
  }
problem-flow-unknown = Er is op deze computer geen dataflow “{ $flow }”.
problem-flow-too-often = Experience Platform voert een dataflow hooguit elke 15 minuten uit. Kies een langere tijd.
problem-flow-needs-identity-field = Deze dataset haalt identiteiten uit een lijst die de mapper van Adobe niet kan maken. Er is niets overgedragen. Kies een dataset waarvan het schema het e-mailadres als primaire identiteit heeft, of upload vanaf deze computer.
problem-flow-differs = De mapper van Adobe maakt iets anders van deze velden: { $fields }. Er is niets overgedragen. Bekijk ze in het voorbeeld en pas de koppeling aan, of ga toch door.
problem-flow-outdated = Wat er zou landen heeft andere kolommen dan de dataflow “{ $flow }” aanneemt. Er is niets overgedragen. Gebruik de koppeling van de dataflow of maak een nieuwe.
problem-address-endless = Het webadres stuurde meer dan 10 GB, of langer dan een half uur. Er is niets verzonden. Vraag om een adres dat het bestand meteen geeft, of haal het zelf op en kies de map ervan in de planning.
problem-schedule-unknown = Er is geen planning “{ $schedule }”.
problem-schedule-unusable = De planning kan nog niet worden bewaard. { $fault ->
    [name_taken] Een andere heeft deze naam.
   *[other] Er ontbreekt iets, of iets kan niet worden gebruikt.
  }
problem-timer-refused = De timer van dit systeem kon niet worden omgezet. Laat Profile Courier in plaats daarvan met de computer starten.
problem-slot-not-held = Hierover heeft iemand al beslist.
problem-run-unknown = Die upload staat niet in de geschiedenis van deze computer.
    .action = Geschiedenis openen
problem-cancelled = Gestopt, zoals u vroeg.
    .action = Opnieuw beginnen
problem-internal = Er ging iets mis in Profile Courier. Dat is onze fout, niet die van u.
    .action = Opnieuw proberen

## Of er iets op het platform is aangekomen

sent-nothing = Er is niets verzonden.
sent-maybe = Een deel is mogelijk aangekomen. De geschiedenis toont wat bekend is.

## Wat in het bestand is gezien. `finding-…` telt, `finding-…-row` is de reden van één rij.

finding-email-missing = { $count ->
        [one] { $count } rij zonder e-mailadres
       *[other] { $count } rijen zonder e-mailadres
    }
finding-email-missing-row = Geen e-mailadres
finding-email-invalid = { $count ->
        [one] { $count } e-mailadres dat niet compleet is
       *[other] { $count } e-mailadressen die niet compleet zijn
    }
finding-email-invalid-row = Het e-mailadres is niet compleet
finding-email-hashed = { $count ->
        [one] { $count } e-mailadres dat gehasht is
       *[other] { $count } e-mailadressen die gehasht zijn
    }
finding-email-hashed-row = Hier staat een hash van het e-mailadres, niet het adres zelf
finding-required-missing = { $count ->
        [one] { $count } rij zonder een waarde die nodig is
       *[other] { $count } rijen zonder een waarde die nodig is
    }
finding-required-missing-row = Een waarde die nodig is, ontbreekt
finding-cells-missing = { $count ->
        [one] { $count } rij die te vroeg ophoudt
       *[other] { $count } rijen die te vroeg ophouden
    }
finding-cells-missing-row = De rij houdt te vroeg op
finding-cells-extra = { $count ->
        [one] { $count } rij met meer cellen dan kolommen
       *[other] { $count } rijen met meer cellen dan kolommen
    }
finding-cells-extra-row = Meer cellen dan er kolommen zijn
finding-address-orphan = { $count ->
        [one] { $count } adres dat bij geen klant hoort
       *[other] { $count } adressen die bij geen klant horen
    }
finding-address-orphan-row = Een adres zonder klant erboven
finding-cell-too-large = { $count ->
        [one] { $count } rij met een cel groter dan 1 MB
       *[other] { $count } rijen met een cel groter dan 1 MB
    }
finding-cell-too-large-row = Eén cel is groter dan 1 MB
finding-record-too-large = { $count ->
        [one] { $count } klant groter dan Adobe aanneemt
       *[other] { $count } klanten groter dan Adobe aanneemt
    }
finding-record-too-large-row = Groter dan de 100 KB die Adobe aanneemt
finding-value-rejected = { $count ->
        [one] { $count } rij afgevallen omdat een waarde niet te lezen is
       *[other] { $count } rijen afgevallen omdat een waarde niet te lezen is
    }
finding-value-rejected-row = Een waarde is niet te lezen
finding-date-unreadable = { $count ->
        [one] { $count } cel die geen datum is
       *[other] { $count } cellen die geen datum zijn
    }
finding-date-unreadable-row = Geen datum
finding-date-implausible = { $count ->
        [one] { $count } geboortedatum die niet kan kloppen
       *[other] { $count } geboortedatums die niet kunnen kloppen
    }
finding-date-implausible-row = Een geboortedatum in de toekomst, of meer dan 120 jaar geleden
finding-date-time-unreadable = { $count ->
        [one] { $count } cel die geen datum met tijd is
       *[other] { $count } cellen die geen datum met tijd zijn
    }
finding-date-time-unreadable-row = Geen datum met tijd
finding-number-unreadable = { $count ->
        [one] { $count } cel die geen getal is
       *[other] { $count } cellen die geen getal zijn
    }
finding-number-unreadable-row = Geen getal
finding-number-out-of-range = { $count ->
        [one] { $count } getal te groot of te klein voor zijn veld
       *[other] { $count } getallen te groot of te klein voor hun veld
    }
finding-number-out-of-range-row = Te groot of te klein voor het veld
finding-boolean-unreadable = { $count ->
        [one] { $count } cel die geen ja en geen nee is
       *[other] { $count } cellen die geen ja en geen nee zijn
    }
finding-boolean-unreadable-row = Geen ja en geen nee
finding-value-not-listed = { $count ->
        [one] { $count } waarde die het veld niet aanneemt
       *[other] { $count } waarden die het veld niet aanneemt
    }
finding-value-not-listed-row = Geen van de waarden die het veld aanneemt
finding-value-malformed = { $count ->
        [one] { $count } waarde in een vorm die het veld niet aanneemt
       *[other] { $count } waarden in een vorm die het veld niet aanneemt
    }
finding-value-malformed-row = Niet in de vorm die het veld vraagt
finding-value-too-long = { $count ->
        [one] { $count } waarde langer dan haar veld
       *[other] { $count } waarden langer dan hun veld
    }
finding-value-too-long-row = Langer dan het veld aanneemt
finding-phone-unreadable = { $count ->
        [one] { $count } telefoonnummer dat niet te lezen is
       *[other] { $count } telefoonnummers die niet te lezen zijn
    }
finding-phone-unreadable-row = Geen telefoonnummer
finding-country-unknown = { $count ->
        [one] { $count } land dat niet bekend is
       *[other] { $count } landen die niet bekend zijn
    }
finding-country-unknown-row = Een land dat niet bekend is
finding-spreadsheet-damage = { $count ->
        [one] { $count } getal dat een rekenblad heeft ingekort
       *[other] { $count } getallen die een rekenblad heeft ingekort
    }
finding-spreadsheet-damage-row = Ingekort door een rekenblad; de cijfers zijn weg
finding-text-undecodable = { $count ->
        [one] { $count } cel met tekens die niet te lezen zijn
       *[other] { $count } cellen met tekens die niet te lezen zijn
    }
finding-text-undecodable-row = Tekens die niet te lezen zijn
finding-quote-unclosed = { $count ->
        [one] { $count } aanhalingsteken dat nergens sluit
       *[other] { $count } aanhalingstekens die nergens sluiten
    }
finding-quote-unclosed-row = Een aanhalingsteken dat nergens sluit
finding-header-duplicate = { $count ->
        [one] { $count } kolomnaam die twee keer voorkomt
       *[other] { $count } kolomnamen die twee keer voorkomen
    }
finding-header-duplicate-row = Deze kolomnaam komt twee keer voor
finding-header-blank = { $count ->
        [one] { $count } kolom zonder naam
       *[other] { $count } kolommen zonder naam
    }
finding-header-blank-row = Deze kolom heeft geen naam
finding-email-normalised = { $count ->
        [one] { $count } e-mailadres in kleine letters
       *[other] { $count } e-mailadressen in kleine letters
    }
finding-email-normalised-row = In kleine letters, zonder spaties eromheen
finding-duplicate-merged = { $count ->
        [one] { $count } dubbele rij samengevoegd
       *[other] { $count } dubbele rijen samengevoegd
    }
finding-blank-filled = { $count ->
        [one] { $count } lege cel aangevuld uit een andere rij van dezelfde klant
       *[other] { $count } lege cellen aangevuld uit andere rijen van dezelfde klant
    }
finding-blank-filled-row = Aangevuld uit een andere rij van dezelfde klant
finding-consent-conflict = { $count ->
        [one] { $count } klant bij wie het bestand zichzelf over toestemming tegenspreekt; de strengste wordt verzonden
       *[other] { $count } klanten bij wie het bestand zichzelf over toestemming tegenspreekt; de strengste wordt verzonden
    }
finding-consent-conflict-row = Het bestand spreekt zichzelf tegen over de toestemming van deze klant; de strengste wordt verzonden
finding-duplicate-merged-row = Samengevoegd met een latere rij van dezelfde klant
finding-address-joined = { $count ->
        [one] { $count } adres bij zijn klant gevoegd
       *[other] { $count } adressen bij hun klant gevoegd
    }
finding-address-joined-row = Bij de klant erboven gevoegd
finding-date-zero = { $count ->
        [one] { $count } keer “geen datum” weggelaten
       *[other] { $count } keer “geen datum” weggelaten
    }
finding-date-zero-row = Betekent “geen datum”, weggelaten
finding-missing-marker = { $count ->
        [one] { $count } woord voor “niets” weggelaten
       *[other] { $count } woorden voor “niets” weggelaten
    }
finding-missing-marker-row = Betekent “niets”, weggelaten
finding-email-shared = { $count ->
        [one] { $count } rij met het e-mailadres van een ander klantnummer
       *[other] { $count } rijen met het e-mailadres van een ander klantnummer
    }
finding-email-shared-row = Een ander klantnummer heeft hetzelfde e-mailadres
finding-identity-conflict = { $count ->
        [one] { $count } rij waarvan het klantnummer ook bij iemand anders staat
       *[other] { $count } rijen waarvan het klantnummer ook bij iemand anders staat
    }
finding-identity-conflict-row = Hetzelfde nummer staat op een rij met een andere naam, geboortedatum of ander e-mailadres
finding-identity-known-otherwise = { $count ->
        [one] { $count } rij waarvan het nummer eerder met een ander e-mailadres is verzonden
       *[other] { $count } rijen waarvan het nummer eerder met een ander e-mailadres is verzonden
    }
finding-identity-known-otherwise-row = Dit nummer is eerder met een ander e-mailadres verzonden
finding-consent-unreadable = { $count ->
        [one] { $count } rij waarvan het woord over toestemming niet wordt begrepen
       *[other] { $count } rijen waarvan het woord over toestemming niet wordt begrepen
    }
finding-consent-unreadable-row = Wat deze cel over toestemming zegt, wordt niet begrepen: het kan een bezwaar zijn
finding-secret-in-cell = { $count ->
        [one] { $count } rij met een cel die op een hash van een wachtwoord of een token lijkt
       *[other] { $count } rijen met een cel die op een hash van een wachtwoord of een token lijkt
    }
finding-secret-in-cell-row = Deze cel lijkt op een hash van een wachtwoord of een token: de cellen van de rij zijn misschien verschoven
finding-consent-would-return = { $count ->
        [one] { $count } ja van iemand die bezwaar heeft gemaakt
       *[other] { $count } keer een ja van iemand die bezwaar heeft gemaakt
    }
finding-consent-would-return-row = Van deze persoon is een bezwaar bekend, en niets bewijst dat dit ja nieuwer is
finding-consent-open = { $count ->
        [one] { $count } toestemming die op antwoord wacht
       *[other] { $count } toestemmingen die op antwoord wachten
    }
finding-consent-open-row = Deze toestemming wacht op antwoord, dus daarover wordt niets verzonden
finding-duplicate-differs = { $count ->
        [one] { $count } rij met het e-mailadres van iemand met een andere naam of geboortedatum
       *[other] { $count } rijen met het e-mailadres van iemand met een andere naam of geboortedatum
    }
finding-duplicate-differs-row = Hetzelfde adres staat op een rij met een andere voornaam of geboortedatum; alleen de nieuwste rij wordt verzonden
finding-identity-placeholder = { $count ->
        [one] { $count } nummer dat voor niemand staat
       *[other] { $count } nummers die voor niemand staan
    }
finding-identity-placeholder-row = Dit nummer staat voor niemand, dus het onderscheidt niemand
finding-date-order-mixed = { $count ->
        [one] { $count } datum die haar kolom tegenspreekt
       *[other] { $count } datums die hun kolom tegenspreken
    }
finding-date-order-mixed-row = Past alleen bij een andere volgorde van dag en maand dan de kolom
finding-date-default = { $count ->
        [one] { $count } datum die op “geen datum” lijkt (1900 of 1970)
       *[other] { $count } datums die op “geen datum” lijken (1900 of 1970)
    }
finding-date-default-row = 1 januari 1900 of 1970, zoals programma’s “geen datum” schrijven
finding-phone-further = { $count ->
        [one] { $count } cel met een tweede telefoonnummer
       *[other] { $count } cellen met een tweede telefoonnummer
    }
finding-phone-further-row = Een tweede telefoonnummer, dat niet wordt verzonden
finding-email-further = { $count ->
        [one] { $count } cel met een tweede e-mailadres
       *[other] { $count } cellen met een tweede e-mailadres
    }
finding-email-further-row = Een tweede e-mailadres, dat niet wordt verzonden
finding-email-typo = { $count ->
        [one] { $count } e-mailadres dat verkeerd gespeld lijkt
       *[other] { $count } e-mailadressen die verkeerd gespeld lijken
    }
finding-email-typo-row = Lijkt verkeerd gespeld; wordt verzonden zoals het er staat
finding-email-role = { $count ->
        [one] { $count } e-mailadres van een afdeling (info@)
       *[other] { $count } e-mailadressen van afdelingen (info@)
    }
finding-email-role-row = Een adres van een afdeling, niet van een persoon
finding-email-placeholder = { $count ->
        [one] { $count } e-mailadres dat voor “geen” staat (test@, .example)
       *[other] { $count } e-mailadressen die voor “geen” staan (test@, .example)
    }
finding-email-placeholder-row = Een adres dat voor “geen” staat
finding-email-anonymised = { $count ->
        [one] { $count } klant die anoniem is gemaakt
       *[other] { $count } klanten die anoniem zijn gemaakt
    }
finding-email-anonymised-row = De klant is anoniem gemaakt
finding-email-on-websites = { $count ->
        [one] { $count } e-mailadres op meer dan één website van de winkel
       *[other] { $count } e-mailadressen op meer dan één website van de winkel
    }
finding-email-on-websites-row = Het adres heeft accounts op meer websites, die één persoon worden
finding-text-mojibake = { $count ->
        [one] { $count } tekst die verkeerd is omgezet (JosÃ©)
       *[other] { $count } teksten die verkeerd zijn omgezet (JosÃ©)
    }
finding-text-mojibake-row = Is verkeerd omgezet voordat het hier kwam
finding-missing-marker-kept = { $count ->
        [one] { $count } woord voor “niets” dat wordt verzonden
       *[other] { $count } woorden voor “niets” die worden verzonden
    }
finding-missing-marker-kept-row = Lijkt op “niets”, maar wordt als tekst verzonden
finding-spreadsheet-repaired = { $count ->
        [one] { $count } waarde ontdaan van tekens van een rekenblad
       *[other] { $count } waarden ontdaan van tekens van een rekenblad
    }
finding-spreadsheet-repaired-row = Tekens van een rekenblad zijn weggehaald
finding-text-repaired = { $count ->
        [one] { $count } verkeerd omgezette tekst hersteld
       *[other] { $count } verkeerd omgezette teksten hersteld
    }
finding-text-repaired-row = Verkeerd omgezette tekst is hersteld
finding-date-time-gap = { $count ->
        [one] { $count } tijd die de klok oversloeg, een uur later genomen
       *[other] { $count } tijden die de klok oversloeg, een uur later genomen
    }
finding-date-time-gap-row = De klok sloeg deze tijd over; een uur later is bedoeld
finding-do-not-upload = { $count ->
        [one] { $count } klant op uw lijst van niet te uploaden
       *[other] { $count } klanten op uw lijst van niet te uploaden
    }
finding-do-not-upload-row = Staat op uw lijst van niet te uploaden
finding-email-left-out = { $count ->
        [one] { $count } adres weggelaten zoals u koos
       *[other] { $count } adressen weggelaten zoals u koos
    }
finding-email-left-out-row = Weggelaten zoals u koos
finding-parent-incomplete = { $count ->
        [one] { $count } waarde zonder de waarde waar zij bij hoort
       *[other] { $count } waarden zonder de waarde waar zij bij horen
    }
finding-parent-incomplete-row = Heeft een andere waarde nodig, die er niet is
finding-quote-stray = { $count ->
        [one] { $count } los aanhalingsteken als tekst bewaard
       *[other] { $count } losse aanhalingstekens als tekst bewaard
    }
finding-quote-stray-row = Een los aanhalingsteken, als tekst bewaard
finding-control-removed = { $count ->
        [one] { $count } verborgen teken weggehaald
       *[other] { $count } verborgen tekens weggehaald
    }
finding-control-removed-row = Verborgen tekens weggehaald
finding-container-opened = { $count ->
        [one] { $count } ingepakt bestand of werkmap geopend
       *[other] { $count } ingepakte bestanden of werkmappen geopend
    }
finding-container-opened-row = Geopend om bij de tabel te komen
finding-encoding-converted = Bestand omgezet naar UTF-8
finding-encoding-converted-row = Omgezet naar UTF-8
finding-row-blank = { $count ->
        [one] { $count } lege rij overgeslagen
       *[other] { $count } lege rijen overgeslagen
    }
finding-row-blank-row = Een lege rij
finding-header-repeated = { $count ->
        [one] { $count } herhaalde kop overgeslagen
       *[other] { $count } herhaalde koppen overgeslagen
    }
finding-header-repeated-row = De kop nog een keer
finding-footer-skipped = { $count ->
        [one] { $count } regel onder de tabel overgeslagen
       *[other] { $count } regels onder de tabel overgeslagen
    }
finding-footer-skipped-row = Een totaal of opmerking onder de tabel
finding-title-skipped = { $count ->
        [one] { $count } regel boven de kop overgeslagen
       *[other] { $count } regels boven de kop overgeslagen
    }
finding-title-skipped-row = Een regel boven de kop

## Hoe het met een run staat

status-running = Bezig
status-merged = Twee mensen in één?
status-succeeded = Klaar
status-succeeded-with-rejects = Klaar, met rijen die niet zijn verzonden
status-processing = Adobe verwerkt
status-unconfirmed = Verzonden, niet bevestigd
status-mismatch = Aantallen verschillen
status-failed = Mislukt
status-stalled = Blijft steken bij Adobe
status-held = Wacht op u
status-cancelled = Geannuleerd
status-resumable = Gestopt, kan verder

## De andere codes van de motor

phase-checking = Controleren
phase-sending = Verzenden
phase-processing = Adobe verwerkt
phase-profiles = In profielen

waiting-network = Adobe is niet bereikbaar. Het wordt vanzelf opnieuw geprobeerd.
waiting-slow-down = Adobe vraagt om rustiger aan te doen. Het gaat zo verder.
waiting-consent-lookup = In Adobe wordt opgezocht wie intussen bezwaar heeft gemaakt
waiting-earlier-run = Een eerdere upload naar deze dataset was afgebroken. Die wordt eerst afgemaakt.
waiting-other-run = Er gaat een andere upload naar dezelfde dataset. Deze wacht op zijn beurt.

layout-commerce-main = Commerce-klanten
layout-commerce-addresses = Commerce-klantadressen
layout-commerce-composite = Commerce-klanten en -adressen
layout-commerce-grid = Commerce-klantenraster
layout-commerce-subscribers = Commerce-nieuwsbriefabonnees
layout-salesforce-contacts = Salesforce-contacten
layout-hubspot-contacts = HubSpot-contacten

place-practice = Oefenen
place-development = Ontwikkeling
place-production = Productie

severity-cannot-send = Kunnen niet mee
severity-please-check = Graag nakijken
severity-fixed = Voor u hersteld

reason-layout = Bekend uit de opzet van het bestand
reason-name = Uit de naam van de kolom
reason-values = Uit de vorm van de waarden

question-date-order = Dag en maand zijn verwisselbaar in { $column }
question-zone = Tijden in { $column } hebben een tijdzone nodig
question-decimals = 1.234 in { $column } is op twee manieren te lezen
question-header = De eerste rij kan een klant zijn
question-phone-country = Telefoonnummers in { $column } hebben een land nodig
question-consent-column = { $column } kan zeggen wie marketing toestaat
question-email-column = Twee kolommen kunnen het e-mailadres van de klant zijn
question-identity-column = Deze dataset onderscheidt klanten met een andere kolom

blocked-credential = Bevat wachtwoorden of sleutels

## Verbindingen: wat in de weg staat en wat te doen, hun controles, geheimen, en wat op het platform wordt gemaakt

fault-not-console = Dit bestand komt niet uit Adobe Developer Console. Download daar de JSON van uw project of van de OAuth Server-to-Server-credential, of vul de vier velden in.
fault-no-credential = Het project in dit bestand heeft geen credential. Voeg er in Developer Console een OAuth Server-to-Server-credential aan toe, en download het opnieuw.
fault-only-jwt = Het project heeft alleen een Service Account (JWT)-credential, en die neemt Adobe niet meer aan. Voeg in Developer Console een OAuth Server-to-Server-credential toe, en download het bestand opnieuw.
fault-only-others = Het project heeft alleen credentials waarmee een programma zich niet kan aanmelden. Voeg in Developer Console een OAuth Server-to-Server-credential toe, en download het bestand opnieuw.
fault-client-id-missing = De client-ID ontbreekt of kan niet. Kopieer die van de pagina van de credential in Developer Console.
fault-secret-missing = Het clientgeheim ontbreekt of kan niet. Haal het op de pagina van de credential in Developer Console op en kopieer het.
fault-org-id-missing = De organisatie-ID ontbreekt of kan niet. Die eindigt op @AdobeOrg; kopieer die van de pagina van de credential in Developer Console.
fault-forgotten = Wat u invoerde is er niet meer, en er is niets van bewaard. Voer het nog een keer in.
tried-token = Aanmelden
tried-sandbox = Sandbox
tried-schema = Schema lezen
tried-dataset = Dataset beschrijven
tick-running = Wordt geprobeerd…
tick-good = Werkt
tick-likely = Niets wijst op een probleem; alleen een upload bewijst het
tick-bad = Werkt niet
tick-untried = Niet geprobeerd: eerst moet een eerdere controle slagen
access-secret-refused = Adobe neemt deze client-ID met dit geheim niet aan. Het geheim is misschien verkeerd getypt, vervangen of verwijderd.
access-secret-refused-remedy = Kopieer beide opnieuw uit Developer Console. Is het geheim daar vervangen, voer hier dan het nieuwe in.
access-scope-refused = De credential mag de gevraagde scopes niet gebruiken.
access-scope-refused-remedy = Laat de scopes leeg voor de gebruikelijke, of kopieer ze van de pagina van de credential in Developer Console.
access-client-refused = De credential mag zich niet zo aanmelden. Waarschijnlijk is het geen OAuth Server-to-Server-credential.
access-client-refused-remedy = Vraag uw beheerder om een OAuth Server-to-Server-credential.
access-token-refused = Adobe meldde het account aan, maar nam daarna zijn eigen token niet aan.
access-token-refused-remedy = Controleer de klok van deze computer, en probeer het over een paar minuten opnieuw.
access-api-not-added = Het project in Developer Console heeft de Experience Platform API niet.
access-api-not-added-remedy = Vraag uw beheerder de Experience Platform API aan het project toe te voegen, met OAuth Server-to-Server.
access-not-entitled = Het account heeft geen productprofiel, of hoort bij een andere organisatie.
access-not-entitled-remedy = Controleer de organisatie-ID. Klopt die, vraag dan uw beheerder om de credential het productprofiel AEP-Default-All-Users te geven.
access-org-unknown = Adobe kent deze organisatie-ID niet, of de organisatie heeft geen productprofiel voor het account.
access-org-unknown-remedy = Kopieer de organisatie-ID opnieuw uit Developer Console. Die heeft 24 tekens vóór @AdobeOrg.
access-role-missing = Het account zit in geen rol die dit toestaat.
access-role-missing-remedy = Vraag uw beheerder de credential aan een rol toe te voegen: in Experience Platform, Permissions, Roles, API credentials.
access-sandbox-unknown = Er is geen sandbox met deze naam, of het account mag die niet zien.
access-sandbox-unknown-remedy = Kies een andere sandbox, of vraag uw beheerder deze in de rol van de credential op te nemen.
access-sandbox-not-allowed = De sandbox bestaat, maar geen rol laat het account erin.
access-sandbox-not-allowed-remedy = Vraag uw beheerder de sandbox in de rol van de credential op te nemen.
access-sandbox-not-active = De sandbox wordt gemaakt, teruggezet of verwijderd.
access-sandbox-not-active-remedy = Wacht tot die klaar is, of kies een andere.
access-dataset-unknown = De dataset is er niet meer, of het account mag die niet zien.
access-dataset-unknown-remedy = Kies een andere dataset.
access-throttled = Adobe vraagt om rustiger aan te doen.
access-throttled-remedy = Probeer het over een kwartier opnieuw. Met de verbinding zelf is niets mis.
access-unreachable = Adobe antwoordt niet.
access-unreachable-remedy = Controleer de internetverbinding, en of een firewall adobelogin.com of adobe.io tegenhoudt. Probeer het dan opnieuw.
access-untrusted = Wie voor Adobe antwoordt, kan niet bewijzen Adobe te zijn.
access-untrusted-remedy = Er is niets aan verteld. Vaak kijkt een bedrijfsnetwerk in alle verbindingen mee, of staat de klok van deze computer verkeerd. Probeer een ander netwerk, of vraag uw beheerder om adobelogin.com en adobe.io met rust te laten.
access-proxy = De proxy van dit netwerk laat de verbinding niet door.
access-proxy-remedy = Meld u erbij aan, probeer een ander netwerk, of vraag uw beheerder om adobelogin.com en adobe.io door te laten.
access-unexpected = Adobe gaf een antwoord dat hier niet wordt verwacht.
access-unexpected-remedy = Probeer het straks opnieuw. Blijft het, geef dan de woorden van Adobe hieronder aan wie ernaar kijkt.
keychain-available = Geheimen gaan naar de sleutelhanger van deze computer.
keychain-locked = De sleutelhanger van deze computer is vergrendeld
keychain-absent = Deze computer heeft geen sleutelhanger
secret-keychain = In de sleutelhanger van deze computer
secret-session = In het geheugen, tot het programma stopt
secret-nowhere = Niet meer op deze computer
setup-namespace = Identity namespace voor klantnummers
setup-schema = Schema met veldgroepen
setup-union = Schema aangezet voor profielen
setup-dataset = Dataset aangezet voor profielen
made-running = Bezig
made-created = Nu gemaakt
made-found = Was er al

## Wat er onderweg met een cel gebeurt

op-none = Zoals het is
op-trim = Zonder spaties eromheen
op-lowercase = Kleine letters
op-uppercase = Hoofdletters
op-name-case = Als naam
op-split = Deel { $take } bij “{ $on }”
op-join = Met { $columns }
op-date = { $order ->
        [dmy] Datum: dag eerst
        [mdy] Datum: maand eerst
        [excel] Datum: dagen van Excel
        [excel1904] Datum: dagen van Excel vanaf 1904
        [epoch_seconds] Tijd: seconden sinds 1970
        [epoch_millis] Tijd: milliseconden sinds 1970
       *[ymd] Datum: jaar eerst
    }
op-date-time = Tijd: { $zone }
op-number = { $locale ->
        [nl] Getal: 1.234,56
       *[en] Getal: 1,234.56
    }
op-boolean = Ja of nee
op-consent = { $count ->
        [0] toestemming
        [one] toestemming, samen met { $columns }
       *[other] toestemming, samen met { $columns }
    }
op-phone = { $country ->
        [none] Internationaal nummer
       *[other] Internationaal nummer, { $country }
    }
op-country = Landcode
op-missing = Zonder woorden voor “niets”
op-repair = Letters hersteld
op-map = { $count ->
        [one] { $count } waarde
       *[other] { $count } waarden
    }
op-first-of = Anders { $columns }
op-sha256 = Als vingerafdruk (SHA-256)

## Wat er met een cel kan gebeuren, zoals men het toevoegt

step-trim = Spaties aan beide kanten weghalen
step-trim-text = “ Noor ” wordt “Noor”
step-lowercase = Kleine letters
step-lowercase-text = “NOOR” wordt “noor”
step-uppercase = Hoofdletters
step-uppercase-text = “noor” wordt “NOOR”
step-name-case = Als naam
step-name-case-text = “NOOR VOS” wordt “Noor Vos”; gemengde letters blijven
step-split = Eén deel nemen
step-split-text = “Noor Vos” geknipt bij de spatie: “Noor”
step-repair = Letters herstellen
step-repair-text = “JosÃ©” wordt “José”
step-map = Waarden vervangen
step-map-text = “M” wordt “male”, waarde voor waarde
step-boolean = Ja of nee
step-boolean-text = Welke woorden ja zeggen, en welke nee
step-date = Hoe datums geschreven zijn
step-date-text = Dag eerst, maand eerst, dagen van Excel, …
step-date-time = Tijdzone
step-date-time-text = De zone van tijden die er geen noemen
step-number = Hoe getallen geschreven zijn
step-number-text = Met een komma of een punt voor de decimalen
step-phone = Internationaal telefoonnummer
step-phone-text = “06 1234 5678” wordt “+31612345678”
step-country = Landcode
step-country-text = “Nederland” wordt “NL”
step-missing = Woorden voor “niets”
step-missing-text = “n.v.t.” wordt weggelaten
step-sha256 = Vingerafdruk (SHA-256)
step-sha256-text = Voor identiteiten die versleuteld meegaan
step-join = Andere kolommen erbij
step-join-text = “Vos” gevolgd door de cel van een andere kolom
step-first-of = Anders een andere kolom
step-first-of-text = Waar de cel leeg is: de eerste andere die dat niet is

## Venster: één veld van de koppeling

apply = Toepassen
recipe-change = { $source }: { $recipe }. Wijzig wat ermee gebeurt
recipe-required = moet er zijn
recipe-when = alleen waar { $column } ja zegt
entry-title = { $source } naar { $field }
entry-new = Een vaste waarde
entry-field = Adobe-veld
entry-value = Dezelfde waarde voor elke klant
entry-required = Klanten zonder deze waarde weglaten
entry-when = Alleen waar deze kolom ja zegt
entry-when-always = Altijd
steps-title = Wat ermee gebeurt
steps-none = De waarde gaat mee zoals zij er staat.
steps-add = Stap toevoegen
steps-text = Tekst
steps-values = Betekenis
steps-columns = Andere kolommen
steps-name = { $number }. { $name }
steps-move = { $way ->
        [up] Naar boven: { $name }, stap { $number } van { $count }
       *[down] Naar beneden: { $name }, stap { $number } van { $count }
    }
steps-remove = Weghalen: { $name }, stap { $number } van { $count }
preview-title = Wat cellen worden
preview-before = Eerst:
preview-after = Daarna:
preview-nothing = Er gaat niets mee
preview-none = De eerste rijen hebben hier geen waarde.
preview-not-whole = Te zien zodra elke stap heeft wat hij nodig heeft.
parameter-choose = Kiezen…
parameter-none = Geen
parameter-columns = Kolommen, in deze volgorde
parameter-add-column = Kolom toevoegen
parameter-between = Ertussen
parameter-between-text = Leeg voor niets
parameter-one-a-line = Eén per regel
parameter-zone = Tijdzone
parameter-number = Een getal ziet eruit als
parameter-yes = Woorden voor ja
parameter-no = Woorden voor nee
parameter-nothing = Woorden die niets betekenen
parameter-on = Knippen bij
parameter-on-other = Welk teken
parameter-take = Deel
parameter-take-text = 1 is het eerste, −1 het laatste
parameter-order = Datums zijn geschreven als
parameter-pivot = Laatste jaar in twee cijfers
parameter-pivot-text = 2026: 26 is 2026, 27 is 1927
parameter-country = Land
parameter-country-text = Van nummers zonder land
parameter-country-column = Kolom met het land van de rij
mark = { $mark ->
        [space] Spatie
        [line] Regeleinde
        [comma] Komma
        [semicolon] Puntkomma
        [hyphen] Streepje
        [slash] Schuine streep
        [pipe] Verticale streep
       *[other] Iets anders
    }
map-from = Cel, rij { $row }
map-to = Wordt, rij { $row }, { $from }
map-remove = Rij { $row } weghalen, { $from }
map-add = Waarde toevoegen
map-nothing = Niets
map-others = Andere cellen
map-others-told = Weglaten en tellen
map-others-nothing = Weglaten
map-others-value = Worden deze waarde
map-others-which = Waarde
map-other-example = anders
fault-separator = Zeg waarbij geknipt wordt.
fault-piece = Zeg welk deel: 1, 2, … of −1.
fault-columns = Kies minstens één kolom.
fault-zone = Kies een tijdzone.
fault-words = Schrijf minstens één woord.
fault-both = Een woord kan niet ja én nee zeggen.
fault-rows = Voeg minstens één waarde toe.
fault-blank = Een cel om te vervangen is leeg.
fault-twice = Een cel staat hier twee keer.
fault-value = Schrijf een waarde.
mapping-menu = Koppeling
mapping-menu-value = Vaste waarde toevoegen…
mapping-menu-rules = Regels voor twijfelgevallen…
mapping-menu-save = Deze koppeling als bestand opslaan…
mapping-menu-open = Koppeling uit een bestand gebruiken…
mapping-saved = { $count ->
        [one] Koppeling met { $count } veld opgeslagen als “{ $name }”
       *[other] Koppeling met { $count } velden opgeslagen als “{ $name }”
    }
mapping-brought = De koppeling uit het bestand wordt gebruikt
bring-title = Deze koppeling gebruiken?
bring-failed-title = Deze koppeling is niet te gebruiken
bring-failed-text = Uw koppeling blijft zoals zij was.
bring-text = Niet alles past bij dit bestand. Wat uit ontbrekende kolommen komt, wordt weggelaten.
bring-used = Kolommen die worden gebruikt
bring-missing = Ontbreken in dit bestand
bring-added = Nieuw in dit bestand, gaan niet mee
bring-none = Geen
bring-use = Deze koppeling gebruiken
mapping-value-added = { $field } heeft voor iedereen dezelfde waarde
mapping-recipe-changed = { $field } is gewijzigd
mapping-rules-changed = De regels zijn gewijzigd
rules-title = Regels voor twijfelgevallen
rule-bad-value = Een waarde die niet te lezen is
rule-bad-value-drop = Laat de waarde weg, en verzend de klant
rule-bad-value-reject = Laat de klant weg
rule-duplicates = Meer rijen over één klant
rule-duplicates-last = De laatste rij in het bestand telt
rule-duplicates-fill = Vul wat die rij leeg laat aan uit de andere rijen van de klant
rule-duplicates-newest = De nieuwste rij telt
rule-duplicates-by = Nieuwste volgens deze kolom
rule-duplicates-by-text = Een datum of een tijd; rijen zonder tellen als de oudste.
rule-shared-email = Eén e-mailadres bij meer klantnummers
rule-shared-email-hold = Laat deze klanten weg tot ik kies
rule-shared-email-number-only = Verzend ze alleen op klantnummer
rule-shared-email-send = Verzend beide; Adobe maakt er één persoon van
rule-leave-out = Laat adressen weg
rule-leave-out-role = van een afdeling, zoals info@
rule-leave-out-placeholder = van niemand, zoals test@example.com
rule-leave-out-anonymised = van klanten die anoniem zijn gemaakt

## Venster: de koppeling in Data Prep

mapping-menu-prep = Exporteren voor Adobe Data Prep…
mapping-menu-prep-check = Vergelijken met Data Prep…
prep-saved-title = Geëxporteerd voor Data Prep
prep-saved = { $count ->
        [one] “{ $name }” heeft { $count } regel voor het schema “{ $schema }”.
       *[other] “{ $name }” heeft { $count } regels voor het schema “{ $schema }”.
    }
prep-left-out = Weggelaten: Data Prep heeft er niets gelijks voor
prep-differs = Meegenomen, met een andere uitkomst voor sommige cellen
prep-whole = De koppeling als geheel
prep-check-title = Vergelijken met Data Prep
prep-check-text = Data Prep is de mapper van Adobe zelf. Die krijgt van een paar klanten de cellen die uw koppeling gebruikt, en wat die ervan maakt, wordt vergeleken met wat vanhier wordt verzonden. Er wordt daar niets bewaard.
prep-check-go = Vergelijken
prep-check-busy = Data Prep koppelt dezelfde klanten
prep-agrees = Data Prep maakt van elk veld hetzelfde
prep-disagrees = { $count ->
        [one] Data Prep maakt van { $count } veld iets anders
       *[other] Data Prep maakt van { $count } velden iets anders
    }
prep-compared = { $count ->
        [one] Vergeleken voor { $count } klant.
       *[other] Vergeleken voor { $count } klanten.
    } Het verandert niets aan uw upload: het zegt wat u kunt verwachten als Data Prep de koppeling doet.
prep-fields = Velden, die verschillen eerst
prep-same = Hetzelfde
prep-invalid = Data Prep kan deze regel niet gebruiken
prep-differs-for = een andere waarde bij { $count }
prep-ours-for = alleen hier een waarde bij { $count }
prep-theirs-for = alleen in Data Prep een waarde bij { $count }
prep-notes = Wat Data Prep niet kan

## Venster: eigen velden van de organisatie

fields-open = Velden maken voor kolommen zonder veld…
fields-title = Velden maken voor kolommen zonder veld
fields-text = De aangevinkte kolommen krijgen een eigen veld in het schema van “{ $dataset }”, onder de naam van uw organisatie.
fields-loading = De kolommen worden bekeken
fields-list = Velden om te maken
fields-all = Alle
fields-column = Kolom
fields-name = Naam van het veld
fields-name-of = Naam van het veld voor { $column }
fields-kind = Type
fields-kind-of = Type van het veld voor { $column }
fields-group = Naam van de groep velden in Adobe
fields-group-usual = Klantvelden uit { $file }
fields-fault-group = Schrijf een naam van hooguit 100 tekens.
fields-fault-name = Eerst een letter, dan letters, cijfers, - en _.
fields-fault-twice = Deze naam staat er twee keer.
fields-fault-there = Het schema heeft dit veld al.
fields-final-title = Velden zijn niet terug te nemen
fields-final-text = Een veld dat is gemaakt, blijft met zijn naam en type in het schema in sandbox { $sandbox } staan, voor iedereen in uw organisatie.
fields-none = Elke kolom met inhoud gaat al naar een veld.
fields-go = { $count ->
        [0] Velden maken
        [one] { $count } veld maken
       *[other] { $count } velden maken
    }
fields-busy = De velden worden in Adobe gemaakt
fields-made = { $count ->
        [one] { $count } veld is gemaakt, en de kolom gaat ernaartoe
       *[other] { $count } velden zijn gemaakt, en de kolommen gaan ernaartoe
    }

## Adobe-velden, op hun pad

field-personalemail-address = E-mailadres
field-workemail-address = Zakelijk e-mailadres
field-person-name-firstname = Voornaam
field-person-name-middlename = Tussenvoegsel
field-person-name-lastname = Achternaam
field-person-name-fullname = Volledige naam
field-person-name-courtesytitle = Aanhef
field-person-name-suffix = Achtervoegsel
field-person-birthdate = Geboortedatum
field-person-birthdayandmonth = Verjaardag
field-person-birthyear = Geboortejaar
field-person-gender = Geslacht
field-billingaddress-street1 = Factuurstraat
field-billingaddress-street2 = Factuurstraat, tweede regel
field-billingaddress-city = Factuurplaats
field-billingaddress-state = Factuurprovincie of -regio
field-billingaddress-postalcode = Factuurpostcode
field-billingaddress-country = Factuurland
field-billingaddress-countrycode = Factuurlandcode
field-shippingaddress-street1 = Bezorgstraat
field-shippingaddress-street2 = Bezorgstraat, tweede regel
field-shippingaddress-city = Bezorgplaats
field-shippingaddress-state = Bezorgprovincie of -regio
field-shippingaddress-postalcode = Bezorgpostcode
field-shippingaddress-country = Bezorgland
field-shippingaddress-countrycode = Bezorglandcode
field-homeaddress-street1 = Straat thuis
field-homeaddress-street2 = Straat thuis, tweede regel
field-homeaddress-city = Plaats thuis
field-homeaddress-state = Provincie of regio thuis
field-homeaddress-postalcode = Postcode thuis
field-homeaddress-country = Land thuis
field-homeaddress-countrycode = Landcode thuis
field-mobilephone-number = Mobiel nummer
field-homephone-number = Telefoon thuis
field-workphone-number = Telefoon werk
field-faxphone-number = Fax
field-billingaddressphone-number = Telefoon bij factuuradres
field-shippingaddressphone-number = Telefoon bij bezorgadres
field-useraccount-startdate = Klant sinds
field-loyalty-points = Spaarpunten
field-loyalty-tier = Spaarniveau
field-loyalty-status = Spaarstatus
field-loyalty-joindate = Spaart sinds
field-loyalty-program = Spaarprogramma
field-loyalty-loyaltyid = Spaarnummer
field-consents-marketing-email-val = Marketing per e-mail
field-tenant-company = Bedrijf
field-tenant-customergroup = Klantgroep
field-tenant-store = Winkel
field-tenant-website = Website
field-tenant-source = Bron

field-other = { $title } ({ $group })

## Venster: kader

app-name = Profile Courier
nav-main = Hoofdmenu
nav-upload = Uploaden
nav-current = Uploads gaan naar
copy = Kopiëren
copy-selected = Dit systeem laat de pagina niet kopiëren. De tekst is geselecteerd: kopieer met Ctrl+C of Cmd+C.
copy-failed = Kopiëren lukte niet. Selecteer het en druk op Ctrl+C.
nav-connections = Verbindingen
try-again = Opnieuw proberen
not-known = Niet bekend
last-none = Uw eerste upload staat straks hier.
practice-connect = Met Adobe verbinden
language-en = Engels
language-nl = Nederlands
nav-history = Geschiedenis
nav-version = Versie { $version }
details = Details
copied = Gekopieerd
close = Sluiten
cancel = Annuleren
back = Terug
undo = Ongedaan maken
undo-what = Ongedaan maken: { $change }
redo = Opnieuw
redo-what = Opnieuw: { $change }
message-close = Dit bericht sluiten
error-title = Dit is niet gelukt

## Venster: uploaden

upload-title = Uploaden
drop-title = Zet uw klantbestand hier neer
drop-text = CSV, uit Commerce of een ander systeem.
drop-now = Laat los om het bestand te openen
drop-choose = Bestand kiezen
drop-opening = “{ $name }” wordt gelezen…
try-sample = Proberen met voorbeeld
recent-title = Recente bestanden
recent-none = Bestanden die u uploadt, staan straks hier.
last-title = Laatste upload
last-sum = { $read ->
        [one] Van { $read } rij is er { $send } verzonden.
       *[other] Van de { $read } rijen zijn er { $send } verzonden.
    }
last-open = Deze upload openen
practice-title = U oefent
practice-text = Uploads gaan naar een oefenplatform op deze computer. Er gaat niets naar buiten.
export-title = Zo exporteert u uit Commerce
export-step-1 = Kies in de beheeromgeving Systeem, en dan Export.
export-step-2 = Kies bij Entity Type de optie Customers Main File, en druk op Continue.
export-step-3 = Download de export als die klaar is, en zet hem hier neer.
file-problem-title = Dit bestand is niet te gebruiken
rows = { $count ->
        [one] { $count } rij
       *[other] { $count } rijen
    }

## Venster: controleren

check-sub = { $count ->
        [one] { $count } rij naar
       *[other] { $count } rijen naar
    }
check-sub-about = Ongeveer { $count } rijen naar
check-reading = Elke rij wordt gecontroleerd
check-stop = Stoppen
check-stopped = De controle is gestopt.
check-again = Opnieuw controleren
check-how-read = Hoe het bestand is gelezen
chip-delimiter = { $delimiter ->
        [comma] Komma’s
        [semicolon] Puntkomma’s
        [tab] Tabs
        [pipe] Verticale strepen
       *[other] Gescheiden door { $sign }
    }
chip-delimiter-text = Dit staat tussen de kolommen. Het is gevonden door de eerste rijen te lezen, zodat elke rij evenveel kolommen heeft.
chip-encoding-text = Zo zijn de letters opgeslagen. Lezen de namen hier goed, dan klopt het.
chip-header = { $row ->
        [0] Geen kop
       *[other] Kop op regel { $row }
    }
chip-header-text = Op deze regel zijn de kolomnamen gevonden. Wat erboven staat, wordt overgeslagen.
chip-layout-text = De kolommen zijn die van deze export, dus hun velden zijn bekend.
chip-before = Eerder geüpload
chip-before-text = Precies dit bestand is geüpload op { $when }. Nog een keer verzenden kan geen kwaad: dezelfde waarden komen opnieuw aan.
proof = leest als
filter-label = Kolommen
filter-sent = Gaan mee { $count }
filter-not = Gaan niet mee { $count }
filter-blocked = Geblokkeerd { $count }
required-ok = Verplicht { $done } van { $count }
identity-ok = Identiteit
identity-missing = Geen identiteit
identity-text = Het e-mailadres verbindt een klant met het profiel.
table-columns = Kolommen en hun Adobe-velden
col-column = Uw kolom
col-examples = Voorbeelden
col-field = Adobe-veld
col-becomes = Wordt
col-recipe = Bewerking
col-why = Waarom
not-sent = Gaat niet mee
never-sent = Nooit verzonden
fixed-value = Altijd “{ $value }”
becomes-nothing = Weggelaten
becomes-question = Dag of maand eerst?
becomes-open = Wacht op uw antwoord
becomes-empty = Leeg
field-identity = identiteit
choose-field = Adobe-veld voor { $column }
choose-field-now = { $column }: { $field }
picker-search = Adobe-veld zoeken
picker-none = Geen veld heeft dit in zijn naam
picker-dont = Deze kolom niet verzenden
picker-suggested = Past bij deze kolom
picker-usual = Gebruikelijke velden
picker-other = Andere velden
picker-found = Gevonden
picker-all = Typ om alle { $count } velden te doorzoeken
picker-taken = { $group } · nu uit { $column }
columns-sent-none = Er gaat nog geen kolom mee. Kies een veld bij Gaan niet mee.
columns-not-none = Elke kolom gaat mee of is geblokkeerd.
columns-blocked-none = Geen kolom bevat wachtwoorden of sleutels.
mapping-changed = { $column } → { $field }
mapping-left-out = { $column } gaat niet mee
band-question = { $count ->
        [one] { $count } vraag
       *[other] { $count } vragen
    }
band-rows = { $count ->
        [one] { $count } rij
       *[other] { $count } rijen
    }
band-times = { $count ->
        [one] { $count } cel
       *[other] { $count } cellen
    }
band-changes = { $count ->
        [one] { $count } wijziging
       *[other] { $count } wijzigingen
    }
band-none = Niets
band-in-column = in { $column }
band-cannot-text = Deze rijen blijven achter. Herstel ze in uw winkel of in het opgeslagen bestand, en verzend de andere nu.
band-check-text = Kijk deze na. Wat niet te lezen is, wordt weggelaten; de klanten gaan mee.
band-fixed-text = Vanzelf gedaan; u hoeft niets te doen.
save-rows = Opslaan als CSV
saved = { $count ->
        [one] { $count } rij opgeslagen als “{ $name }”
       *[other] { $count } rijen opgeslagen als “{ $name }”
    }
show-rows = Rijen tonen
hide-rows = Rijen verbergen
rows-first = De eerste { $shown } van { $count }
rows-label = Rijen: { $reason }
row-number = Rij
cell-empty = leeg
question-date-text = { $count ->
        [one] In rij { $row } staat <b>{ $value }</b>. Welke datum is dat?
       *[other] In rij { $row } staat <b>{ $value }</b>. Welke datum is dat? Uw antwoord geldt voor alle { $count } datums in deze kolom.
    }
question-date-plain = { $count ->
        [one] Wat staat eerst in { $column }?
       *[other] Wat staat eerst in de { $count } datums van { $column }?
    }
question-day-first = { $date } (dag eerst)
question-month-first = { $date } (maand eerst)
question-day = Dag eerst
question-month = Maand eerst
question-leave-out = Datums weglaten
question-decimals-text = Getallen in { $column } zoals 1.234 kunnen duizendtallen of decimalen zijn.
question-decimals-thousands = Duizend tweehonderdvierendertig
question-decimals-decimals = Eén en een beetje
question-header-text = De eerste rij luidt: { $first }. Noemt die de kolommen, of is het een klant?
question-header-names = Die noemt de kolommen
question-header-customer = Het is een klant
question-numbers-text = { $column } telt vanaf 1970. Waarin?
question-seconds = Seconden
question-millis = Milliseconden
question-zone-text = { $count ->
        [one] De tijd in { $column } zegt niet waar het zo laat was.
       *[other] De { $count } tijden in { $column } zeggen niet waar het zo laat was.
    }
question-zone-here = { $zone }, zoals deze computer
question-zone-other = Een andere tijdzone
question-phone-text = Telefoonnummers in { $column } staan er zonder land. Welk land is bedoeld?
question-phone-country-label = Land
question-use = Gebruik dit
identity-open = Waardoor worden klanten onderscheiden?
identity-title = Wat onderscheidt uw klanten?
identity-email = Alleen hun e-mailadres (aanbevolen)
identity-email-text = Rijen met hetzelfde adres zijn één persoon. Verder wordt niets samengevoegd.
identity-commerce = Hun klantnummer in Commerce, “{ $column }”
identity-commerce-text = Rijen met hetzelfde nummer zijn één persoon, ook als iemand een ander adres nam. Adobe voegt het nummer en het e-mailadres van elke rij samen. Dit bestand is de klantenlijst van Commerce zelf, dus de nummers zijn die van Commerce.
identity-other = Een kolom met nummers van een ander systeem
identity-other-text = Kies dit alleen als u weet welk systeem de nummers heeft uitgegeven. Wie bij Adobe hetzelfde nummer van dat systeem heeft, wordt één persoon met de klant van de rij, met beide e-mailadressen.
identity-other-column = Kolom
identity-other-namespace = Systeem (identiteitsnaamruimte)
identity-no-namespace = Uw organisatie heeft geen identiteitsnaamruimte voor nummers. Die wordt in Experience Platform gemaakt.
identity-examples = Bijvoorbeeld
identity-example = { $name }: { $value }
identity-final-title = Dit kan niet worden teruggedraaid
identity-final = Adobe kan twee mensen niet meer scheiden als ze zijn samengevoegd. Zijn de nummers van een ander systeem dan u zegt, dan worden klanten die niets met elkaar te maken hebben één persoon.
identity-changed = Onderscheiden door { $what }
identity-target = Identiteit · { $namespace }
beside-identity = Zoals het er staat
beside-with = Binnen { $fields }
confirm-told-by = Klanten worden onderscheiden door { $what }.
detail-told-by = Onderscheiden door
detail-consent = Toestemming
consent-label = Toestemming
consent-sentence = <yes>{ $allow ->
        [one] { $allow } staat { $channel } toe
       *[other] { $allow } staan { $channel } toe
    }</yes>, <no>{ $object ->
        [one] { $object } maakt bezwaar
       *[other] { $object } maken bezwaar
    }</no>, <open>{ $unsaid } onbekend</open>
consent-everybody = { $value ->
        [n] Iedereen in dit bestand maakt bezwaar tegen { $channel }
       *[other] Iedereen in dit bestand staat { $channel } toe
    }
consent-column = { $column }: { $says }
consent-changed = { $count ->
        [one] { $count } kolom over toestemming
       *[other] { $count } kolommen over toestemming
    }
consent-left-out = Weggelaten, zoals u besloot
consent-title = Wat het bestand over toestemming zegt
consent-text = Een bezwaar in welke kolom ook gaat vóór elke toestemming van dezelfde klant. Een cel die niet wordt begrepen, geldt nooit als ja; kan het een bezwaar zijn, dan wordt de rij niet verzonden.
consent-says = Wat “{ $column }” zegt
consent-cells = Eerste cellen van de kolom
consent-cell = “{ $cell }”
consent-cell-means = “{ $cell }” { $means }
means-nothing = zegt niets
means-allow = staat het toe
means-object = maakt bezwaar
means-open = laat het open
means-unreadable = wordt niet begrepen
reads-grants = een toestemming
reads-grants-text = Ja staat het toe, nee maakt bezwaar
reads-objects = een bezwaar
reads-objects-text = Ja maakt bezwaar, nee zegt niets
reads-state = hoe het ervoor staat
reads-state-text = Woorden zoals ingeschreven, uitgeschreven, in afwachting
reads-confirms = een bevestiging
reads-confirms-text = Ja bevestigt een toestemming, nee laat het open
reads-granted-on = wanneer iemand instemde
reads-granted-on-text = Een datum staat het toe, een lege cel zegt niets
reads-objected-on = wanneer iemand bezwaar maakte
reads-objected-on-text = Een datum maakt bezwaar, een lege cel zegt niets
reads-left-out = weggelaten
reads-left-out-text = Van deze kolom wordt niets verzonden
reads-unclear = wat zegt die?
consent-rows-title = { $stand ->
        [allow] { $count ->
            [one] { $count } klant staat { $channel } toe
           *[other] { $count } klanten staan { $channel } toe
        }
        [object] { $count ->
            [one] { $count } klant maakt bezwaar tegen { $channel }
           *[other] { $count } klanten maken bezwaar tegen { $channel }
        }
       *[unsaid] { $count ->
            [one] { $count } klant over wie niets over { $channel } wordt verzonden
           *[other] { $count } klanten over wie niets over { $channel } wordt verzonden
        }
    }
consent-rows-coming = Het bestand wordt doorzocht
consent-rows-text = { $count ->
        [one] De eerste rij van het bestand die dat zegt. Elke rij wordt op zichzelf gelezen: van één klant kunnen er hier meer staan.
       *[other] De eerste { $count } rijen van het bestand die dat zeggen. Elke rij wordt op zichzelf gelezen: van één klant kunnen er hier meer staan.
    }
consent-rows-none = Geen rij van het bestand zegt dat op zichzelf: het volgt uit meer rijen van één klant.
question-consent-text = “{ $column }” kan zeggen wie marketing toestaat en wie bezwaar maakt. Er wordt niets verzonden voordat u hebt besloten wat ermee gebeurt.
question-consent-send = Verzenden wat deze kolom zegt
question-consent-leave = Kolom weglaten
question-email-text = Meer dan één kolom bevat e-mailadressen. Welke bevat die van de klanten zelf? Dat adres onderscheidt hen.
question-email-answer = E-mailadres uit { $column }
question-identity-text = Deze dataset onderscheidt klanten door “{ $field }” (naamruimte { $namespace }). Welke kolom bevat dat?
parameter-consent = Dit wordt gewijzigd bij Toestemming, boven de kolommen.
step-consent = Toestemming
step-consent-text = Wat kolommen over toestemming zeggen, samen gewogen
addresses-send = Verzenden met het nieuwe adres
addresses-believed = Klanten met een nieuw e-mailadres worden verzonden
addresses-hold = Weer weglaten
pair-show = Naast elkaar tonen
pair-title = Eén persoon of twee?
pair-rows = Rijen { $first } en { $second }.
pair-row = Rij { $row }
pair-of = { $number } van { $count }
pair-previous = Vorige
pair-next = Volgende
pair-compared = Vergeleken
pair-differs = verschilt
pair-same = hetzelfde
merged-title = Twee mensen zijn in Adobe misschien één geworden
merged-text = { $count ->
        [one] De klant van rij { $rows } hangt in de profielen achter { $dataset } samen met iemand anders: met een ander e-mailadres, of een ander nummer van hetzelfde systeem.
       *[other] De klanten van rijen { $rows } hangen in de profielen achter { $dataset } samen met iemand anders: met een ander e-mailadres, of een ander nummer van hetzelfde systeem.
    }
merged-do-stop = Stop planningen die zulke bestanden verzenden, en verzend dit bestand niet opnieuw. Adobe haalt mensen niet uit zichzelf uit elkaar.
merged-do-ask = Laat deze rijen zien aan wie in uw organisatie Experience Platform beheert. Het kan dezelfde persoon met een ouder adres zijn; anders moet de ondersteuning van Adobe de samengevoegde identiteiten verwijderen.
merged-do-choose = Kijk vóór de volgende upload waardoor klanten worden onderscheiden.
profiles-merged = { $merged ->
        [one] { $merged } van de { $count } opgezochte klanten hangt samen met iemand anders.
       *[other] { $merged } van de { $count } opgezochte klanten hangen samen met iemand anders.
    }
remedy-leave-group = Laat deze weg
remedy-send-group = Verzend deze toch
remedy-by-number = Verzend ze alleen op klantnummer
remedy-repair = Herstel de letters
remedy-missing = Laat deze woorden weg
remedy-no-date = Behandel als geen datum
remedy-drop-values = Laat alleen de waarden weg
remedy-reject-rows = { $count ->
        [one] Laat deze rij weg
       *[other] Laat deze { $count } rijen weg
    }
corrections-title = Herstelde rijen van { $file }, { $when }
corrections-text = Deze rijen bleven bij die upload achter. Ze zijn gekoppeld zoals toen; de kolommen die wij toevoegden, worden niet gelezen.
corrections-other-title = Herstelde rijen
corrections-other-text = Deze rijen bleven achter bij een upload die deze computer niet kent. De kolommen die wij toevoegden, worden niet gelezen.
corrections-show = Die upload tonen
known-title = Gekoppeld als de vorige keer ({ $when })
known-added = Nieuwe kolommen: { $columns }
known-missing = Niet meer aanwezig: { $columns }
known-suggested = Gebruik toch het voorstel
mapping-proposed = Het voorstel wordt gebruikt
check-nothing-sent = Er is nog niets verzonden
changes-label = Wijzigingen van de koppeling
changes-none = Alles is weer zoals voorgesteld
changes-count = { $count ->
        [one] { $count } wijziging
       *[other] { $count } wijzigingen
    }
changes-take-back = Eén wijziging terugnemen
changes-held = Is daarna opnieuw gewijzigd: neem eerst “{ $change }” terug
check-cancel = Annuleren
check-wait = Controleren…
check-answer = { $count ->
        [one] { $count } vraag beantwoorden
       *[other] { $count } vragen beantwoorden
    }
check-choose-email = E-mailkolom kiezen
check-choose-required = { $field } kiezen
check-see-rejects = Bekijken wat niet mee kan
check-continue = Ziet er goed uit

## Wat er sinds de vorige upload is gewijzigd

against-last = Vergeleken met wat het laatst is verzonden en bevestigd.
against-nothing = Er is van hieruit nog niets naar deze dataset verzonden, dus iedereen telt als nieuw.
against-other-mapping = Er is nog niets met deze koppeling verzonden, dus iedereen telt als nieuw.
against-unusable = Het overzicht van de vorige upload kon niet worden gelezen, dus iedereen telt als nieuw en wordt verzonden.
against-no-key = De sleutelhanger is vergrendeld of ontbreekt, dus niemand kan zeggen wie er is gewijzigd. Iedereen wordt verzonden.
change-removed = { $count ->
        [one] { $count } klant uit eerdere uploads staat niet in dit bestand. Er wordt niets uit Adobe verwijderd.
       *[other] { $count } klanten uit eerdere uploads staan niet in dit bestand. Er wordt niets uit Adobe verwijderd.
    }
detail-unchanged = Ongewijzigd
detail-change = Nieuw en gewijzigd
detail-change-of = { $new } nieuw, { $changed } gewijzigd

## Venster: bevestigen

confirm-title = Klaar om te verzenden
confirm-sentence = { $customers ->
        [one] Verzend <n>{ $send }</n> van de { $customers } klant naar <b>{ $dataset }</b> in
       *[other] Verzend <n>{ $send }</n> van de { $customers } klanten naar <b>{ $dataset }</b> in
    }
confirm-sentence-changed = { $customers ->
        [one] Verzend <n>{ $send }</n> van de { $customers } klant ({ $new } nieuw, { $changed } gewijzigd) naar <b>{ $dataset }</b> in
       *[other] Verzend <n>{ $send }</n> van de { $customers } klanten ({ $new } nieuw, { $changed } gewijzigd) naar <b>{ $dataset }</b> in
    }
confirm-same-stay = { $count ->
        [one] { $count } klant is ongewijzigd en blijft zoals die is.
       *[other] { $count } klanten zijn ongewijzigd en blijven zoals ze zijn.
    }
confirm-all-same = Niemand is nieuw of gewijzigd sinds de vorige upload. Er is niets te verzenden.
reset-title = De geschiedenis op deze computer was beschadigd
reset-text = { $count ->
        [one] Profile Courier is opnieuw begonnen. { $count } eerdere upload kon worden teruggehaald; het beschadigde bestand is bewaard.
       *[other] Profile Courier is opnieuw begonnen. { $count } eerdere uploads konden worden teruggehaald; het beschadigde bestand is bewaard.
    }
reset-incomplete = Niet alles kon worden gelezen. Een upload die bezig was, kan Adobe toch hebben bereikt: bekijk daar uw laatste uploads voordat u ze opnieuw verzendt.
reset-whole = Alles erin kon worden gelezen.
reset-never = De lijst van mensen die nooit worden geüpload is misschien onvolledig. Zet ze er opnieuw op voordat u uploadt.
reset-seen = Gezien, ga verder
reset-later = Later
confirm-older-title = Dit bestand is ouder dan een dat eerder is geüpload
confirm-older-text = “{ $name }” is voor het laatst gewijzigd vóór “{ $sent }”. Klanten die in allebei staan gaan terug naar wat ze waren, een bezwaar ook. Dat is niet ongedaan te maken.
confirm-older = Het oudere bestand toch uploaden
confirm-everything = Alles opnieuw verzenden
confirm-everything-text = Ook de klanten die ongewijzigd zijn. Handig als er in Adobe gegevens zijn verwijderd.
confirm-new = nieuw
confirm-changed = gewijzigd
confirm-same = ongewijzigd
confirm-send = te verzenden
confirm-merged = samengevoegd
confirm-rejected = kunnen niet mee
confirm-upsert-title = Lege cellen laten de waarde in Adobe staan
confirm-upsert-text = Deze dataset bewaart wat uw bestand niet noemt.
confirm-replace-title = Lege cellen wissen de waarde in Adobe
confirm-replace-text = Deze dataset vervangt de hele klant door wat in uw bestand staat.
confirm-audience-title = Live doelgroepen kunnen reageren
confirm-audience-text = Gewijzigde profielen kunnen binnen enkele minuten doelgroepen en journeys in- of uitgaan.
confirm-practice-title = Dit is oefenen
confirm-practice-text = Klanten gaan naar een platform op deze computer. Geen doelgroep en geen e-mail kan reageren.
confirm-final-title = Dit is in profielen niet terug te draaien
confirm-final-text = U kunt later verbeterde waarden verzenden. De geschiedenis bewaart wat is verzonden.
confirm-mapping = Koppeling
confirm-columns-sent = Kolommen die meegaan
confirm-columns-of = { $sent } van de { $count }
confirm-columns-not = Kolommen die niet meegaan
confirm-columns-blocked = Geblokkeerd, nooit verzonden
confirm-none = Geen
confirm-one = Eén klant bekijken zoals verzonden
confirm-one-title = Eén klant, zoals verzonden
confirm-one-text = De eerste klant van het bestand, in de woorden van Adobe.
confirm-upload = { $count ->
        [one] { $count } klant uploaden
       *[other] { $count } klanten uploaden
    }
confirm-ask-title = Uploaden naar Productie?
confirm-ask-text = { $count ->
        [one] { $count } klant gaat via { $connection } naar { $dataset }, in sandbox { $sandbox }.
       *[other] { $count } klanten gaan via { $connection } naar { $dataset }, in sandbox { $sandbox }.
    } Live doelgroepen kunnen reageren, en profielen kunnen niet worden teruggezet.
confirm-type-label = Typ { $sandbox } om door te gaan
confirm-type-text = Wordt voor deze sandbox één keer gevraagd; latere uploads vragen één druk op de knop.

## Venster: vooraf gevraagd

ahead-title = Voordat u verzendt
try-open = Eén klant proberen…
try-title = Eén klant proberen
try-text = { $place ->
        [practice] Eén klant van dit bestand wordt echt naar het oefenplatform op deze computer verzonden, en meteen beoordeeld. Wordt de klant aangenomen, dan blijft die daar bewaard.
       *[other] Eén klant van dit bestand wordt echt verzonden naar “{ $dataset }” in sandbox { $sandbox }, en Adobe beoordeelt die meteen. Neemt Adobe de klant aan, dan is dat niet terug te draaien, en vervangt het alles wat deze dataset van de klant wist.
    }
try-production-title = In deze sandbox zitten echte klanten
try-which = Welke klant
try-first = De eerste die wordt verzonden
try-other = Een andere rij van het bestand
try-row = Rij
try-row-text = Rij 1 staat onder de kolomnamen.
try-go = Proberen
try-busy = Eén klant wordt verzonden
trial-taken = { $place ->
        [practice] Het oefenplatform heeft deze klant aangenomen
       *[other] Adobe heeft deze klant aangenomen
    }
trial-taken-text = Rij { $row } (regel { $line }) is geldig, en staat nu in “{ $dataset }”.
trial-violations = { $place ->
        [practice] Het oefenplatform weigert deze klant
       *[other] Adobe weigert deze klant
    }
trial-violations-text = Er is niets bewaard. Dit is er tegen rij { $row } (regel { $line }):
trial-not-offered = Deze klant voldoet aan alle regels die hier bekend zijn
trial-not-offered-text = Adobe beoordeelt voor deze regio of organisatie geen losse klanten, dus er is niets bewaard. Rij { $row } (regel { $line }) is alleen aan onze eigen regels getoetst; wat Adobe verder te zeggen heeft, komt met de upload.
trial-reason = { $code ->
        [enum] Geen waarde die het veld aanneemt
        [required] Een waarde die nodig is, ontbreekt
        [type] Niet het soort waarde dat het veld bevat
        [format] Niet in de vorm die het veld vraagt
        [pattern] Niet in de vorm die het veld vraagt
        [minLength] Korter dan het veld aanneemt
        [maxLength] Langer dan het veld aanneemt
        [minimum] Kleiner dan het veld aanneemt
        [maximum] Groter dan het veld aanneemt
       *[other] Niet aangenomen
    }
trial-no-column = De klant als geheel
casing-open = Hoe staan e-mails in Adobe?
casing-title = Hoe staan e-mailadressen in Adobe?
casing-text = Adobe vergelijkt adressen letter voor letter, en ze worden in kleine letters verzonden. Hooguit 20 adressen van dit bestand met hoofdletters worden in de profielen opgezocht, op beide manieren. Er verandert niets.
casing-busy = Een paar klanten worden opgezocht
casing-nothing = Er viel niets op te zoeken
casing-nothing-text = Geen adres in dit bestand heeft hoofdletters, dus er is maar één manier om ze te schrijven.
casing-unknown = Geen van deze klanten is al bekend
casing-unknown-text = Ze worden nieuwe profielen, in kleine letters.
casing-good = De profielen hebben deze klanten in kleine letters
casing-good-text = Zo worden ze ook verzonden, dus elke klant komt bij het eigen profiel.
casing-capitals = De profielen hebben sommige van deze klanten met hoofdletters
casing-capitals-text = In kleine letters verzonden zouden zij een tweede profiel krijgen. Zoek met uw beheerder uit wie er nog meer klanten verzendt, vaak de winkel of een app, en laat die ook kleine letters verzenden. Upload daarna.
casing-twice = Sommige van deze klanten staan twee keer in de profielen
casing-twice-text = Iemand anders verzendt dezelfde klanten met hoofdletters. Zoek met uw beheerder uit wie dat is, vaak de winkel of een app, en laat die ook kleine letters verzenden.
casing-found = Wat er is gevonden
casing-lower = Alleen in kleine letters, zoals verzonden
casing-written = Alleen met hoofdletters, zoals in het bestand
casing-both = Op beide manieren
casing-neither = Helemaal niet
batches-label = Uploads vandaag
batches-value = { $more ->
        [yes] Meer dan { $count } naar deze sandbox; Adobe raadt hooguit { $advised } aan
       *[no] { $count ->
            [one] { $count } upload naar deze sandbox; Adobe raadt hooguit { $advised } aan
           *[other] { $count } uploads naar deze sandbox; Adobe raadt hooguit { $advised } aan
        }
    }
batches-near = Bijna zoveel uploads vandaag als Adobe aanraadt
batches-over = Zoveel uploads vandaag als Adobe aanraadt, of meer
batches-much-text = Die van u gaat gewoon door, maar het kan langer duren voor klanten in de profielen te zien zijn. Minder en grotere bestanden helpen.

## Venster: bezig

running-title = Uw klanten worden verzonden
running-to = { $name } naar
running-close = U kunt dit venster sluiten. De upload gaat door, en de geschiedenis toont hoe het afliep.
running-cancel = Upload annuleren…
running-cancelling = Stoppen…
running-cancel-title = Deze upload stoppen?
running-cancel-text = Er is nog niets gepubliceerd, dus er blijft niets achter in Adobe.
running-cancel-late = De klanten zijn al aan Adobe overgedragen. Stoppen stopt alleen het meekijken.
running-cancel-yes = Upload stoppen
running-cancel-no = Doorgaan
running-sent = { $total ->
        [one] van { $total } klant voorbereid
       *[other] van { $total } klanten voorbereid
    }
running-read = rijen gelezen
running-processing = Adobe verwerkt
running-processing-text = Meestal minuten, soms langer. Er wordt meegekeken.
running-profiles = Klanten worden opgezocht
running-profiles-text = Enkele worden in profielen opgezocht, om te zien of de waarden van vandaag er staan.
running-speed = rijen per seconde
running-bytes-of = van { $total }
running-bytes = tot nu toe
running-bytes-read = gelezen
running-elapsed = tot nu toe
running-left = te gaan in deze fase
running-about = ongeveer { $time }
phase-part = Deel { $done } van { $total }
phase-done = Klaar
phase-busy = Bezig
phase-rows = { $count ->
        [one] { $count } rij
       *[other] { $count } rijen
    }
phase-usually = Meestal minuten
phase-lookup = Enkele worden opgezocht
phase-first = Elke rij nog een keer

## Venster: resultaat

result-merged = Verzonden — kijk hier nu naar
result-succeeded = Klaar
result-attention = { $count ->
        [one] Klaar — { $count } vraagt aandacht
       *[other] Klaar — { $count } vragen aandacht
    }
result-processing = Overgedragen — Adobe verwerkt nog
result-unconfirmed = Verzonden — nog niet bevestigd
result-mismatch = Verzonden — Adobe telt anders
result-failed = Er is niets verzonden
result-failed-maybe = Deze upload liep niet goed af
result-stalled = Adobe blijft steken bij deze upload
result-held = Wacht op u
result-cancelled = Geannuleerd — er is niets verzonden
result-resumable = Gestopt — het kan verder
result-running = Bezig
result-sub = { $count ->
        [one] Adobe bevestigt { $count } klant in
       *[other] Adobe bevestigt alle { $count } klanten in
    }
result-sub-some = Adobe bevestigt { $count } van de { $sent } klanten in
result-sub-same = Niemand is nieuw of gewijzigd sinds de vorige upload. Er hoefde niets te worden verzonden naar
result-sub-to = Naar
sum-label = Waar elke rij bleef
sum-read = rijen gelezen
sum-send = verzonden
sum-unchanged = ongewijzigd
sum-merged = samengevoegd
sum-rejected = niet verzonden
sum-skipped = overgeslagen
sum-time = van begin tot eind
reasons-title = Niet verzonden
reasons-none = Elke rij is verzonden.
reasons-none-same = Elke rij die nieuw of gewijzigd is, is verzonden.
reason-rows = { $count ->
        [one] Rij { $rows }
       *[other] Rijen { $rows }
    }
reason-rows-more = Rijen { $rows }, …
refusals-title = Geweigerd door Adobe
changes-title = Onderweg hersteld
profiles-title = Gezien in profielen
profiles-all = { $count ->
        [one] Eén klant is op e-mail opgezocht en heeft de waarden van vandaag.
       *[other] { $count } klanten zijn op e-mail opgezocht en hebben de waarden van vandaag.
    }
profiles-some = { $found } van de { $count } opgezochte klanten hebben de waarden van vandaag.
profiles-pending = { $pending } van de { $count } opgezochte klanten zijn nog niet zichtbaar. Deze pagina vult zichzelf aan.
profiles-differing = { $differing } van de { $count } opgezochte klanten hebben andere waarden. Mogelijk schreef een andere bron ze later.
profiles-none = Er zijn nog geen klanten opgezocht.
seen-found = heeft wat is verzonden
seen-pending = nog niet zichtbaar
seen-differs = heeft andere waarden
seen-merged-with-other = hier zitten twee mensen in één profiel
seen-other-emails = { $count ->
        [one] Dit profiel heeft ook een ander e-mailadres.
       *[other] Dit profiel heeft ook { $count } andere e-mailadressen.
    }
seen-other-numbers = { $count ->
        [one] Dit profiel heeft ook een ander nummer ({ $namespaces }).
       *[other] Dit profiel heeft ook { $count } andere nummers ({ $namespaces }).
    }
seen-others-unknown = Bij dit profiel horen meer dan vijftig identiteiten, en daarom toont Adobe het niet.
seen-not-tied = Het e-mailadres is nog niet aan het klantnummer gekoppeld. Adobe doet daar ongeveer een kwartier over.
seen-merged-help = Kijk eerst naar deze rijen. Is het een oud adres of nummer van dezelfde persoon, dan is er niets mis. Zijn het twee mensen, dan kan Adobe ze niet meer uit elkaar halen: stop planningen die zulke bestanden uploaden, upload niets meer waarin klanten door dit nummer worden onderscheiden, en vraag wie in uw organisatie Adobe Experience Platform beheert om het profiel te verwijderen, of de ondersteuning van Adobe.
seen-who = Tonen wie het zijn
seen-line = Rij { $row }: { $state }
seen-fields = Andere waarden in: { $fields }
seen-label = Klanten die zijn opgezocht
result-save = { $count ->
        [one] De rij opslaan
       *[other] De { $count } rijen opslaan
    }
result-new = Nieuwe upload
result-in-history = In geschiedenis openen

## Venster: geschiedenis

history-title = Geschiedenis
history-export = Exporteren
history-search = Zoeken op bestand of batch
history-search-hint = Bestand of batch
history-problems = Alleen problemen
history-table = Uploads
history-when = Wanneer
history-file = Bestand
history-target = Bestemming
history-result = Resultaat
history-read = Gelezen
history-sent = Verzonden
history-attention = { $count ->
        [one] { $count } vraagt aandacht
       *[other] { $count } vragen aandacht
    }
history-empty-title = Nog geen uploads
history-empty-text = Elke upload staat straks hier, met wat er van elke rij is geworden.
history-empty-go = Naar Uploaden
history-none-title = Geen upload past hierbij
history-none-text = Probeer een ander woord, of toon meer dan problemen.
history-show-all = Alles tonen
history-loading = De geschiedenis wordt gelezen
history-exported = Geschiedenis opgeslagen als “{ $name }”
detail-label = Upload van { $when }
detail-read = gelezen
detail-sent = verzonden
detail-not = niet verzonden
detail-file = Bestand
detail-file-text = { $name }, { $size }
detail-connection = Verbinding
detail-target = Bestemming
detail-mapping = Koppeling
detail-parent = Herstelde rijen van
detail-run = { $file }, { $when }
detail-corrected = De herstelde rijen
detail-phases = Tijd per fase
detail-open-page = Openen in Experience Platform
detail-lookup-again = Opnieuw opzoeken
detail-lookup = Opgezocht in profielen
detail-batch = Batch
detail-copy-batch = Batchnummer kopiëren
detail-problem = Wat het tegenhield
detail-save = Rijen opslaan
detail-go-on = Verder gaan
detail-since-nothing = Sindsdien ging er niets anders naar deze dataset. Het gaat verder waar het stopte.
detail-since = Sindsdien ging “{ $name }” naar dezelfde dataset. Wat daar nieuwer is blijft; gaat deze upload eroverheen, dan stopt hij en vraagt.
detail-again = Opnieuw uitvoeren
detail-watch = Volgen

## Datums en tijden

when-today = Vandaag { $time }
when-yesterday = Gisteren { $time }
when-date = { $date } { $time }
about-seconds = { $count } s
about-minutes = { $count } min.

## Command line

cli-connection-kept = “{ $name }” is bewaard. Kies waar de klanten naartoe gaan: courier connections choose --connection "{ $name }" --sandbox NAAM --dataset NAAM
cli-secret-prompt = Clientgeheim: { "" }
cli-no-datasets = Geen dataset waar klanten in kunnen. Maak er een: courier datasets create NAAM
cli-required = verplicht
cli-never = { $changed } gewijzigd, { $unreadable } die geen adres zijn, { $total } op de lijst
cli-graph = Eén persoon in { $sandbox }: { $identities } identiteiten horen bij elkaar, uit { $fragments } record(s)
cli-graph-datasets = Uit { $names }
cli-graph-nobody = Niemand op het oefenplatform heeft deze identiteit
cli-file = { $name }: { $layout }
cli-no-layout = geen bekende indeling
identity-told-by = Klanten worden onderscheiden door { $what }
identity-by-email = hun e-mailadres
identity-by-number = het nummer in “{ $column }”, als { $namespace }
identity-and = { " en " }
consent-counts = Toestemming voor { $channel }: { $allow } staan het toe, { $object } maken bezwaar, { $unsaid } onbekend
channel-any = alles
channel-email = e-mail
channel-sms = sms
channel-call = telefoongesprekken
channel-postal-mail = post
channel-push = meldingen van een app
channel-whats-app = WhatsApp
channel-fax = fax
channel-commercial-email = commerciële e-mail
cli-pair = Rijen { $first } en { $second }: { $why }
cli-form = { $encoding }, cellen gescheiden door { $delimiter }, kopregel op regel { $line }, ongeveer { $rows } rijen
cli-not-sent = gaat niet mee
cli-change = Vergeleken met de vorige upload: { $new } nieuw, { $changed } gewijzigd, { $same } ongewijzigd
cli-newer-upload = “{ $name }” is ouder dan “{ $sent }”, dat eerder naar deze dataset ging: klanten die in allebei staan zouden teruggaan. Klopt dat, upload dan met --older.
cli-reset-seen = Er wordt niets geüpload voordat u dit hebt gezien: courier history --seen
cli-everything = Er is om alles gevraagd, ook om wat ongewijzigd is
cli-forgotten = { $count ->
        [one] { $count } overzicht van wat is verzonden is vergeten; de volgende upload verzendt alles
       *[other] { $count } overzichten van wat is verzonden zijn vergeten; de volgende upload verzendt alles
    }
cli-numbers-kept = Welk klantnummer met welk e-mailadres is verzonden, blijft onthouden; --numbers vergeet het
cli-numbers-forgotten = { $count ->
        [one] { $count } klantnummer is vergeten, met het e-mailadres waarmee het is verzonden
       *[other] { $count } klantnummers zijn vergeten, met de e-mailadressen waarmee ze zijn verzonden
    }
cli-objections-kept = Wie bezwaar heeft gemaakt, blijft onthouden; --objections vergeet het
cli-objections-forgotten = { $count ->
        [one] { $count } bezwaar is vergeten: een oud bestand kan die klant opnieuw inschrijven
       *[other] { $count } bezwaren zijn vergeten: een oud bestand kan die klanten opnieuw inschrijven
    }
consent-lookup = { $people ->
        [one] { $people } klant opgezocht in Adobe vóór het verzenden
       *[other] { $people } klanten opgezocht in Adobe vóór het verzenden
    } ({ $calls ->
        [one] { $calls } aanroep
       *[other] { $calls } aanroepen
    }), { $held } weggelaten om wat daar bekend is
memory-no-key = De sleutelhanger is vergrendeld of ontbreekt, dus het is niet bekend van wie eerder verzonden nummers zijn en wie in eerdere bestanden bezwaar heeft gemaakt.
memory-unusable = Wat van eerdere uploads was onthouden, kan niet worden gelezen, dus het is niet bekend van wie eerder verzonden nummers zijn en wie in eerdere bestanden bezwaar heeft gemaakt.
cli-sum-check = { $read } rijen gelezen = { $send } te verzenden + { $merged } samengevoegd + { $unchanged } ongewijzigd + { $rejected } kunnen niet mee + { $skipped } overgeslagen
cli-sum = { $read } rijen gelezen = { $send } verzonden + { $merged } samengevoegd + { $unchanged } ongewijzigd + { $rejected } niet verzonden + { $skipped } overgeslagen
cli-parts = { $count } deel/delen geschreven, { $bytes } bytes
cli-columns-not-sent = Kolommen die niet meegaan: { $names }
cli-columns-blocked = Geblokkeerd, nooit verzonden: { $names }
cli-run = { $status }: { $name } naar { $dataset } in { $sandbox }
cli-platform = Het platform nam { $accepted } aan en weigerde { $refused }
cli-problem-consent-lookup-refused = Deze verbinding mag geen klanten opzoeken in de profielen van sandbox “{ $sandbox }”, dus niemand kan zeggen wie intussen bezwaar heeft gemaakt. Er is niets verzonden. Vraag uw beheerder om toegang tot profielen, of herhaal de opdracht met --no-consent-lookup: wie elders bezwaar maakte, wordt dan opnieuw ingeschreven.
cli-problem-consent-lookup-failed = Klanten konden niet worden opgezocht in profielen, dus niemand kan zeggen wie intussen bezwaar heeft gemaakt. Er is niets verzonden. Probeer het over een tijdje opnieuw, of herhaal de opdracht met --no-consent-lookup: wie elders bezwaar maakte, wordt dan opnieuw ingeschreven.
cli-problem-keychain-absent = Deze computer heeft geen sleutelhanger die het clientgeheim kan bewaren, en de opdrachtregel bewaart het nergens anders. Richt er een in, zoals gnome-keyring of KWallet, meld u opnieuw aan en herhaal de opdracht. Zonder sleutelhanger kunt u het venster gebruiken: dat kan het geheim onthouden tot het sluit.
cli-verified = Opgezocht in profielen: { $found } van { $of } hebben wat is verzonden, { $differing } wijken af
cli-seen = Rij { $row } (regel { $line }): { $state }
cli-merged-with-other = { $count ->
        [one] Eén opgezochte klant zit in één profiel met iemand anders.
       *[other] { $count } opgezochte klanten zitten in één profiel met iemand anders.
    }
cli-merged-next = Planningen stoppen: courier schedules pause · Opnieuw kijken: courier verify { $run }
cli-look-again = Later opnieuw kijken: courier verify { $run }
cli-history-merged = twee mensen in één profiel, zie courier verify { $run }
cli-identity-count = Identiteiten in profielen, uit alle bronnen: { $namespace } { $before } vooraf, { $after } na afloop
cli-identity-count-before = Identiteiten in profielen, uit alle bronnen: { $namespace } { $before } vooraf; Adobe heeft nog niet opnieuw geteld
cli-corrected = Herstelde rijen van { $file } (run { $run }, { $when })
cli-run-id = Run { $run }, batch { $batch }
cli-no-runs = Er is nog niets geüpload
cli-rows = rijen { $rows }
cli-rejects-saved = { $count } rijen opgeslagen in { $name }
cli-output-cut-off = Wat gedaan is, blijft gedaan, maar niet alles kon naar de standaarduitvoer geschreven worden: is de schijf vol? courier history vertelt wat verzonden is.
cli-nothing-sent = Er is niets verzonden.
cli-maybe-sent = Adobe is gevraagd het aan te nemen, en heeft dat misschien gedaan. De volgende upload naar deze dataset maakt het eerst af, of nu: courier resume, met de run uit courier history. Niemand wordt dubbel verzonden.
cli-confirm-prompt = Typ ja om door te gaan:
cli-answer-how = Beantwoord die bijvoorbeeld met: { $flag }
cli-confirm-how = Voeg --yes toe om door te gaan zonder vraag.
cli-try-warning = Eén rij wordt echt verzonden naar { $dataset } in { $sandbox }. Neemt Adobe die aan, dan is deze klant opgenomen zoals elke andere, kan dat niet worden teruggedraaid, en vervangt de rij alles wat deze dataset van de klant wist.
cli-try-taken = Aangenomen: rij { $row } (regel { $line }) is geldig en is opgenomen
cli-try-violations = Niet aangenomen, er is niets opgenomen: Adobe heeft dit tegen rij { $row } (regel { $line })
cli-try-not-offered = Deze regio beoordeelt geen records terwijl u wacht. Er is niets opgenomen; rij { $row } (regel { $line }) is alleen aan onze eigen regels getoetst, en voldoet daaraan.
cli-probe-none = Geen adres in dit bestand heeft hoofdletters, dus er viel niets op te zoeken
cli-probe = { $count } adres(sen) met hoofdletters opgezocht: { $lower } gevonden in kleine letters, { $written } zoals geschreven, { $both } in beide, { $neither } in geen van beide
cli-probe-written = De profielen kennen sommige van deze klanten met hoofdletters. Adressen worden in kleine letters verzonden, dus deze klanten zouden een tweede profiel krijgen. Vraag wie de andere verzendt om ook kleine letters te gebruiken.
cli-probe-both = De profielen kennen sommige van deze klanten in beide vormen: waarschijnlijk hebben zij al twee profielen.
cli-batches-much = Sandbox “{ $sandbox }” had { $batches } batches in de afgelopen 24 uur; Adobe raadt hooguit { $advised } per dag aan. Uw upload gaat door, maar het kan langer duren voor klanten in de profielen te zien zijn. Minder en grotere bestanden helpen.
cli-fields-none = Elke kolom met inhoud heeft al een veld
cli-fields-proposed = { $count } veld(en) voorgesteld: kolom, naam, type
cli-fields-next = Om ze te maken: herhaal dit met --json, bekijk het document, en dan courier fields create
cli-fields-warning = { $count } veld(en) worden gemaakt en toegevoegd aan het schema van { $dataset } in { $sandbox }. Velden kunnen niet worden teruggenomen.
cli-fields-made = “{ $title }” is nu deel van schema “{ $schema }”
cli-fields-found = “{ $title }” is al deel van schema “{ $schema }”
cli-data-prep-saved = { $count } regel(s) voor schema “{ $schema }” opgeslagen in { $name }
cli-data-prep-trial = Vergeleken voor { $count } klant(en): de mapper van Adobe naast die van ons
cli-data-prep-invalid = Adobe kan deze regel niet gebruiken: { $said }
cli-data-prep-differs = hetzelfde bij { $same }, een andere waarde bij { $differing }, alleen bij ons { $ours }, alleen bij Adobe { $theirs }
cli-data-prep-left-out = Weggelaten, omdat Data Prep er niets gelijks voor heeft:
cli-data-prep-some-cells = Vertaald, maar met een andere uitkomst voor sommige cellen:
cli-data-prep-set = de hele koppeling
data-prep-identity-map = identiteiten van een record: Data Prep maakt geen identity map
data-prep-duplicates = meer rijen over één klant: elke rij wordt een eigen record
data-prep-row-rules = rijen weglaten, zoals die met anonieme of gedeelde adressen
data-prep-checks = waarden controleren, en herstellen wat spreadsheets met cellen hebben gedaan
data-prep-phone = telefoonnummers in internationale vorm
data-prep-country = landcodes uit de namen van landen
data-prep-repair = tekst herstellen die verkeerd is gelezen
data-prep-consent = afwegen wat meer kolommen over één toestemming zeggen
data-prep-name-case = namen met hoofdletters aan het begin
data-prep-split-position = een stuk dat niet het eerste en niet het laatste is
data-prep-split-mark = splitsen op een teken dat Data Prep als patroon leest
data-prep-values-by-case = waarden die alleen in hoofdletters verschillen
data-prep-dates-counted = datums die als aantal dagen of seconden zijn geschreven
data-prep-two-digit-years = jaartallen van twee cijfers
data-prep-zone-by-name = tijden in een zone met zomertijd
data-prep-condition = een kolom die ja moet zeggen
data-prep-list = een lijst van waarden
data-prep-column-name = de naam van de kolom kan in Data Prep niet worden geschreven
data-prep-too-long = de regel zou langer worden dan 4.096 tekens
data-prep-email-cells = cellen met meer dan één gewoon e-mailadres
data-prep-other-dates = datums in een andere vorm dan gebruikelijk in de kolom
data-prep-other-numbers = getallen met een valuta of tussen haakjes

## Venster: verbindingen

connections-title = Verbindingen
practice-name = Oefenplatform
practice-where = Op deze computer, altijd aanwezig
practice-about = Een platform op deze computer dat antwoordt zoals dat van Adobe. Er gaat niets naar buiten, en er zijn geen inloggegevens nodig.
connection-in-use = In gebruik voor uploads
connection-use = Gebruiken voor uploads
connection-no-target = Nog geen dataset gekozen
connection-more = Meer voor { $name }
connection-sending = Hoe er wordt verzonden…
sending-title = Hoe er wordt verzonden
sending-threshold = Slechte rijen die Adobe mag weglaten, in procenten
sending-threshold-text = Bij meer slechte rijen weigert Adobe de hele upload. 0: één slechte rij weigert die.
sending-limit = Snelheid begrenzen
sending-rate = Kilobytes per seconde
sending-rate-text = Gedeeld door alle uploads van deze verbinding.
sending-consent = Toestemming opzoeken vóór het verzenden
sending-consent-text = Klanten die met een ja zouden meegaan, worden eerst opgezocht in profielen, ongeveer honderd tegelijk. Wie daar bezwaar heeft gemaakt, gaat niet mee. Zonder dit wordt iemand die elders bezwaar maakte, opnieuw ingeschreven.
sending-save = Bewaren
connection-rename = Naam wijzigen
connection-target = Kiezen waar klanten heen gaan
connection-secret = Geheim vervangen
connection-secret-enter = Geheim invoeren
connection-remove = Verwijderen
connection-no-secret-title = Het clientgeheim moet opnieuw worden ingevoerd
connection-no-secret-text = Het werd alleen bewaard tot het programma stopte, of staat niet meer in de sleutelhanger. Al het andere van deze verbinding is er nog.
connection-no-dataset-title = Er is nog niet gekozen waar klanten heen gaan
connection-no-dataset-text = Kies een sandbox en een dataset; zonder kan hier niets worden geüpload.
credentials-drop = Zet de JSON uit Developer Console hier neer
credentials-drop-first = Met Adobe verbinden: zet de JSON uit Developer Console hier neer
credentials-fields = Vier velden invullen
access-label = De vier controles
access-busy = De verbinding wordt getest…
access-waits = Nog niet getest
access-sum = { $count ->
        [0] Geen van de vier controles is geslaagd
        [1] Eén van de vier controles is geslaagd
        [2] Twee van de vier controles zijn geslaagd
        [3] Drie van de vier controles zijn geslaagd
       *[other] Alle vier controles zijn geslaagd
    }
access-test = Testen
access-test-again = Opnieuw testen
access-stop = Test stoppen
access-when = Getest: { $when }
access-all = Alle controles geslaagd
access-some = Een controle is niet geslaagd
access-likely = Waarschijnlijk, al zegt Adobe het niet: { $what }
access-sandbox-good = “{ $sandbox }” staat open voor dit account
access-do-admin = De beheerder mailen
access-do-secret = Geheim vervangen
access-do-fields = Velden wijzigen
access-do-target = Een andere kiezen
access-do-again = Opnieuw testen
said-title = De woorden van Adobe zelf
said-status = Status { $status }
said-request = Request-ID: { $id }
keychain-locked-text = { $os ->
        [mac] Ontgrendel de inlogsleutelhanger in Sleutelhangertoegang.
        [windows] Vergrendel Windows en meld u opnieuw aan, zodat Referentiebeheer opengaat.
       *[linux] Ontgrendel de inlogsleutelbos, bijvoorbeeld in Wachtwoorden en sleutels, of meld u opnieuw aan bij het bureaublad.
    }
keychain-absent-text = { $os ->
        [mac] Open Sleutelhangertoegang en controleer of er een inlogsleutelhanger is.
        [windows] Controleer of de service Referentiebeheer draait.
       *[linux] Installeer en start een Secret Service, zoals gnome-keyring of KWallet, en meld u opnieuw aan.
    }
keychain-nothing-lost = Uw verbindingen zijn er nog; alleen geheimen kunnen tot dan niet worden gelezen of bewaard.
keychain-session-text = Of bewaar het geheim in het geheugen tot het programma stopt. Het wordt nooit in een bestand geschreven, en u voert het de volgende keer opnieuw in.
keychain-session = Bewaren tot het programma stopt
keychain-again = Opnieuw kijken
region-usual = De gebruikelijke gateway
secret-age-now = zojuist
secret-age = Bewaard: { $age }
secret-mark = Kenmerk { $mark }, om geheimen te onderscheiden
secret-title = Geheim van { $name } vervangen
secret-new = Nieuw clientgeheim
secret-new-text = Het wordt eerst getest. Het huidige blijft tot het nieuwe werkt.
secret-save = Testen en bewaren
rename-title = Naam van verbinding wijzigen
rename-save = Wijzigen
remove-title = { $name } verwijderen?
remove-text = De verbinding en het clientgeheim worden van deze computer verwijderd. Uw uploads blijven in de geschiedenis, en in Adobe verandert niets.
credential-name = Naam
credential-name-text = Van uzelf, om verbindingen te onderscheiden
credential-org = Organisatie-ID
credential-org-text = Eindigt op @AdobeOrg
credential-client = Client-ID
credential-secret = Clientgeheim
credential-secret-held = Vastgehouden voor deze test; typ alleen om het te wijzigen
credential-scopes = Scopes
credential-scopes-text = Laat leeg voor de gebruikelijke
credential-region = Regio
credential-region-text = Laat leeg, tenzij Adobe uw organisatie er een gaf, zoals nld2
add-title = Verbinding toevoegen
add-choose = JSON kiezen…
add-or-fields = Uit Adobe Developer Console; u kunt die ook op dit venster neerzetten, of de velden invullen.
add-read = Gelezen uit uw bestand. Het bestand zelf wordt niet bewaard.
add-more = Meer
add-mail = Ik heb dit niet: mail voor de beheerder
add-api-missing = Volgens dit bestand heeft het project de Experience Platform API niet.
add-second-secret = Het bestand heeft twee geheimen; het eerste wordt gebruikt.
add-save = Verbinding bewaren
add-save-anyway = Toch bewaren
add-test-again = Opnieuw testen
mail-title = Mail voor de beheerder
mail-text = Kopieer dit in een mail aan wie bij u Adobe Experience Platform beheert.
mail-language = Taal van de mail
mail-subject = Onderwerp: Toegang tot Adobe Experience Platform om klanten te uploaden
mail-hello =
    Hallo,

    Ik wil met Profile Courier klanten uploaden naar Adobe Experience Platform. Het meldt zich aan met een technisch account. Kunt u dat instellen?
mail-project =
    1. Maak in Adobe Developer Console (developer.adobe.com/console) een project, voeg daaraan de API “Experience Platform API” toe, en kies “OAuth Server-to-Server” als aanmelding.

    2. Kies AEP-Default-All-Users als naar productprofielen wordt gevraagd.
mail-client =
    1. Zoek in Adobe Developer Console (developer.adobe.com/console) het project met client-ID { $client } op. Controleer of het de API “Experience Platform API” met “OAuth Server-to-Server” heeft.

    2. Controleer of deze credential het productprofiel AEP-Default-All-Users heeft.
mail-role =
    3. Open in Experience Platform Permissions, Roles, kies een rol (of maak er een) met daarin de sandbox waarheen wordt geüpload, en voeg de credential toe onder API credentials. De rol heeft minstens nodig:

    - View Sandboxes, voor die sandbox
    - View Datasets, Manage Datasets
    - View Schemas, Manage Schemas
    - View Identity Namespaces, Manage Identity Namespaces
mail-role-sandbox =
    3. Open in Experience Platform Permissions, Roles, kies een rol (of maak er een) met daarin de sandbox “{ $sandbox }”, en voeg de credential toe onder API credentials. De rol heeft minstens nodig:

    - View Sandboxes, voor die sandbox
    - View Datasets, Manage Datasets
    - View Schemas, Manage Schemas
    - View Identity Namespaces, Manage Identity Namespaces
mail-send =
    4. Stuur mij het bestand van het project (Download, in Developer Console) op de manier waarop wij wachtwoorden delen: er staat een geheim in.

    Dank u wel!
mail-end =
    Laat u mij weten als het klaar is? Een nieuw bestand heb ik niet nodig.

    Dank u wel!

## Venster: waar klanten heen gaan

dataset = Dataset
target-title = Waar moeten klanten heen?
target-text = Kies de sandbox, en daarin de dataset waar uw klanten naartoe worden geüpload.
target-sandbox = Sandbox
target-loading = Adobe wordt gevraagd
target-use = Deze verbinding voortaan voor uploads gebruiken
target-choose = Deze dataset gebruiken
target-later = Later
target-off-title = Klanten in deze dataset zijn niet te zien in profielen
target-off-text = “{ $name }” staat niet aan voor profielen. U kunt die hier aanzetten, of een andere dataset kiezen.
target-replaces-title = Wat uw bestand mist, gaat verloren
target-replaces-text = “{ $name }” vervangt het hele record van een klant door wat wordt geüpload. Kolommen die uw bestand niet heeft, worden in deze dataset leeg.
target-connector-title = Commerce vult deze dataset al
target-connector-text = “{ $name }” lijkt te worden gevuld door de Data Connection van Commerce zelf. Records daarvandaan en van hier zouden elkaar vervangen. Een eigen dataset is veiliger.
sandbox-production = { $name } · echte klanten
sandbox-development = { $name } · ontwikkeling
sandbox-none-title = Dit account mag nog geen sandbox gebruiken
sandbox-none-text = Vraag uw beheerder de credential toe te voegen aan een rol met een sandbox. De verbinding zelf is bewaard.
dataset-search = Datasets zoeken
dataset-list = Datasets
dataset-none = Deze sandbox heeft nog geen dataset voor klanten. Maak er een.
dataset-not-found = Geen dataset heeft dit in de naam
dataset-chosen = gekozen
dataset-ready = Klaar voor profielen
dataset-keeps = Bewaart ontbrekende kolommen
dataset-replaces = Vervangt het hele record
dataset-off = Staat niet aan voor profielen
dataset-connector = Gevuld door Commerce
dataset-gone = Deze dataset is er niet meer, of dit account mag die niet zien.
dataset-unseen = Aan Adobe kon niet worden gevraagd wat voor dataset dit is. Test de verbinding om te zien waarom.
create-open = Dataset maken
create-title = Dataset maken
create-name = Naam
create-name-text = Van de dataset en van het schema
create-name-usual = Commerce-klanten
create-identity = Klanten zijn te onderscheiden aan
create-identity-text = Kies het nummer als elk bestand het heeft, of als ook de Data Connection van Commerce draait.
create-identity-email = E-mailadres
create-identity-number = Klantnummer, met het e-mailadres ernaast
create-final-title = Een deel hiervan is niet terug te draaien
create-final-text = In sandbox { $sandbox } worden een schema en een dataset gemaakt en aangezet voor profielen. Een schema dat aanstaat, blijft aan; een identity namespace kan nooit worden verwijderd. De dataset bewaart wat een bestand niet noemt.
create-go = Dataset maken
setup-label = Stappen
setup-again = Opnieuw beginnen
setup-again-text = Wat al is gemaakt, wordt gevonden en gebruikt als u opnieuw begint.
made-failed = Hier gestopt
made-waits = Komt daarna
enable-open = Deze dataset aanzetten
enable-title = “{ $name }” aanzetten voor profielen?
enable-final-title = Dit werkt alleen vooruit
enable-final-text = Klanten die vanaf nu worden verzonden, komen in profielen. Gegevens die eerder naar deze dataset zijn verzonden niet: die moeten opnieuw worden verzonden. Ook het schema wordt aangezet, en dat is niet terug te draaien. De dataset bewaart dan wat een bestand niet noemt.
enable-go = Aanzetten

## Venster: het schema

schema-open = Schema bekijken
schema-title = Schema
schema-loading = Het schema wordt gelezen
schema-search = Velden zoeken
schema-search-hint = { $count } velden doorzoeken
schema-found = { $count ->
        [one] { $count } veld gevonden
       *[other] { $count } velden gevonden
    }
schema-read = Gelezen: { $ago }
schema-read-now = Zojuist gelezen
schema-refresh = Opnieuw lezen
schema-tree = Velden van het schema
schema-none = Geen veld heeft dit in de naam
schema-fields = { $count ->
        [one] { $count } veld
       *[other] { $count } velden
    }
schema-required = verplicht
schema-field = Het gekozen veld
schema-choose = Kies een veld om te zien wat het aanneemt.
schema-identity = identiteit: { $namespace }
schema-own-title = Titel bij Adobe
schema-path = Pad
schema-kind = Type
schema-values = Toegestane waarden
schema-values-any = Alle van dit type
kind-string = tekst
kind-number = getal
kind-integer = geheel getal
kind-boolean = ja of nee
kind-date = datum
kind-date-time = datum en tijd
kind-list = lijst
kind-other = { $kind }

## Planningen: waarom er een niet loopt, wat er van een moment werd en waarom, wat bewaren in de weg staat

willnot-switched-off = Loopt niet, want u hebt deze uitgezet
willnot-paused = { $until ->
        [none] Loopt niet, want alle planningen staan op pauze
       *[other] Loopt niet, want alle planningen staan op pauze tot { $until }
    }
willnot-nothing-starts = Loopt alleen zolang Profile Courier open is: verder start niets het op deze computer
willnot-file-gone = Loopt niet, want “{ $name }” is weg
willnot-folder-gone = Loopt niet, want de map “{ $name }” is weg
willnot-connection-gone = Loopt niet, want de verbinding is verwijderd
willnot-secret-gone = Loopt niet, want het clientgeheim staat niet in de sleutelhanger
willnot-keychain-shut = Loopt niet, want op deze computer gaat geen sleutelhanger vanzelf open
willnot-never-again = Loopt niet, want alle tijden zijn voorbij
slot-planned = Gepland
slot-due = Aan de beurt
slot-running = Bezig
slot-done = Klaar
slot-tried = Alleen gecontroleerd
slot-missed = Gemist
slot-skipped = Overgeslagen
slot-held = Wacht op u
because-off = De computer was uit of in slaapstand.
because-paused = Planningen stonden op pauze, of deze was uitgezet.
because-overtaken = Een later moment was ook aan de beurt, en één keer was genoeg.
because-dismissed = U hebt het zo gelaten.
because-released = U hebt het zo laten doorgaan.
because-no-file = Er was geen bestand dat past.
because-no-new-file = Er was geen bestand dat nog niet was verzonden.
because-unchanged = “{ $name }” is hetzelfde bestand als de vorige keer.
because-asks = Het is gemist, en deze planning vraagt eerst of het moet worden ingehaald.
because-column-renamed = “{ $from }” heet nu “{ $to }”.
because-columns-gone = { $count ->
        [one] Kolom { $columns } staat niet meer in het bestand.
       *[other] De kolommen { $columns } staan niet meer in het bestand.
    }
because-question = Kolom “{ $column }” stelt een vraag die nog niemand heeft beantwoord.
because-too-many-rejected = { $share } van de rijen kan niet mee; hoogstens { $most } mag achterblijven.
because-too-few-rows = { $rows ->
        [one] Het bestand heeft { $rows } rij; de vorige keer waren het er { $before }.
       *[other] Het bestand heeft { $rows } rijen; de vorige keer waren het er { $before }.
    }
because-older-file = “{ $name }” is ouder dan het bestand dat het laatst is verzonden.
because-stopped = { $problem }
unkept-name-missing = Geef een naam.
unkept-name-taken = Een andere planning heet al zo. Kies een andere naam.
unkept-source-missing = Kies waar het bestand vandaan komt.
unkept-pattern-unusable = Geen bestand kan zo heten. Gebruik letters, * voor elke tekst en ? voor elk teken, zonder map.
unkept-url-unusable = Het adres moet met https:// beginnen en mag geen wachtwoord bevatten.
unkept-mapping-missing = Kies een koppeling met een e-mailadres erin.
unkept-destination-missing = Kies waar klanten heen gaan.
unkept-time-missing = Kies minstens één dag en één tijd.
unkept-time-unusable = Een van de tijden bestaat niet. Uren moeten de dag gelijk verdelen.
unkept-too-often = Twee tijden liggen minder dan een kwartier uit elkaar. Leg ze verder uiteen.
unkept-cron-unusable = Een patroon heeft vijf delen: minuut, uur, dag, maand, dag van de week.
unkept-never-comes = Zo’n dag komt nooit. Kies een andere.
unkept-zone-unknown = Deze tijdzone is niet bekend. Kies er een uit de lijst.
unkept-share-unusable = Een aandeel ligt tussen 0 en 100 procent.
unkept-webhook-unusable = Het adres moet met https:// beginnen.
unkept-too-many = Er zijn al 200 planningen. Verwijder er eerst een.
missed-run-once = één keer inhalen als de computer terug is
missed-skip = wachten op de volgende keer
missed-ask = mij vragen
tell-problems = bij problemen en herstel
tell-every-run = bij elke keer

## Nieuws van planningen, als melding en in de terminal

news-held-title = { $name } wacht op u
news-held-do = Beslis in Profile Courier onder Planning.
news-failed-title = { $name } is mislukt
news-failed-do = Alles erover staat in Profile Courier onder Geschiedenis.
news-refused = Adobe nam er niets van aan.
news-unsaid = De upload liep niet goed af.
news-done-title = { $name } is klaar
news-recovered-title = { $name } gaat weer goed
news-done = { $count ->
        [one] { $shown } klant is verzonden.
       *[other] { $shown } klanten zijn verzonden.
    }
news-done-rejected = { $count ->
        [one] { $shown } rij is niet verzonden; de reden staat in Profile Courier onder Geschiedenis.
       *[other] { $shown } rijen zijn niet verzonden; de redenen staan in Profile Courier onder Geschiedenis.
    }
news-quiet-title = { $name } is stil
news-quiet = { $days ->
        [one] Al { $days } dag is er geen upload van gelukt. Kijk in Profile Courier onder Planning wat er in de weg staat.
       *[other] Al { $days } dagen is er geen upload van gelukt. Kijk in Profile Courier onder Planning wat er in de weg staat.
    }
list-two = { $first } en { $last }
list-more = { $first } en { $last }
weekday-monday = maandag
weekday-tuesday = dinsdag
weekday-wednesday = woensdag
weekday-thursday = donderdag
weekday-friday = vrijdag
weekday-saturday = zaterdag
weekday-sunday = zondag

## Planningen in de terminal

cli-no-schedules = Nog geen planning. Planningen maakt u in het venster van Profile Courier.
cli-schedule-names = Planningen op deze computer: { $names }
cli-schedule-next = Straks: { $times }
cli-schedule-times = Tijden gelden in { $zone }
cli-schedule-decide-run = Deze ene keer toch uitvoeren: courier schedules decide "{ $name }" run
cli-schedule-decide-dismiss = Zo laten: courier schedules decide "{ $name }" dismiss
cli-schedule-again = Het wordt vanaf { $at } opnieuw geprobeerd.
cli-schedule-under-way = Er is nog een upload bezig. Vanaf { $at } wordt weer gekeken.
cli-schedule-busy = Een andere Profile Courier op deze computer is ermee bezig.
cli-schedule-idle = Er was niets te doen.
cli-schedule-none-due = Er is niets aan de beurt.
cli-schedule-released = Het loopt bij de volgende courier run --due, of zodra Profile Courier open is.
cli-schedule-dismissed = Het blijft zo. De planning gaat verder op haar volgende tijd.
cli-schedules-running = Geen pauze: planningen lopen op hun tijden
cli-timer-on = De timer van het systeem start planningen elke vijf minuten
cli-timer-off = De timer van het systeem start geen planningen
cli-timer-none = Dit systeem biedt geen timer die Profile Courier kent

## Planningen als zinnen

recur-hours = { $step ->
        [1] { $minute ->
            [0] Elk uur, op het hele uur
            [one] Elk uur, { $minute } minuut erna
           *[other] Elk uur, { $minute } minuten erna
        }
       *[other] Elke { $step } uur, vanaf { $first }
    }
recur-days = Elke dag om { $times }
recur-workdays = Elke werkdag om { $times }
recur-weekdays = Elke { $days } om { $times }
recur-month-days = Op { $days } van de maand om { $times }
recur-cron = Volgens het patroon { $pattern }
recur-never = Nog geen tijden
month-day = { $day ->
       *[other] de { $day }e
    }
month-day-last = de laatste dag
source-file = { $name }
source-newest = de nieuwste { $pattern } in { $folder }
source-all-new = alle nieuwe bestanden in { $folder }
source-all-new-named = alle nieuwe { $pattern } in { $folder }
source-all-new-watch = alle nieuwe bestanden in { $folder }, en elk zodra het compleet is
source-all-new-named-watch = alle nieuwe { $pattern } in { $folder }, en elk zodra het compleet is
source-web = { $name } van { $host }
source-none = nog geen bestand
sentence = { $when }, { $what }
sentence-zone = { $when } (tijd in { $zone }), { $what }
zone-time = tijd in { $zone }
at-today = vandaag { $time }
at-tomorrow = morgen { $time }
at-yesterday = gisteren { $time }
at-date = { $date } { $time }

## Venster: planningen

nav-schedules = Planning
nav-schedules-held = { $count ->
        [one] Planning, { $count } wacht op u
       *[other] Planning, { $count } wachten op u
    }
nav-next = Straks: { $when }
schedules-title = Planning
schedules-new = Nieuwe planning
schedules-view = Weergave
schedules-list = Lijst
schedules-calendar = Kalender
schedules-label = Uw planningen
schedules-empty-title = Er herhaalt zich nog niets
schedules-empty-text = Maak hier een planning, of herhaal een upload die goed ging.
schedules-pause = Alles pauzeren
schedules-pause-hour = Een uur lang
schedules-pause-tomorrow = Tot morgen
schedules-pause-on = Tot ik hervat
schedules-paused = Alle planningen staan op pauze
schedules-paused-until = Alle planningen staan op pauze tot { $until }
schedules-resume = Hervatten
schedule-on = { $name }: aan
schedule-more = Meer voor { $name }
schedule-edit = Bewerken…
schedule-duplicate = Dupliceren…
schedule-run = Nu uitvoeren
schedule-test = Nu testen…
schedule-remove = Verwijderen
schedule-removed = “{ $name }” is verwijderd
schedule-copy-of = { $name } (kopie)
schedule-since = Sinds { $date }
schedule-started = “{ $name }” is gestart
will-run = Loopt { $when }
will-run-dry = Een proef: er wordt gecontroleerd en niets verzonden.
will-running = Bezig
will-held = Wacht op u
remedy-look-change = De wijziging bekijken
remedy-look = Bekijken
remedy-switch-on = Aanzetten
remedy-resume-all = Alles hervatten
remedy-start = Met deze computer starten
remedy-choose-file = Bestand kiezen
remedy-choose-folder = Map kiezen
remedy-destination = Kiezen waar klanten heen gaan
remedy-connections = Verbindingen openen
remedy-times = Tijden wijzigen
last-run-sent = { $sent ->
        [one] Laatste keer: { $sent } verzonden, { $when }
       *[other] Laatste keer: { $sent } verzonden, { $when }
    }
last-run-failed = De laatste keer mislukte, { $when }
last-run-done = Laatste keer: { $when }
last-run-tried = { $send ->
        [one] Laatste controle: { $send } klant zou worden verzonden, { $when }
       *[other] Laatste controle: { $send } klanten zouden worden verzonden, { $when }
    }
last-run-not = { $state }: { $when }. { $why }
last-run-none = Heeft nog niet gelopen
last-run-added = Nieuw in het bestand, en niet verzonden: { $columns }
background-on = Planningen lopen op de achtergrond. Profile Courier start met deze computer.
background-timer = Planningen lopen op de achtergrond. De timer van het systeem start ze.
background-off = Planningen lopen zolang Profile Courier open is. Het start niet met deze computer.
background-no-tray = Profile Courier heeft geen pictogram op de balk van het bureaublad; deze pagina toont wat er loopt.
background-switch = Met deze computer starten
background-advanced = Geavanceerd
background-timer-switch = De timer van het systeem planningen laten starten
background-timer-text = De timer van dit systeem roept de opdrachtregel aan, ook als niemand het venster open heeft. Een van de twee is genoeg.
ask-unattended-title = Zonder vragen naar Productie verzenden?
ask-unattended-text = Deze planning verzendt vanaf nu vanzelf naar { $dataset } in sandbox { $sandbox }. Live doelgroepen kunnen reageren, en profielen kunnen niet worden teruggezet.
ask-unattended-type-text = Wordt voor deze sandbox één keer gevraagd.
ask-unattended-save = Planning bewaren

## Pictogram op de balk van het bureaublad, en wat buiten het venster wordt gezegd

tray-idle = Er loopt nu niets
tray-running = { $count } { $count ->
        [one] loopt nu
       *[other] lopen nu
    }
tray-held = { $more ->
        [0] Wacht op u: { $name }
       *[other] Wachten op u: { $name } en nog { $more }
    }
tray-next = Hierna: { $when } · { $name }
tray-day = { $day ->
        [1] ma
        [2] di
        [3] wo
        [4] do
        [5] vr
        [6] za
       *[7] zo
    }
tray-run = Nu uitvoeren
tray-open = Profile Courier openen
tray-quit = Afsluiten
tray-quit-title = Profile Courier afsluiten?
tray-quit-runs = { $count ->
        [one] Er is een upload bezig. Die gaat verder als u de app weer opent.
       *[other] Er zijn { $count } uploads bezig. Die gaan verder als u de app weer opent.
    }
tray-quit-schedules = { $count ->
        [one] { $count } planning loopt niet tot u de app weer opent.
       *[other] { $count } planningen lopen niet tot u de app weer opent.
    }
tray-quit-yes = Afsluiten
tray-quit-no = Blijven
tray-stays-title = Profile Courier gaat op de achtergrond door
tray-stays-text = Planningen hebben het nodig. Het pictogram op de balk van het bureaublad opent het venster weer, en sluit af.

## Venster: het dialoogvenster van een planning

edit-new = Nieuwe planning
edit-name = Naam
edit-upload = Upload
edit-source = Welk bestand
edit-source-file = een bestand
edit-source-newest = het nieuwste bestand
edit-source-all-new = alle nieuwe bestanden
edit-source-web = een webadres
edit-file-choose = Bestand kiezen…
edit-folder-choose = Map kiezen…
edit-folder-change = Andere map: { $folder }
edit-file-change = Ander bestand: { $name }
edit-named = met de naam
edit-in = in
edit-kept-in = bewaard in
edit-pattern = Naam van het bestand; * staat voor elke tekst
edit-url = Webadres van het bestand
edit-watch = ook zodra een bestand compleet is
edit-matches = { $count ->
        [0] Er past nu geen bestand
        [one] Er past { $count } bestand: { $newest }
       *[other] Er passen { $count } bestanden. Nieuwste: { $newest }
    }
edit-mapping = met
edit-mapping-label = Koppeling
edit-mapping-none = Kies een koppeling
edit-mapping-empty = Upload een keer een bestand; daarna is de koppeling hier te kiezen.
edit-mapping-text = { $count ->
        [one] { $count } kolom, gebruikt { $when }
       *[other] { $count } kolommen, gebruikt { $when }
    }
edit-mapping-kept = Zoals bewaard bij deze planning
edit-to = naar
edit-to-label = Waar klanten heen gaan
edit-to-none = Kies een dataset
edit-to-item = { $connection } · { $sandbox }
edit-changed-only = alleen nieuwe en gewijzigde klanten
edit-every = per
edit-every-label = Hoe vaak
edit-hour = Uur
edit-day = Dag
edit-week = Week
edit-month = Maand
edit-at = om
edit-step = Uren ertussen
edit-step-unit = { $step ->
        [one] uur, op minuut
       *[other] uur, op minuut
    }
edit-minute = Minuut na het hele uur
edit-time = Tijd { $number }
edit-time-add = Tijd toevoegen
edit-time-remove = Tijd { $number } verwijderen
edit-weekdays = Dagen van de week
edit-month-days = Dagen van de maand
edit-last-day = Laatste
edit-last-day-label = Laatste dag van de maand
edit-advanced = Geavanceerd
edit-by-pattern = tijden volgens een patroon
edit-cron = Patroon (cron)
edit-cron-text = Minuut, uur, dag, maand en dag van de week, zoals: 30 6 * * 1-5
edit-zone = Tijdzone
edit-missed = Als het is gemist
edit-only-if = Alleen als
edit-file-changed = het bestand is gewijzigd
edit-most-rejected = hoogstens
edit-most-rejected-label = Rijen die mogen achterblijven
edit-most-rejected-end = niet mee kan
edit-least-rows = minstens
edit-least-rows-label = Rijen vergeleken met de vorige keer
edit-least-rows-end = van de rijen van de vorige keer
edit-tell = Meld het mij
edit-webhook = Ook een webadres aanroepen…
edit-webhook-label = Webadres dat wordt aangeroepen
edit-webhook-text = Elke aanroep is ondertekend, zodat de ontvanger ziet dat die hiervandaan komt.
edit-webhook-later = De sleutel wordt gemaakt als de planning wordt bewaard; daarna kunt u die hier kopiëren.
edit-webhook-remove = Niet aanroepen
edit-webhook-key = Sleutel kopiëren
edit-webhook-copied = De sleutel staat op het klembord
edit-quiet = als er niets lukte in
edit-quiet-label = Dagen zonder succes
edit-quiet-end = { $count ->
        [one] dag
       *[other] dagen
    }
edit-first = Eerste keer
edit-dry-run = alleen controleren, niets verzenden
edit-test = Nu testen
edit-test-stop = Stoppen
edit-save = Planning bewaren
edit-leave-title = Sluiten zonder te bewaren?
edit-leave-text = Wat u in deze planning hebt gewijzigd, gaat verloren.
edit-leave-yes = Sluiten
edit-leave-no = Verder bewerken
ahead-label = Wat er komt
ahead-incomplete = Nog niet compleet
ahead-will = Loopt
ahead-next = Volgende tijden
ahead-dry = { $date }, proef
ahead-clocks = De klok verspringt die dag: { $local } bestaat niet, dus het wordt { $wall }.
ahead-many = { $count } keer op de drukste dag. Adobe raadt hoogstens { $advised } uploads per dag aan voor een sandbox, van alle programma’s samen.
ahead-zone = In de { $zone }
dry-title = Test
dry-busy = Controleren…
try-rows = { $count ->
        [one] { $count } rij gelezen
       *[other] { $count } rijen gelezen
    }
try-file = { $name } is gecontroleerd. Er is niets verzonden.
try-read = rijen gelezen
try-send = zouden worden verzonden
try-rejected = kunnen niet mee
try-new = nieuw
try-changed = gewijzigd
try-same = ongewijzigd

## Venster: een moment dat wacht

held-title = { $name } wacht op u
held-when = Gepland voor { $when }
held-nothing-sent = Er is niets verzonden.
held-renamed = Uw bestand noemt deze kolom nu anders. Is het dezelfde kolom, gebruik dan voortaan de nieuwe naam; dan start deze keer.
held-renamed-label = Namen van de kolom
held-before = Eerst
held-now = Nu
held-gone = Zonder deze kolommen gaan klanten met minder mee dan eerst. Bekijk het bestand, of kies een andere koppeling voor deze planning.
held-question = Upload zo’n bestand een keer met de hand en beantwoord de vraag; kies daarna die koppeling voor deze planning.
held-rejected = Bekijk het bestand voordat zo veel klanten achterblijven.
held-few = Een bestand dat veel korter is dan de vorige keer, is vaak een export die werd afgebroken.
held-older = Misschien heeft iemand een oud bestand teruggezet.
held-asks = De computer was toen uit of in slaapstand. U kunt het nu inhalen.
held-stopped = Het stopte voordat er iets was verzonden.
held-rows = rijen
held-rows-before = rijen de vorige keer
held-share = kan niet mee
held-share-most = mag achterblijven
held-run = Deze ene keer toch uitvoeren
held-run-now = Nu uitvoeren
held-run-again = Opnieuw proberen
held-rename = Voortaan de nieuwe naam gebruiken
held-leave = Zo laten
held-edit = Planning wijzigen
held-over = Dit moment wacht niet meer.

## Venster: de kalender

calendar-label = Uploads per dag
calendar-before = Vorige maand
calendar-after = Volgende maand
calendar-today = Vandaag
calendar-day = { $date }: { $what }
calendar-nothing = Niets op deze dag.
calendar-slots = Uploads van { $date }
calendar-open = Deze upload openen
calendar-open-number = Upload { $number } openen
day-planned = { $count ->
        [one] Gepland
       *[other] { $count } gepland
    }
day-running = { $count ->
        [one] Bezig
       *[other] { $count } bezig
    }
day-done = { $count ->
        [one] Klaar
       *[other] { $count } klaar
    }
day-rejects = { $count ->
        [one] Klaar, rijen niet mee
       *[other] { $count } klaar, rijen niet mee
    }
day-failed = { $count ->
        [one] Mislukt
       *[other] { $count } mislukt
    }
day-tried = { $count ->
        [one] Alleen gecontroleerd
       *[other] { $count } alleen gecontroleerd
    }
day-missed = { $count ->
        [one] Gemist
       *[other] { $count } gemist
    }
day-skipped = { $count ->
        [one] Overgeslagen
       *[other] { $count } overgeslagen
    }
day-held = { $count ->
        [one] Wacht op u
       *[other] { $count } wachten op u
    }
history-by = Gestart door
history-you = U
history-schedule = Planning: { $name }
slots-label = { $name }, { $when }
slots-look = Bekijken
slots-open = Planning openen
result-repeat = Automatisch herhalen…
help-title = Hulp
help-manual = Handleiding
help-keys = Toetsen
help-logs = De map met het logboek openen
help-about = Over Profile Courier
about-text = Brengt klantprofielen uit CSV-bestanden naar het Real-Time Customer Profile van Adobe Experience Platform.
about-facts = Versies en plaatsen
about-version = Versie { $value }
about-tauri = Tauri { $value }
about-webview = { $value }
about-system = { $value }
about-data = Gegevens: { $value }
about-logs = Logboek: { $value }
about-licences = Licenties
about-marks = Onder de Apache License 2.0. Adobe, Adobe Commerce en Adobe Experience Platform zijn handelsmerken van Adobe; dit programma is niet van Adobe.
keys-pages = Uploaden, Planning, Geschiedenis, Verbindingen
keys-pages-press = { $command }+1 … { $command }+4
keys-choose = Een bestand kiezen
keys-choose-press = { $command }+O
keys-accent = De hoofdknop van de pagina indrukken
keys-accent-press = { $command }+Enter
keys-back = Terug, of annuleren
keys-back-press = Esc
keys-undo = De laatste wijziging van de koppeling terugnemen
keys-undo-press = { $command }+Z
keys-redo = Die wijziging opnieuw doen
keys-redo-press = { $command }+Shift+Z
keys-panes = Naar het volgende of vorige deel van het venster
keys-panes-press = F6, Shift+F6
keys-search = Naar het zoekveld, in Geschiedenis
keys-search-press = /
keys-manual = De handleiding
keys-manual-press = F1
app-no-screen = Er is hier geen scherm, dus er kan geen venster open. “courier” doet hetzelfde in een terminal: courier --help

## Dataflows: wat aan Experience Platform is overgedragen

flows-none = Er is niets aan Experience Platform overgedragen.
flow-standing-on = Aan
flow-standing-off = Uit
flow-standing-waits = Wacht op het bestand
flow-standing-unfinished = Niet af: maak hem opnieuw of verwijder hem
flow-standing-gone = Verwijderd in Experience Platform
flow-standing-unasked = Gaat naar een andere verbinding
flow-every-once = Eén keer
flow-every-minutes = { $count ->
    [one] Elke minuut
   *[other] Elke { $count } minuten
  }
flow-every-hours = { $count ->
    [one] Elk uur
   *[other] Elke { $count } uur
  }
flow-every-days = { $count ->
    [one] Elke dag
   *[other] Elke { $count } dagen
  }
flow-every-weeks = { $count ->
    [one] Elke week
   *[other] Elke { $count } weken
  }
flow-run-running = Bezig
flow-run-succeeded = Klaar
flow-run-partial = Klaar, sommige rijen zijn geweigerd
flow-run-failed = Mislukt
flow-run-counts = { $read } gelezen, { $brought } gebracht, { $refused } geweigerd
cli-flow-target = Naar { $dataset }, sandbox { $sandbox }
cli-flow-folder = Kijkt in de map { $folder } van de landing zone
cli-flow-deleted = De dataflow “{ $name }” is verwijderd, met de verbindingen en de gelande bestanden. Wat hij heeft gebracht blijft in de dataset.

## Planningen waarvan bestanden worden overgedragen, en hun dataflows

advice-many-records = Experience Platform is hier de betere weg: het bestand heeft meer rijen dan Adobe aanraadt om in één keer naar deze dataset te verzenden.
advice-large-file = Experience Platform is hier de betere weg: het bestand is zo groot dat verzenden vanaf hier lang duurt.
advice-identity-map = Experience Platform kan voor deze dataset niet worden gekozen: die haalt identiteiten uit een lijst die de mapper van Adobe niet kan maken.
advice-small = Deze computer is hier de betere weg: het bestand is klein genoeg om vanaf hier te verzenden, met alleen wat is gewijzigd.
lands-here = deze computer, op de tijden hieronder
lands-elsewhere = een ander systeem, op zijn eigen tijden
edit-run-on = Loopt op
edit-run-here = Deze computer
edit-run-there = Experience Platform
run-there-all = Elke klant in een bestand wordt ingelezen. “Alleen nieuwe en gewijzigde klanten” bestaat daar niet.
run-there-rules-here = Het platform heeft eigen regels voor datums en ja-nee-waarden. Daarom worden de uwe hier toegepast, voordat een bestand landt.
run-there-rules-elsewhere = Bestanden worden genomen zoals ze zijn: de regels van het platform lezen datums en ja-nee-waarden, en rijen worden hier niet gecontroleerd.
run-there-days = Een geland bestand blijft 7 dagen staan. Binnen die tijd moet het platform het hebben genomen.
edit-flow = Dataflow
edit-flow-gone = Deze dataflow staat niet meer op deze computer. Kies Deze computer of maak een nieuwe planning.
edit-lands = Geland door
edit-lands-label = Wie de bestanden laat landen
edit-lands-text = Hier wordt geen planning gemaakt, alleen de dataflow. Die staat onder de planningen, met de map voor de bestanden.
edit-looks = Kijkt
edit-looks-label = Experience Platform kijkt of er bestanden zijn
edit-compared = Vergeleken
edit-save-flow = Dataflow maken
compare-not-yet = Kies eerst een koppeling en een bestemming.
compare-again = Opnieuw vergelijken
compare-same = { $count ->
    [one] Eén klant vergeleken met de mapper van Adobe: { $same } van { $fields } velden zijn hetzelfde.
   *[other] { $count } klanten vergeleken met de mapper van Adobe: { $same } van { $fields } velden zijn hetzelfde.
  }
compare-seen = Ik heb dit gezien
flow-made-not-kept = De dataflow “{ $name }” is gemaakt en staat onder de planningen. De planning is niet bewaard.
schedule-flow = Bestanden landen op Experience Platform, waar een dataflow ze op eigen tijden inleest
flows-title = Dataflows op Experience Platform
flows-look = Opnieuw kijken
flow-standing-unreached = Kon niet worden gevraagd: bekijk de verbinding
flow-sentence = { $every }, naar { $dataset }
flow-folder = Een ander systeem zet bestanden in de map { $folder }
flow-on = Dataflow { $name }: aan
flow-act-runs = Uitvoeringen…
flow-act-delete = Verwijderen…
flow-last = Laatste keer: { $when }. { $how }
flow-run-how = { $state }: { $counts }
flow-run-nothing = Geen nieuwe bestanden gevonden
flow-runs-title = Uitvoeringen van { $name }
flow-runs-when = Begonnen
flow-runs-state = Status
flow-runs-files = Bestanden
flow-runs-read = Gelezen
flow-runs-brought = Gebracht
flow-runs-refused = Geweigerd
flow-runs-said = Adobe zei: { $said }
flow-delete-title = De dataflow “{ $name }” verwijderen?
flow-delete-text = De dataflow, de verbindingen ervan op Experience Platform en de bestanden die nog niet zijn genomen, worden verwijderd. De klanten die naar { $dataset } zijn gebracht blijven, en de koppeling op Experience Platform ook.
flow-delete-schedules = { $count ->
    [one] De planning { $names } laat er bestanden voor landen en zal op u wachten.
   *[other] De planningen { $names } laten er bestanden voor landen en zullen op u wachten.
  }
flow-delete-yes = Dataflow verwijderen
flow-deleted = De dataflow “{ $name }” is verwijderd
handed-over = Overgedragen aan de dataflow “{ $name }”
handed-over-waits = Geland voor de dataflow “{ $name }”. Experience Platform neemt het op de volgende tijd.
