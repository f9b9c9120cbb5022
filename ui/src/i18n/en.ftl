# All words that people see, English. The window and the command line read the same file; `nl.ftl` has the same ids.
# A code's id is its kind, a hyphen and the code with hyphens: `email_missing` of the findings is `finding-email-missing`.

## What stopped it: what happened, where, what to do. Whether anything was sent is said after it (sent-*).

problem-file-missing = “{ $name }” is no longer where it was. It may have been moved or renamed.
    .action = Choose the file again
problem-file-denied = This computer does not let Profile Courier read “{ $name }”. Close it in other programs, or copy it to your own folder.
    .action = Choose another file
problem-file-not-regular = “{ $name }” is not a file but a folder or a device. Choose the file inside it.
    .action = Choose a file
problem-file-unreadable = Reading “{ $name }” broke off halfway. If it is on a network drive or a stick, copy it to this computer first.
    .action = Choose the file again
problem-file-growing = “{ $name }” is still being written. Nothing was sent. It is tried again once the export is finished.
problem-file-empty = “{ $name }” is empty. Export it again, and check that the export was finished.
    .action = Choose another file
problem-file-header-only = “{ $name }” has column names and no customers below them. Check the filter of the export.
    .action = Choose another file
problem-files-differ = “{ $name }” have different columns, and are not Commerce’s customers and addresses. Upload them one after another.
problem-sheet-too-large = The sheet in “{ $name }” is too large to open. In Excel choose Save as, then CSV UTF-8.
problem-file-not-table = { $kind ->
        [xlsx] “{ $name }” is an Excel workbook without a table in it. Choose the workbook with the customers.
        [xls] “{ $name }” is an old Excel workbook. In Excel choose Save as, then CSV UTF-8.
        [ods] “{ $name }” is a spreadsheet. Save it as CSV, in UTF-8.
        [zip] “{ $name }” is a packed folder without exactly one CSV in it. Unpack it and choose the CSV.
        [gzip] “{ $name }” is packed. Unpack it and choose the CSV inside.
        [html] “{ $name }” is a web page, often the sign-in page of a shop whose session had ended. Sign in and export again.
        [json] “{ $name }” is JSON, not a table. Export it as CSV.
        [xml] “{ $name }” is XML, not a table. Export it as CSV.
        [excel_lock] “{ $name }” is the small file that Excel keeps beside an open workbook. Choose the workbook’s CSV.
        [git_lfs] “{ $name }” only points to the real file. Fetch the real file first.
        [all_nul] “{ $name }” has its full size and no content: the copy failed. Copy or export it again.
        [utf32] “{ $name }” is in a form of text (UTF-32) that is not read. Save it as CSV, in UTF-8.
       *[other] “{ $name }” is not a table of text. Export your customers as CSV.
    }
    .action = Choose another file
problem-record-too-large = The customer that begins on line { $line } is larger than 8 MB. A quotation mark that is never closed may have swallowed the lines below it.
    .action = Choose another file
problem-columns-too-many = The file has { $count } columns; 10,000 is the most. It may have been exported sideways.
    .action = Choose another file
problem-header-too-long = The name of column { $index } is longer than 512 characters. Check that the first line holds the column names.
    .action = Choose another file
problem-source-changed = “{ $name }” was changed after it was checked. Check it again, so that you see what will be sent.
    .action = Check it again
problem-email-column-missing = No column goes to the e-mail address. It is what ties a customer to their profile. Choose the column that holds it.
    .action = Choose the column
problem-column-missing = The mapping uses a column “{ $column }” that this file does not have. Choose another column for it, or leave it out.
    .action = Look at the columns
problem-namespace-unknown = Your organisation has no identity namespace “{ $namespace }”. Choose one of those that it has.
    .action = Look at the columns
problem-field-unknown = Adobe does not know a field “{ $field }” in this dataset. Choose another field.
    .action = Look at the columns
problem-column-blocked = Column “{ $column }” holds passwords or sign-in keys. It is never sent; take it out of the mapping.
    .action = Look at the columns
problem-mapping-unreadable = The mapping cannot be read: { $reason }
problem-question-open = One question about column “{ $column }” is open. Answer it first.
    .action = Answer it
problem-nothing-to-send = Every row was left out, so there is nothing to send. Look at the reasons under Cannot be sent.
    .action = Look at the reasons
problem-output-not-empty = The folder “{ $name }” already holds files. Choose an empty one.
problem-disk-full = The disk is full. Free some space and try again.
    .action = Try again
problem-write-denied = This computer does not let Profile Courier write “{ $name }”. Choose another folder.
    .action = Try again
problem-output-is-source = “{ $name }” is being read here: writing over it would lose customers. Choose another name.
    .action = Try again
problem-history-newer = The history on this computer was made by a newer Profile Courier. Update this one, and your uploads are back.
problem-history-unusable = The history on this computer cannot be opened. The file may be damaged; nothing in Adobe is affected.
problem-platform-unreachable = { $cause ->
    [untrusted] What answers for Adobe cannot prove to be Adobe, so nothing was told to it. Often a company network looks into all connections, or the clock of this computer is wrong. Try another network, or ask your administrator to leave adobelogin.com and adobe.io alone.
    [proxy] The proxy of this network does not let the connection through. Sign in to it, try another network, or ask your administrator to let adobelogin.com and adobe.io through.
   *[other] Adobe does not answer. Check the internet connection and try again.
}
    .action = Try again
problem-platform-unexpected = Adobe gave an answer that is not expected here ({ $status }). Try again in a while; if it stays, the details help whoever looks into it.
    .action = Try again
problem-part-too-large = Adobe takes only smaller requests than this one, and it cannot be made smaller. Nothing of it was accepted. Try again later; if it stays, the details help whoever looks into it.
    .action = Try again
problem-rate-limited = Adobe keeps asking to slow down. Try again in a quarter of an hour.
    .action = Try again
problem-sign-in-refused = Adobe refused the sign-in. The client secret may have expired. Ask your administrator for a new one.
    .action = Open Connections
problem-consent-lookup-refused = This connection may not look customers up in profiles of sandbox “{ $sandbox }”, so nobody can tell who has objected in the meantime. Nothing was sent. Ask your administrator for access to profiles, or switch off “Look up consent before sending” for this connection: whoever objected elsewhere would then be subscribed again.
    .action = Open Connections
problem-consent-lookup-failed = Customers could not be looked up in profiles, so nobody can tell who has objected in the meantime. Nothing was sent. Try again in a while, or switch off “Look up consent before sending” for this connection: whoever objected elsewhere would then be subscribed again.
    .action = Try again
problem-not-permitted = This connection may not do this in sandbox “{ $sandbox }”. Ask your administrator for access.
    .action = Open Connections
problem-connection-unknown = There is no connection named “{ $connection }”.
    .action = Open Connections
problem-sandbox-unknown = There is no sandbox named “{ $sandbox }”, or this connection may not see it.
    .action = Open Connections
problem-dataset-unknown = The dataset “{ $dataset }” is not there any more, or this connection may not see it.
    .action = Open Connections
problem-dataset-not-for-profile = The dataset “{ $dataset }” is not switched on for profiles, so customers sent there would not be seen. Ask your administrator to switch it on.
    .action = Open Connections
problem-connection-name-taken = Another connection is called “{ $connection }”, or the name cannot be used. Choose a name that no other connection has.
problem-target-not-chosen = Connection “{ $connection }” does not say yet where customers go. Choose its sandbox and dataset.
    .action = Open Connections
problem-production-unconfirmed = Sandbox “{ $sandbox }” holds live customers. The first upload to it asks you to type its name.
    .action = Back to the upload
problem-region-unknown = Adobe has no region “{ $region }”. Leave it empty, or take the one that Adobe gave your organisation, such as nld2.
    .action = Open Connections
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
    .action = Open Connections
problem-keychain-locked = The keychain of this computer is locked, so the client secret cannot be read or kept. Unlock it and try again.
    .action = Open Connections
problem-browser-unavailable = Nothing opened it on this computer. Go to { $address } yourself.
problem-part-missing = “{ $name }” is not beside the program. It comes with the installed app; in a copy of the source, “make manual” builds it.
problem-clipboard-unavailable = The clipboard cannot be reached, so nothing was copied. Try again.
problem-keychain-absent = This computer has no keychain that can keep the client secret. Set one up, or keep the secret until the program ends.
    .action = Open Connections
problem-secret-missing = The client secret of connection “{ $connection }” is not on this computer any more. Enter it again.
    .action = Open Connections
problem-secret-too-long = The client secret is longer than a keychain can keep. Copy it again from Developer Console, without anything around it.
    .action = Open Connections
problem-name-taken = Something else in Adobe is already called “{ $name }”, or the name cannot be used. Choose another name.
problem-counts-differ = { $sent } customers were handed over and Adobe counts { $counted }. History keeps both numbers; look in Adobe before you send this file again.
    .action = Open history
problem-interrupted = Profile Courier ended in the middle of the upload, before anything was published. Run it again.
    .action = Open the file again
problem-batch-failed = Adobe took none of it: { $reason }
    .action = Try again
problem-batch-stalled = Adobe has stopped working on this upload by itself. It may still arrive; ask Adobe about batch { $batch }.
problem-other-run-active = Another upload goes to the same dataset. This one can start when that one is done.
    .action = Try again
problem-older-file = “{ $name }” is older than “{ $sent }”, which went to this dataset before. Customers who are in both would go back to what they were. Nothing was sent.
    .action = Check the file again
problem-history-reset = The history on this computer was damaged and was begun anew. Nothing is uploaded until you have seen what came back: open Profile Courier, or run courier history --seen.
problem-history-not-kept = Everything was sent, but this computer could not write it down, because the disk may be full. Make room; the next start looks it up at Adobe by itself.
problem-practice-unavailable = The practice platform on this computer did not start. Close Profile Courier and open it again.
    .action = Try again
problem-row-not-sent = Row { $row } is not in the file, or is one that would not be sent. Check the file to see why.
problem-fields-unusable = These fields cannot be made: { $reason }
problem-schema-not-own = The schema “{ $schema }” is not your organisation’s own, so no fields can be added to it. Choose a dataset whose schema your organisation made.
problem-not-confirmed = This cannot be undone, and nobody has confirmed it.
problem-nothing-to-verify = Nothing of this upload was accepted, so nobody can be looked up.
problem-rows-rejected = { $rejected } of { $rows } rows cannot be sent, more than the schedule allows. Nothing was sent. Look at the rows, then run it anyway or correct the file.
    .action = Open schedules
problem-rows-fewer = The file has { $rows } rows; last time it had { $before }. Nothing was sent. Look whether the export is complete, then run it anyway.
    .action = Open schedules
problem-address-refused = { $status ->
    [0] The web address of the file cannot be used. Nothing was sent. Check the address in the schedule.
   *[other] The web address did not give the file (answer { $status }). Nothing was sent. Open the address in a browser to see what it gives.
  }
problem-flow-unknown = There is no dataflow “{ $flow }” on this computer.
problem-flow-too-often = Experience Platform runs a dataflow every 15 minutes at most. Choose a longer time.
problem-flow-needs-identity-field = This dataset takes its identities from a list that Adobe’s own mapper cannot make. Nothing was handed over. Choose a dataset whose schema has the e-mail address as its primary identity, or upload from this computer.
problem-flow-differs = Adobe’s own mapper makes something else of these fields: { $fields }. Nothing was handed over. Look at them in the preview, then change the mapping or go on all the same.
problem-flow-outdated = What would land has other columns than the dataflow “{ $flow }” takes. Nothing was handed over. Use the mapping of the dataflow, or make a new one.
problem-address-endless = The web address sent more than 10 GB, or for longer than half an hour. Nothing was sent. Ask for an address that gives the file at once, or fetch it yourself and choose its folder in the schedule.
problem-schedule-unknown = There is no schedule “{ $schedule }”.
problem-schedule-unusable = The schedule cannot be kept yet. { $fault ->
    [name_taken] Another one has this name.
   *[other] Something in it is missing or cannot be used.
  }
problem-timer-refused = The timer of this system could not be switched. Let Profile Courier start with the computer instead.
problem-slot-not-held = Somebody decided about this already.
problem-run-unknown = That upload is not in the history of this computer.
    .action = Open history
problem-cancelled = Stopped, as you asked.
    .action = Start again
problem-internal = Something went wrong inside Profile Courier. That is our mistake, not yours.
    .action = Try again

## Whether anything reached the platform

sent-nothing = Nothing was sent.
sent-maybe = Part of it may have arrived. History shows what is known.

## What was seen in the file. `finding-…` counts, `finding-…-row` is the reason of one row.

finding-email-missing = { $count ->
        [one] { $count } row without an e-mail address
       *[other] { $count } rows without an e-mail address
    }
finding-email-missing-row = No e-mail address
finding-email-invalid = { $count ->
        [one] { $count } e-mail address that is not complete
       *[other] { $count } e-mail addresses that are not complete
    }
finding-email-invalid-row = The e-mail address is not complete
finding-email-hashed = { $count ->
        [one] { $count } e-mail address that is hashed
       *[other] { $count } e-mail addresses that are hashed
    }
finding-email-hashed-row = Here stands a hash of the e-mail address, not the address itself
finding-required-missing = { $count ->
        [one] { $count } row without a value that is needed
       *[other] { $count } rows without a value that is needed
    }
finding-required-missing-row = A value that is needed is not there
finding-cells-missing = { $count ->
        [one] { $count } row that ends too early
       *[other] { $count } rows that end too early
    }
finding-cells-missing-row = The row ends too early
finding-cells-extra = { $count ->
        [one] { $count } row with more cells than columns
       *[other] { $count } rows with more cells than columns
    }
finding-cells-extra-row = More cells than there are columns
finding-address-orphan = { $count ->
        [one] { $count } address that belongs to no customer
       *[other] { $count } addresses that belong to no customer
    }
finding-address-orphan-row = An address without a customer above it
finding-cell-too-large = { $count ->
        [one] { $count } row with a cell over 1 MB
       *[other] { $count } rows with a cell over 1 MB
    }
finding-cell-too-large-row = One cell is larger than 1 MB
finding-record-too-large = { $count ->
        [one] { $count } customer larger than Adobe accepts
       *[other] { $count } customers larger than Adobe accepts
    }
finding-record-too-large-row = Larger than the 100 KB that Adobe accepts
finding-value-rejected = { $count ->
        [one] { $count } row left out because a value cannot be read
       *[other] { $count } rows left out because a value cannot be read
    }
finding-value-rejected-row = A value cannot be read
finding-date-unreadable = { $count ->
        [one] { $count } cell that is not a date
       *[other] { $count } cells that are not a date
    }
finding-date-unreadable-row = Not a date
finding-date-implausible = { $count ->
        [one] { $count } birth date that cannot be right
       *[other] { $count } birth dates that cannot be right
    }
finding-date-implausible-row = A birth date in the future, or over 120 years ago
finding-date-time-unreadable = { $count ->
        [one] { $count } cell that is not a date and time
       *[other] { $count } cells that are not a date and time
    }
finding-date-time-unreadable-row = Not a date and time
finding-number-unreadable = { $count ->
        [one] { $count } cell that is not a number
       *[other] { $count } cells that are not a number
    }
finding-number-unreadable-row = Not a number
finding-number-out-of-range = { $count ->
        [one] { $count } number too large or too small for its field
       *[other] { $count } numbers too large or too small for their field
    }
finding-number-out-of-range-row = Too large or too small for the field
finding-boolean-unreadable = { $count ->
        [one] { $count } cell that is neither yes nor no
       *[other] { $count } cells that are neither yes nor no
    }
finding-boolean-unreadable-row = Neither yes nor no
finding-value-not-listed = { $count ->
        [one] { $count } value that the field does not accept
       *[other] { $count } values that the field does not accept
    }
finding-value-not-listed-row = Not one of the values that the field accepts
finding-value-malformed = { $count ->
        [one] { $count } value in a form that the field does not accept
       *[other] { $count } values in a form that the field does not accept
    }
finding-value-malformed-row = Not in the form that the field asks for
finding-value-too-long = { $count ->
        [one] { $count } value longer than its field
       *[other] { $count } values longer than their field
    }
finding-value-too-long-row = Longer than the field accepts
finding-phone-unreadable = { $count ->
        [one] { $count } telephone number that cannot be read
       *[other] { $count } telephone numbers that cannot be read
    }
finding-phone-unreadable-row = Not a telephone number
finding-country-unknown = { $count ->
        [one] { $count } country that is not known
       *[other] { $count } countries that are not known
    }
finding-country-unknown-row = A country that is not known
finding-spreadsheet-damage = { $count ->
        [one] { $count } number that a spreadsheet has shortened
       *[other] { $count } numbers that a spreadsheet has shortened
    }
finding-spreadsheet-damage-row = Shortened by a spreadsheet; the digits are gone
finding-text-undecodable = { $count ->
        [one] { $count } cell with characters that cannot be read
       *[other] { $count } cells with characters that cannot be read
    }
finding-text-undecodable-row = Characters that cannot be read
finding-quote-unclosed = { $count ->
        [one] { $count } quotation mark that is never closed
       *[other] { $count } quotation marks that are never closed
    }
finding-quote-unclosed-row = A quotation mark that is never closed
finding-header-duplicate = { $count ->
        [one] { $count } column name that stands twice
       *[other] { $count } column names that stand twice
    }
finding-header-duplicate-row = This column name stands twice
finding-header-blank = { $count ->
        [one] { $count } column without a name
       *[other] { $count } columns without a name
    }
finding-header-blank-row = This column has no name
finding-email-normalised = { $count ->
        [one] { $count } e-mail address in lower case
       *[other] { $count } e-mail addresses in lower case
    }
finding-email-normalised-row = In lower case, without spaces around it
finding-duplicate-merged = { $count ->
        [one] { $count } duplicate merged
       *[other] { $count } duplicates merged
    }
finding-blank-filled = { $count ->
        [one] { $count } blank filled from another row of the same customer
       *[other] { $count } blanks filled from other rows of the same customer
    }
finding-blank-filled-row = Filled from another row of the same customer
finding-consent-conflict = { $count ->
        [one] { $count } customer about whose consent the file contradicts itself; the most restrictive is sent
       *[other] { $count } customers about whose consent the file contradicts itself; the most restrictive is sent
    }
finding-consent-conflict-row = The file contradicts itself about this customer’s consent; the most restrictive is sent
finding-duplicate-merged-row = Merged with a later row of the same customer
finding-address-joined = { $count ->
        [one] { $count } address joined to its customer
       *[other] { $count } addresses joined to their customers
    }
finding-address-joined-row = Joined to the customer above it
finding-date-zero = { $count ->
        [one] { $count } “no date” left out
       *[other] { $count } times “no date” left out
    }
finding-date-zero-row = Stands for “no date”, left out
finding-missing-marker = { $count ->
        [one] { $count } word for “nothing” left out
       *[other] { $count } words for “nothing” left out
    }
finding-missing-marker-row = Stands for “nothing”, left out
finding-email-shared = { $count ->
        [one] { $count } row with an e-mail address of another customer number
       *[other] { $count } rows with an e-mail address of another customer number
    }
finding-email-shared-row = Another customer number has the same e-mail address
finding-identity-conflict = { $count ->
        [one] { $count } row whose customer number is on another person too
       *[other] { $count } rows whose customer number is on another person too
    }
finding-identity-conflict-row = The same number is on a row with another name, birth date or e-mail address
finding-identity-known-otherwise = { $count ->
        [one] { $count } row whose number was sent with another e-mail address before
       *[other] { $count } rows whose number was sent with another e-mail address before
    }
finding-identity-known-otherwise-row = This number was sent with another e-mail address before
finding-consent-unreadable = { $count ->
        [one] { $count } row whose word about consent is not understood
       *[other] { $count } rows whose word about consent is not understood
    }
finding-consent-unreadable-row = What this cell says about consent is not understood: it may be an objection
finding-secret-in-cell = { $count ->
        [one] { $count } row with a cell that looks like a password’s hash or a token
       *[other] { $count } rows with a cell that looks like a password’s hash or a token
    }
finding-secret-in-cell-row = This cell looks like a password’s hash or a token: the row’s cells may have moved
finding-consent-would-return = { $count ->
        [one] { $count } yes of somebody who has objected
       *[other] { $count } times a yes of somebody who has objected
    }
finding-consent-would-return-row = An objection of this person is known, and nothing proves that this yes is newer
finding-consent-open = { $count ->
        [one] { $count } consent that waits for an answer
       *[other] { $count } consents that wait for an answer
    }
finding-consent-open-row = This consent waits for an answer, so nothing is sent about it
finding-duplicate-differs = { $count ->
        [one] { $count } row with an e-mail address of somebody with another name or birth date
       *[other] { $count } rows with an e-mail address of somebody with another name or birth date
    }
finding-duplicate-differs-row = The same address is on a row with another first name or birth date; only the newest row is sent
finding-identity-placeholder = { $count ->
        [one] { $count } number that stands for nobody
       *[other] { $count } numbers that stand for nobody
    }
finding-identity-placeholder-row = This number stands for nobody, so it tells nobody apart
finding-date-order-mixed = { $count ->
        [one] { $count } date that contradicts its column
       *[other] { $count } dates that contradict their column
    }
finding-date-order-mixed-row = Only fits another order of day and month than the column
finding-date-default = { $count ->
        [one] { $count } date that looks like “no date” (1900 or 1970)
       *[other] { $count } dates that look like “no date” (1900 or 1970)
    }
finding-date-default-row = 1 January 1900 or 1970, as programs write for “no date”
finding-phone-further = { $count ->
        [one] { $count } cell with a second telephone number
       *[other] { $count } cells with a second telephone number
    }
finding-phone-further-row = A second telephone number, which is not sent
finding-email-further = { $count ->
        [one] { $count } cell with a second e-mail address
       *[other] { $count } cells with a second e-mail address
    }
finding-email-further-row = A second e-mail address, which is not sent
finding-email-typo = { $count ->
        [one] { $count } e-mail address that looks misspelt
       *[other] { $count } e-mail addresses that look misspelt
    }
finding-email-typo-row = Looks misspelt; it is sent as it stands
finding-email-role = { $count ->
        [one] { $count } e-mail address of a desk (info@)
       *[other] { $count } e-mail addresses of desks (info@)
    }
finding-email-role-row = An address of a desk rather than a person
finding-email-placeholder = { $count ->
        [one] { $count } e-mail address that stands for none (test@, .example)
       *[other] { $count } e-mail addresses that stand for none (test@, .example)
    }
finding-email-placeholder-row = An address that stands for none
finding-email-anonymised = { $count ->
        [one] { $count } customer who was made anonymous
       *[other] { $count } customers who were made anonymous
    }
finding-email-anonymised-row = The customer was made anonymous
finding-email-on-websites = { $count ->
        [one] { $count } e-mail address on more than one web site of the shop
       *[other] { $count } e-mail addresses on more than one web site of the shop
    }
finding-email-on-websites-row = The address has accounts on several web sites, which become one person
finding-text-mojibake = { $count ->
        [one] { $count } text that was decoded wrongly (JosÃ©)
       *[other] { $count } texts that were decoded wrongly (JosÃ©)
    }
finding-text-mojibake-row = Was decoded wrongly before it came here
finding-missing-marker-kept = { $count ->
        [one] { $count } word for “nothing” that is sent
       *[other] { $count } words for “nothing” that are sent
    }
finding-missing-marker-kept-row = Looks like “nothing”, but is sent as text
finding-spreadsheet-repaired = { $count ->
        [one] { $count } value freed from a spreadsheet’s marks
       *[other] { $count } values freed from a spreadsheet’s marks
    }
finding-spreadsheet-repaired-row = Marks of a spreadsheet were taken off
finding-text-repaired = { $count ->
        [one] { $count } wrongly decoded text put right
       *[other] { $count } wrongly decoded texts put right
    }
finding-text-repaired-row = Wrongly decoded text was put right
finding-date-time-gap = { $count ->
        [one] { $count } time that clocks left out, taken for an hour later
       *[other] { $count } times that clocks left out, taken for an hour later
    }
finding-date-time-gap-row = Clocks left this time out; an hour later is meant
finding-do-not-upload = { $count ->
        [one] { $count } shopper on your do-not-upload list
       *[other] { $count } shoppers on your do-not-upload list
    }
finding-do-not-upload-row = On your do-not-upload list
finding-email-left-out = { $count ->
        [one] { $count } address left out as you chose
       *[other] { $count } addresses left out as you chose
    }
finding-email-left-out-row = Left out as you chose
finding-parent-incomplete = { $count ->
        [one] { $count } value without the one it belongs to
       *[other] { $count } values without the one they belong to
    }
finding-parent-incomplete-row = Needs another value, which is not there
finding-quote-stray = { $count ->
        [one] { $count } loose quotation mark kept as text
       *[other] { $count } loose quotation marks kept as text
    }
finding-quote-stray-row = A loose quotation mark, kept as text
finding-control-removed = { $count ->
        [one] { $count } hidden character taken out
       *[other] { $count } hidden characters taken out
    }
finding-control-removed-row = Hidden characters taken out
finding-container-opened = { $count ->
        [one] { $count } packed file or workbook opened
       *[other] { $count } packed files or workbooks opened
    }
finding-container-opened-row = Opened to get at the table
finding-encoding-converted = File converted to UTF-8
finding-encoding-converted-row = Converted to UTF-8
finding-row-blank = { $count ->
        [one] { $count } blank row passed over
       *[other] { $count } blank rows passed over
    }
finding-row-blank-row = A blank row
finding-header-repeated = { $count ->
        [one] { $count } repeated header passed over
       *[other] { $count } repeated headers passed over
    }
finding-header-repeated-row = The header again
finding-footer-skipped = { $count ->
        [one] { $count } line below the table passed over
       *[other] { $count } lines below the table passed over
    }
finding-footer-skipped-row = A total or remark below the table
finding-title-skipped = { $count ->
        [one] { $count } line above the header passed over
       *[other] { $count } lines above the header passed over
    }
finding-title-skipped-row = A line above the header

## How a run stands

status-running = Under way
status-merged = Two people in one?
status-succeeded = Done
status-succeeded-with-rejects = Done, with rows not sent
status-processing = Adobe is processing
status-unconfirmed = Sent, not confirmed
status-mismatch = Counts differ
status-failed = Failed
status-stalled = Stuck at Adobe
status-held = Held, needs you
status-cancelled = Cancelled
status-resumable = Stopped, can go on

## The other codes of the engine

phase-checking = Checking
phase-sending = Sending
phase-processing = Adobe processing
phase-profiles = In profiles

waiting-network = Adobe cannot be reached. It is tried again by itself.
waiting-slow-down = Adobe asked to slow down. It goes on in a moment.
waiting-consent-lookup = Looking up in Adobe who has objected in the meantime
waiting-earlier-run = An earlier upload to this dataset was cut off. It is finished first.
waiting-other-run = Another upload goes to the same dataset. This one waits its turn.

layout-commerce-main = Commerce customers
layout-commerce-addresses = Commerce customer addresses
layout-commerce-composite = Commerce customers and addresses
layout-commerce-grid = Commerce customer grid
layout-commerce-subscribers = Commerce newsletter subscribers
layout-salesforce-contacts = Salesforce contacts
layout-hubspot-contacts = HubSpot contacts

place-practice = Practice
place-development = Development
place-production = Production

severity-cannot-send = Cannot be sent
severity-please-check = Please check
severity-fixed = Fixed for you

reason-layout = Known from the file’s layout
reason-name = From the column’s name
reason-values = From the look of its values

question-date-order = Day and month can be swapped in { $column }
question-zone = Times in { $column } need a time zone
question-decimals = 1.234 in { $column } can be read in two ways
question-header = The first row may be a customer
question-phone-country = Telephone numbers in { $column } need a country
question-consent-column = { $column } may say who allows marketing
question-email-column = Two columns may be the customer’s e-mail address
question-identity-column = This dataset tells customers apart by another column

blocked-credential = Holds passwords or sign-in keys

## Connections: what stands in the way and what to do, their checks, secrets, and what is made on the platform

fault-not-console = This file does not come from Adobe Developer Console. Download the JSON of your project or of its OAuth Server-to-Server credential there, or fill in the four fields.
fault-no-credential = The project in this file has no credential. Add an OAuth Server-to-Server credential to it in Developer Console, and download it again.
fault-only-jwt = The project only has a Service Account (JWT) credential, which Adobe no longer takes. Add an OAuth Server-to-Server credential in Developer Console, and download the file again.
fault-only-others = The project only has credentials that a program cannot sign in with. Add an OAuth Server-to-Server credential in Developer Console, and download the file again.
fault-client-id-missing = The client ID is missing or cannot be used. Copy it from the credential’s page in Developer Console.
fault-secret-missing = The client secret is missing or cannot be used. Retrieve it on the credential’s page in Developer Console and copy it.
fault-org-id-missing = The organisation ID is missing or cannot be used. It ends in @AdobeOrg; copy it from the credential’s page in Developer Console.
fault-forgotten = What you entered is not held any more, and nothing of it was kept. Enter it once more.
tried-token = Sign in
tried-sandbox = Sandbox
tried-schema = Read the schema
tried-dataset = Write to the dataset
tick-running = Being tried…
tick-good = Works
tick-likely = Nothing speaks against it; only an upload can prove it
tick-bad = Does not work
tick-untried = Not tried: an earlier check has to pass first
access-secret-refused = Adobe does not take this client ID with this secret. The secret may have been mistyped, replaced or deleted.
access-secret-refused-remedy = Copy both again from Developer Console. If the secret was replaced there, enter the new one here.
access-scope-refused = The credential may not use the scopes that were asked for.
access-scope-refused-remedy = Leave the scopes empty for the usual ones, or copy them from the credential’s page in Developer Console.
access-client-refused = The credential may not sign in this way. It is probably not an OAuth Server-to-Server credential.
access-client-refused-remedy = Ask your administrator for an OAuth Server-to-Server credential.
access-token-refused = Adobe signed the account in, but then did not take its own token.
access-token-refused-remedy = Check this computer’s clock, and try again in a few minutes.
access-api-not-added = The project in Developer Console does not have the Experience Platform API.
access-api-not-added-remedy = Ask your administrator to add the Experience Platform API to the project, with OAuth Server-to-Server.
access-not-entitled = The account has no product profile, or belongs to another organisation.
access-not-entitled-remedy = Check the organisation ID. If it is right, ask your administrator to give the credential the product profile AEP-Default-All-Users.
access-org-unknown = Adobe does not know this organisation ID, or the organisation has no product profile for the account.
access-org-unknown-remedy = Copy the organisation ID again from Developer Console. It has 24 characters before @AdobeOrg.
access-role-missing = The account is in no role that allows this.
access-role-missing-remedy = Ask your administrator to add the credential to a role: in Experience Platform, Permissions, Roles, API credentials.
access-sandbox-unknown = There is no sandbox with this name, or the account may not see it.
access-sandbox-unknown-remedy = Choose another sandbox, or ask your administrator to put this one into the credential’s role.
access-sandbox-not-allowed = The sandbox exists, but no role lets the account in.
access-sandbox-not-allowed-remedy = Ask your administrator to put the sandbox into the credential’s role.
access-sandbox-not-active = The sandbox is being made, reset or deleted.
access-sandbox-not-active-remedy = Wait until it is ready, or choose another one.
access-dataset-unknown = The dataset is not there any more, or the account may not see it.
access-dataset-unknown-remedy = Choose another dataset.
access-throttled = Adobe asks to slow down.
access-throttled-remedy = Try again in a quarter of an hour. Nothing is wrong with the connection itself.
access-unreachable = Adobe does not answer.
access-unreachable-remedy = Check the internet connection, and whether a firewall holds back adobelogin.com or adobe.io. Then try again.
access-untrusted = What answers for Adobe cannot prove to be Adobe.
access-untrusted-remedy = Nothing was told to it. Often a company network looks into all connections, or the clock of this computer is wrong. Try another network, or ask your administrator to leave adobelogin.com and adobe.io alone.
access-proxy = The proxy of this network does not let the connection through.
access-proxy-remedy = Sign in to it, try another network, or ask your administrator to let adobelogin.com and adobe.io through.
access-unexpected = Adobe gave an answer that is not expected here.
access-unexpected-remedy = Try again in a while. If it stays, give Adobe’s own words below to whoever looks into it.
keychain-available = Secrets go to the keychain of this computer.
keychain-locked = The keychain of this computer is locked
keychain-absent = This computer has no keychain
secret-keychain = In the keychain of this computer
secret-session = In memory, until the program ends
secret-nowhere = Not on this computer any more
setup-namespace = Identity namespace for customer numbers
setup-schema = Schema with its field groups
setup-union = Schema switched on for profiles
setup-dataset = Dataset switched on for profiles
made-running = Under way
made-created = Made now
made-found = Was there already

## What happens to a cell on its way

op-none = As is
op-trim = Without spaces around it
op-lowercase = Lower case
op-uppercase = Upper case
op-name-case = Name case
op-split = Piece { $take } at “{ $on }”
op-join = With { $columns }
op-date = { $order ->
        [dmy] Date: day first
        [mdy] Date: month first
        [excel] Date: Excel’s days
        [excel1904] Date: Excel’s days from 1904
        [epoch_seconds] Time: seconds since 1970
        [epoch_millis] Time: milliseconds since 1970
       *[ymd] Date: year first
    }
op-date-time = Time: { $zone }
op-number = { $locale ->
        [nl] Number: 1.234,56
       *[en] Number: 1,234.56
    }
op-boolean = Yes or no
op-consent = { $count ->
        [0] consent
        [one] consent, together with { $columns }
       *[other] consent, together with { $columns }
    }
op-phone = { $country ->
        [none] International number
       *[other] International number, { $country }
    }
op-country = Country code
op-missing = Without words for “nothing”
op-repair = Letters put right
op-map = { $count ->
        [one] { $count } value
       *[other] { $count } values
    }
op-first-of = Else { $columns }
op-sha256 = As a fingerprint (SHA-256)

## What can be done to a cell, as one adds it

step-trim = Take spaces off both ends
step-trim-text = “ Noor ” becomes “Noor”
step-lowercase = Lower case
step-lowercase-text = “NOOR” becomes “noor”
step-uppercase = Upper case
step-uppercase-text = “noor” becomes “NOOR”
step-name-case = Name case
step-name-case-text = “NOOR VOS” becomes “Noor Vos”; mixed case stays
step-split = Take one piece
step-split-text = “Noor Vos” cut at the space: “Noor”
step-repair = Put letters right
step-repair-text = “JosÃ©” becomes “José”
step-map = Replace values
step-map-text = “M” becomes “male”, value by value
step-boolean = Yes or no
step-boolean-text = Which words say yes, and which say no
step-date = How dates are written
step-date-text = Day first, month first, Excel’s days, …
step-date-time = Time zone
step-date-time-text = The zone of times that name none
step-number = How numbers are written
step-number-text = With a comma or a point before the decimals
step-phone = International telephone number
step-phone-text = “06 1234 5678” becomes “+31612345678”
step-country = Country code
step-country-text = “Nederland” becomes “NL”
step-missing = Words for “nothing”
step-missing-text = “n/a” is left out
step-sha256 = Fingerprint (SHA-256)
step-sha256-text = For identities that are sent hashed
step-join = Add other columns
step-join-text = “Vos” followed by the cell of another column
step-first-of = Else another column
step-first-of-text = Where the cell is empty, the first other one that is not

## Window: one field of the mapping

apply = Apply
recipe-change = { $source }: { $recipe }. Change what happens
recipe-required = must be there
recipe-when = only where { $column } says yes
entry-title = { $source } to { $field }
entry-new = A fixed value
entry-field = Adobe field
entry-value = The same value for every customer
entry-required = Leave out customers without it
entry-when = Only where this column says yes
entry-when-always = Always
steps-title = What happens to it
steps-none = It goes as it stands.
steps-add = Add a step
steps-text = Text
steps-values = Meaning
steps-columns = Other columns
steps-name = { $number }. { $name }
steps-move = { $way ->
        [up] Move up: { $name }, step { $number } of { $count }
       *[down] Move down: { $name }, step { $number } of { $count }
    }
steps-remove = Take out: { $name }, step { $number } of { $count }
preview-title = What cells become
preview-before = Before:
preview-after = After:
preview-nothing = Nothing is sent
preview-none = The first rows have no value here.
preview-not-whole = Shown once every step has what it needs.
parameter-choose = Choose…
parameter-none = None
parameter-columns = Columns, in this order
parameter-add-column = Add a column
parameter-between = Between them
parameter-between-text = Empty for nothing
parameter-one-a-line = One on each line
parameter-zone = Time zone
parameter-number = A number looks like
parameter-yes = Words for yes
parameter-no = Words for no
parameter-nothing = Words that mean nothing
parameter-on = Cut at
parameter-on-other = Which character
parameter-take = Piece
parameter-take-text = 1 is the first, −1 the last
parameter-order = Dates are written
parameter-pivot = Last two-digit year
parameter-pivot-text = 2026: 26 is 2026, 27 is 1927
parameter-country = Country
parameter-country-text = Of numbers without one
parameter-country-column = Column with the row’s country
mark = { $mark ->
        [space] Space
        [line] Line break
        [comma] Comma
        [semicolon] Semicolon
        [hyphen] Hyphen
        [slash] Slash
        [pipe] Vertical bar
       *[other] Something else
    }
map-from = Cell, row { $row }
map-to = Becomes, row { $row }, { $from }
map-remove = Take out row { $row }, { $from }
map-add = Add a value
map-nothing = Nothing
map-others = Other cells
map-others-told = Left out and counted
map-others-nothing = Left out
map-others-value = Become this value
map-others-which = Value
map-other-example = other
fault-separator = Say what to cut at.
fault-piece = Say which piece: 1, 2, … or −1.
fault-columns = Choose at least one column.
fault-zone = Choose a time zone.
fault-words = Write at least one word.
fault-both = A word cannot mean yes and no.
fault-rows = Add at least one value.
fault-blank = A cell to replace is empty.
fault-twice = A cell stands here twice.
fault-value = Write a value.
mapping-menu = Mapping
mapping-menu-value = Add a fixed value…
mapping-menu-rules = Rules for doubtful rows…
mapping-menu-save = Save this mapping as a file…
mapping-menu-open = Use a mapping from a file…
mapping-saved = { $count ->
        [one] Mapping with { $count } field saved as “{ $name }”
       *[other] Mapping with { $count } fields saved as “{ $name }”
    }
mapping-brought = The mapping of the file is used
bring-title = Use this mapping?
bring-failed-title = This mapping cannot be used
bring-failed-text = Your mapping stays as it was.
bring-text = Not all of it fits this file. What it takes from missing columns is left out.
bring-used = Columns that are used
bring-missing = Missing in this file
bring-added = New in this file, not sent
bring-none = None
bring-use = Use this mapping
mapping-value-added = { $field } has the same value for everybody
mapping-recipe-changed = { $field } was changed
mapping-rules-changed = The rules were changed
rules-title = Rules for doubtful rows
rule-bad-value = A value that cannot be read
rule-bad-value-drop = Leave out the value, and send the customer
rule-bad-value-reject = Leave out the customer
rule-duplicates = Several rows about one customer
rule-duplicates-last = The last row in the file counts
rule-duplicates-fill = Fill what that row leaves blank from the customer’s other rows
rule-duplicates-newest = The newest row counts
rule-duplicates-by = Newest by this column
rule-duplicates-by-text = A date or a time; rows without one count as the oldest.
rule-shared-email = One e-mail address on several customer numbers
rule-shared-email-hold = Leave these customers out until I decide
rule-shared-email-number-only = Send them by customer number alone
rule-shared-email-send = Send both; Adobe makes one person of them
rule-leave-out = Leave out addresses
rule-leave-out-role = of a desk, such as info@
rule-leave-out-placeholder = of nobody, such as test@example.com
rule-leave-out-anonymised = of customers who were made anonymous

## Window: the mapping in Data Prep

mapping-menu-prep = Export for Adobe Data Prep…
mapping-menu-prep-check = Check with Data Prep…
prep-saved-title = Exported for Data Prep
prep-saved = { $count ->
        [one] “{ $name }” has { $count } rule for the schema “{ $schema }”.
       *[other] “{ $name }” has { $count } rules for the schema “{ $schema }”.
    }
prep-left-out = Left out: Data Prep has no equal
prep-differs = Taken along, with another outcome for some cells
prep-whole = The mapping as a whole
prep-check-title = Check with Data Prep
prep-check-text = Data Prep is Adobe’s own mapper. It gets those cells of a few customers that your mapping uses, and what it makes of them is compared with what is sent from here. Nothing is kept there.
prep-check-go = Compare
prep-check-busy = Data Prep is mapping the same customers
prep-agrees = Data Prep makes the same of every field
prep-disagrees = { $count ->
        [one] Data Prep makes something else of { $count } field
       *[other] Data Prep makes something else of { $count } fields
    }
prep-compared = { $count ->
        [one] Compared for { $count } customer.
       *[other] Compared for { $count } customers.
    } It changes nothing about your upload: it tells what to expect if Data Prep does the mapping.
prep-fields = Fields, those that differ first
prep-same = The same
prep-invalid = Data Prep cannot use this rule
prep-differs-for = another value for { $count }
prep-ours-for = a value only here for { $count }
prep-theirs-for = a value only in Data Prep for { $count }
prep-notes = What Data Prep cannot do

## Window: fields of the organisation’s own

fields-open = Make fields for the columns without one…
fields-title = Make fields for columns without one
fields-text = The columns that are ticked get a field of their own in the schema of “{ $dataset }”, below your organisation’s name.
fields-loading = Looking at the columns
fields-list = Fields to make
fields-all = All
fields-column = Column
fields-name = Name of the field
fields-name-of = Name of the field for { $column }
fields-kind = Type
fields-kind-of = Type of the field for { $column }
fields-group = Name of the group of fields in Adobe
fields-group-usual = Customer fields from { $file }
fields-fault-group = Write a name of at most 100 characters.
fields-fault-name = A letter first, then letters, digits, - and _.
fields-fault-twice = This name is here twice.
fields-fault-there = The schema has this field already.
fields-final-title = Fields cannot be taken back
fields-final-text = A field that is made stays in the schema in sandbox { $sandbox }, with its name and type, for everybody in your organisation.
fields-none = Every column with something in it goes to a field already.
fields-go = { $count ->
        [0] Make fields
        [one] Make { $count } field
       *[other] Make { $count } fields
    }
fields-busy = Making the fields in Adobe
fields-made = { $count ->
        [one] { $count } field was made, and its column goes there
       *[other] { $count } fields were made, and their columns go there
    }

## Adobe fields, by their path

field-personalemail-address = E-mail address
field-workemail-address = Work e-mail address
field-person-name-firstname = First name
field-person-name-middlename = Middle name
field-person-name-lastname = Last name
field-person-name-fullname = Full name
field-person-name-courtesytitle = Form of address
field-person-name-suffix = Name suffix
field-person-birthdate = Birth date
field-person-birthdayandmonth = Birthday
field-person-birthyear = Birth year
field-person-gender = Gender
field-billingaddress-street1 = Billing street
field-billingaddress-street2 = Billing street, second line
field-billingaddress-city = Billing city
field-billingaddress-state = Billing state or region
field-billingaddress-postalcode = Billing postcode
field-billingaddress-country = Billing country
field-billingaddress-countrycode = Billing country code
field-shippingaddress-street1 = Delivery street
field-shippingaddress-street2 = Delivery street, second line
field-shippingaddress-city = Delivery city
field-shippingaddress-state = Delivery state or region
field-shippingaddress-postalcode = Delivery postcode
field-shippingaddress-country = Delivery country
field-shippingaddress-countrycode = Delivery country code
field-homeaddress-street1 = Home street
field-homeaddress-street2 = Home street, second line
field-homeaddress-city = Home city
field-homeaddress-state = Home state or region
field-homeaddress-postalcode = Home postcode
field-homeaddress-country = Home country
field-homeaddress-countrycode = Home country code
field-mobilephone-number = Mobile phone
field-homephone-number = Home phone
field-workphone-number = Work phone
field-faxphone-number = Fax
field-billingaddressphone-number = Billing phone
field-shippingaddressphone-number = Delivery phone
field-useraccount-startdate = Customer since
field-loyalty-points = Loyalty points
field-loyalty-tier = Loyalty tier
field-loyalty-status = Loyalty status
field-loyalty-joindate = Loyalty member since
field-loyalty-program = Loyalty programme
field-loyalty-loyaltyid = Loyalty number
field-consents-marketing-email-val = Marketing by e-mail
field-tenant-company = Company
field-tenant-customergroup = Customer group
field-tenant-store = Store
field-tenant-website = Website
field-tenant-source = Source

field-other = { $title } ({ $group })

## Window: frame

app-name = Profile Courier
nav-main = Main
nav-upload = Upload
nav-current = Uploads go to
copy = Copy
copy-selected = This system does not let the page copy. The text is selected: copy it with Ctrl+C or Cmd+C.
copy-failed = It could not be copied. Select it and press Ctrl+C.
nav-connections = Connections
try-again = Try again
not-known = Not known
last-none = Your first upload stands here afterwards.
practice-connect = Connect to Adobe
language-en = English
language-nl = Dutch
nav-history = History
nav-version = Version { $version }
details = Details
copied = Copied
close = Close
cancel = Cancel
back = Back
undo = Undo
undo-what = Undo: { $change }
redo = Redo
redo-what = Redo: { $change }
message-close = Close this message
error-title = This did not work

## Window: upload

upload-title = Upload
drop-title = Drop your customer file here
drop-text = CSV, from Commerce or any other system.
drop-now = Let go to open the file
drop-choose = Choose a file
drop-opening = Reading “{ $name }”…
try-sample = Try with sample data
recent-title = Recent files
recent-none = Files that you upload will stand here.
last-title = Last upload
last-sum = { $read ->
        [one] Of { $read } row, { $send } was sent.
       *[other] Of { $read } rows, { $send } were sent.
    }
last-open = Open this upload
practice-title = You are practising
practice-text = Uploads go to a practice platform on this computer. Nothing leaves it.
export-title = How to export from Commerce
export-step-1 = In the Admin, choose System, then Export.
export-step-2 = At Entity Type choose Customers Main File, and press Continue.
export-step-3 = When the export is ready, download it and drop it here.
file-problem-title = This file cannot be used
rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }

## Window: check

check-sub = { $count ->
        [one] { $count } row to
       *[other] { $count } rows to
    }
check-sub-about = About { $count } rows to
check-reading = Checking every row
check-stop = Stop
check-stopped = The check was stopped.
check-again = Check again
check-how-read = How the file was read
chip-delimiter = { $delimiter ->
        [comma] Commas
        [semicolon] Semicolons
        [tab] Tabs
        [pipe] Vertical bars
       *[other] Separated by { $sign }
    }
chip-delimiter-text = This stands between the columns. It was found by reading the first rows, so that every row has the same number of columns.
chip-encoding-text = This is how letters are stored. If the names here read well, it is right.
chip-header = { $row ->
        [0] No header
       *[other] Header on line { $row }
    }
chip-header-text = The column names were found on this line. What stands above it is passed over.
chip-layout-text = The columns are those of this export, so their fields are known.
chip-before = Uploaded before
chip-before-text = This very file was uploaded on { $when }. Sending it again does no harm: the same values arrive once more.
proof = reads as
filter-label = Columns
filter-sent = Will be sent { $count }
filter-not = Not sent { $count }
filter-blocked = Blocked { $count }
required-ok = Required { $done } of { $count }
identity-ok = Identity
identity-missing = No identity
identity-text = The e-mail address ties a customer to their profile.
table-columns = Columns and their Adobe fields
col-column = Your column
col-examples = Examples
col-field = Adobe field
col-becomes = Becomes
col-recipe = Recipe
col-why = Why
not-sent = Not sent
never-sent = Never sent
fixed-value = Always “{ $value }”
becomes-nothing = Left out
becomes-question = Day or month first?
becomes-open = Waits for your answer
becomes-empty = Empty
field-identity = identity
choose-field = Adobe field for { $column }
choose-field-now = { $column }: { $field }
picker-search = Find an Adobe field
picker-none = No field has this in its name
picker-dont = Don’t send this column
picker-suggested = Fits this column
picker-usual = Usual fields
picker-other = Other fields
picker-found = Found
picker-all = Type to search all { $count } fields
picker-taken = { $group } · now from { $column }
columns-sent-none = No column is sent yet. Choose a field under Not sent.
columns-not-none = Every column is sent or blocked.
columns-blocked-none = No column holds passwords or sign-in keys.
mapping-changed = { $column } → { $field }
mapping-left-out = { $column } is not sent
band-question = { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }
band-rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
band-times = { $count ->
        [one] { $count } cell
       *[other] { $count } cells
    }
band-changes = { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
band-none = Nothing
band-in-column = in { $column }
band-cannot-text = These rows stay behind. Repair them in your shop or in the saved file, and send the others now.
band-check-text = Please look at these. What cannot be read is left out; the customers are sent.
band-fixed-text = Done by itself; there is nothing to do.
save-rows = Save as CSV
saved = { $count ->
        [one] { $count } row saved as “{ $name }”
       *[other] { $count } rows saved as “{ $name }”
    }
show-rows = Show rows
hide-rows = Hide rows
rows-first = The first { $shown } of { $count }
rows-label = Rows: { $reason }
row-number = Row
cell-empty = empty
question-date-text = { $count ->
        [one] Row { $row } says <b>{ $value }</b>. Which date is that?
       *[other] Row { $row } says <b>{ $value }</b>. Which date is that? Your answer counts for all { $count } dates in this column.
    }
question-date-plain = { $count ->
        [one] What comes first in { $column }?
       *[other] What comes first in the { $count } dates of { $column }?
    }
question-day-first = { $date } (day first)
question-month-first = { $date } (month first)
question-day = Day first
question-month = Month first
question-leave-out = Leave dates out
question-decimals-text = Numbers in { $column } such as 1.234 can be thousands or decimals.
question-decimals-thousands = One thousand two hundred and thirty-four
question-decimals-decimals = One and a bit
question-header-text = The first row reads: { $first }. Does it name the columns, or is it a customer?
question-header-names = It names the columns
question-header-customer = It is a customer
question-numbers-text = { $column } counts from 1970. In what?
question-seconds = Seconds
question-millis = Milliseconds
question-zone-text = { $count ->
        [one] The time in { $column } does not say where it was that late.
       *[other] The { $count } times in { $column } do not say where it was that late.
    }
question-zone-here = { $zone }, as this computer
question-zone-other = Another time zone
question-phone-text = Telephone numbers in { $column } are written without a country. Which one is meant?
question-phone-country-label = Country
question-use = Use this
identity-open = What are customers told apart by?
identity-title = What tells your customers apart?
identity-email = Their e-mail address alone (recommended)
identity-email-text = Rows with the same address are one person. Nothing else is joined.
identity-commerce = Their customer number in Commerce, “{ $column }”
identity-commerce-text = Rows with the same number are one person, also after somebody took another address. Adobe joins the number and the e-mail address of each row. This file is Commerce’s own list of customers, so the numbers are Commerce’s.
identity-other = A column with numbers of another system
identity-other-text = Choose this only if you know which system gave out the numbers. Whoever Adobe holds under the same number of that system becomes one person with the customer of the row, with both e-mail addresses.
identity-other-column = Column
identity-other-namespace = System (identity namespace)
identity-no-namespace = Your organisation has no identity namespace for numbers. One is made in Experience Platform.
identity-examples = For instance
identity-example = { $name }: { $value }
identity-final-title = This cannot be taken back
identity-final = Adobe cannot take two people apart once they were joined. If the numbers are those of another system than you say, customers who have nothing to do with each other become one person.
identity-changed = Told apart by { $what }
identity-target = Identity · { $namespace }
beside-identity = As it stands
beside-with = Within { $fields }
confirm-told-by = Customers are told apart by { $what }.
detail-told-by = Told apart by
detail-consent = Consent
consent-label = Consent
consent-sentence = <yes>{ $allow ->
        [one] { $allow } allows { $channel }
       *[other] { $allow } allow { $channel }
    }</yes>, <no>{ $object ->
        [one] { $object } objects
       *[other] { $object } object
    }</no>, <open>{ $unsaid } unsaid</open>
consent-everybody = { $value ->
        [n] Everybody in this file objects to { $channel }
       *[other] Everybody in this file allows { $channel }
    }
consent-column = { $column }: { $says }
consent-changed = { $count ->
        [one] { $count } column about consent
       *[other] { $count } columns about consent
    }
consent-left-out = Left out, as you decided
consent-title = What the file says about consent
consent-text = An objection in any column wins over every permission of the same customer. A cell that is not understood is never taken for a yes; where it may be an objection, its row is not sent.
consent-says = What “{ $column }” says
consent-cells = First cells of the column
consent-cell = “{ $cell }”
consent-cell-means = “{ $cell }” { $means }
means-nothing = says nothing
means-allow = allows it
means-object = objects
means-open = leaves it open
means-unreadable = is not understood
reads-grants = a permission
reads-grants-text = Yes allows it, no objects
reads-objects = an objection
reads-objects-text = Yes objects, no says nothing
reads-state = how things stand
reads-state-text = Words such as subscribed, unsubscribed, pending
reads-confirms = a confirmation
reads-confirms-text = Yes confirms a permission, no leaves it open
reads-granted-on = when somebody agreed
reads-granted-on-text = A date allows it, an empty cell says nothing
reads-objected-on = when somebody objected
reads-objected-on-text = A date objects, an empty cell says nothing
reads-left-out = left out
reads-left-out-text = Nothing of this column is sent
reads-unclear = what does it say?
consent-rows-title = { $stand ->
        [allow] { $count ->
            [one] { $count } customer allows { $channel }
           *[other] { $count } customers allow { $channel }
        }
        [object] { $count ->
            [one] { $count } customer objects to { $channel }
           *[other] { $count } customers object to { $channel }
        }
       *[unsaid] { $count ->
            [one] { $count } customer about whom nothing is sent on { $channel }
           *[other] { $count } customers about whom nothing is sent on { $channel }
        }
    }
consent-rows-coming = Looking through the file
consent-rows-text = { $count ->
        [one] The first row of the file that says so. Each row is read by itself: several of one customer can stand here.
       *[other] The first { $count } rows of the file that say so. Each row is read by itself: several of one customer can stand here.
    }
consent-rows-none = No row of the file says so by itself: it follows from several rows of one customer.
question-consent-text = “{ $column }” may say who allows marketing and who objects. Nothing is sent before you have decided what becomes of it.
question-consent-send = Send what this column says
question-consent-leave = Leave it out
question-email-text = More than one column holds e-mail addresses. Which one holds the customers’ own? That address tells them apart.
question-email-answer = E-mail address from { $column }
question-identity-text = This dataset tells customers apart by “{ $field }” (namespace { $namespace }). Which column holds it?
parameter-consent = It is changed beside Consent, above the columns.
step-consent = Consent
step-consent-text = What columns say about consent, weighed together
addresses-send = Send with the new address
addresses-believed = Customers with a new e-mail address are sent
addresses-hold = Leave them out again
pair-show = Show side by side
pair-title = One person or two?
pair-rows = Rows { $first } and { $second }.
pair-row = Row { $row }
pair-of = { $number } of { $count }
pair-previous = Previous
pair-next = Next
pair-compared = Compared
pair-differs = differs
pair-same = the same
merged-title = Two people may have become one in Adobe
merged-text = { $count ->
        [one] The customer of row { $rows } hangs together with somebody else in the profiles behind { $dataset }: with another e-mail address, or another number of the same system.
       *[other] The customers of rows { $rows } hang together with somebody else in the profiles behind { $dataset }: with another e-mail address, or another number of the same system.
    }
merged-do-stop = Stop schedules that send such files, and do not send this file again. Adobe does not take people apart by itself.
merged-do-ask = Show these rows to whoever looks after Experience Platform in your organisation. It can be the same person with an older address; otherwise Adobe’s support has to delete the joined identities.
merged-do-choose = Before the next upload, look at what customers are told apart by.
profiles-merged = { $merged ->
        [one] { $merged } of { $count } customers that were looked up hangs together with somebody else.
       *[other] { $merged } of { $count } customers that were looked up hang together with somebody else.
    }
remedy-leave-group = Leave these out
remedy-send-group = Send these after all
remedy-by-number = Send them by customer number alone
remedy-repair = Put the letters right
remedy-missing = Leave these words out
remedy-no-date = Treat as no date
remedy-drop-values = Leave out the values only
remedy-reject-rows = { $count ->
        [one] Leave out this row
       *[other] Leave out these { $count } rows
    }
corrections-title = Corrected rows of { $file }, { $when }
corrections-text = These rows were left out of that upload. They are mapped as they were then; the columns that we added are not read.
corrections-other-title = Corrected rows
corrections-other-text = These rows were left out of an upload that this computer does not know. The columns that we added are not read.
corrections-show = Show that upload
known-title = Mapped as last time ({ $when })
known-added = New columns: { $columns }
known-missing = No longer there: { $columns }
known-suggested = Use the proposal instead
mapping-proposed = The proposal is used
check-nothing-sent = Nothing has been sent yet
changes-label = Changes of the mapping
changes-none = Everything is as proposed again
changes-count = { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
changes-take-back = Take back one change
changes-held = Was changed again: first take back “{ $change }”
check-cancel = Cancel
check-wait = Checking…
check-answer = { $count ->
        [one] Answer { $count } question
       *[other] Answer { $count } questions
    }
check-choose-email = Choose the e-mail column
check-choose-required = Choose { $field }
check-see-rejects = Look at what cannot be sent
check-continue = Looks good

## What changed since the last upload

against-last = Compared with what was last sent and confirmed.
against-nothing = Nothing was sent from here to this dataset before, so everyone counts as new.
against-other-mapping = Nothing was sent with this mapping before, so everyone counts as new.
against-unusable = The record of the last upload could not be read, so everyone counts as new and is sent.
against-no-key = The keychain is locked or not there, so nobody can tell who changed. Everyone is sent.
change-removed = { $count ->
        [one] { $count } customer of earlier uploads is not in this file. Nothing is removed from Adobe.
       *[other] { $count } customers of earlier uploads are not in this file. Nothing is removed from Adobe.
    }
detail-unchanged = Unchanged
detail-change = New and changed
detail-change-of = { $new } new, { $changed } changed

## Window: confirm

confirm-title = Ready to send
confirm-sentence = { $customers ->
        [one] Send <n>{ $send }</n> of { $customers } customer to <b>{ $dataset }</b> in
       *[other] Send <n>{ $send }</n> of { $customers } customers to <b>{ $dataset }</b> in
    }
confirm-sentence-changed = { $customers ->
        [one] Send <n>{ $send }</n> of { $customers } customer ({ $new } new, { $changed } changed) to <b>{ $dataset }</b> in
       *[other] Send <n>{ $send }</n> of { $customers } customers ({ $new } new, { $changed } changed) to <b>{ $dataset }</b> in
    }
confirm-same-stay = { $count ->
        [one] { $count } customer is unchanged and stays as it is.
       *[other] { $count } customers are unchanged and stay as they are.
    }
confirm-all-same = Nobody is new or changed since the last upload. There is nothing to send.
reset-title = The history on this computer was damaged
reset-text = { $count ->
        [one] Profile Courier has begun it anew. { $count } earlier upload could be brought back; the damaged file was kept.
       *[other] Profile Courier has begun it anew. { $count } earlier uploads could be brought back; the damaged file was kept.
    }
reset-incomplete = Not all of it could be read. An upload that was under way may have reached Adobe all the same: look at your last uploads there before you send them again.
reset-whole = Everything in it could be read.
reset-never = The list of people who are never uploaded may be incomplete. Add them once more before you upload.
reset-seen = I have seen this, go on
reset-later = Later
confirm-older-title = This file is older than one that was uploaded before
confirm-older-text = “{ $name }” was last changed before “{ $sent }”. Customers who are in both go back to what they were, an objection with them. That cannot be undone.
confirm-older = Upload the older file all the same
confirm-everything = Send everything again
confirm-everything-text = Also the customers who are unchanged. Useful when data was removed in Adobe.
confirm-new = new
confirm-changed = changed
confirm-same = unchanged
confirm-send = to send
confirm-merged = merged
confirm-rejected = cannot be sent
confirm-upsert-title = Empty cells leave Adobe’s value as it is
confirm-upsert-text = This dataset keeps what your file does not mention.
confirm-replace-title = Empty cells clear Adobe’s value
confirm-replace-text = This dataset replaces the whole customer with what is in your file.
confirm-audience-title = Live audiences may react
confirm-audience-text = Changed profiles can enter or leave audiences and journeys within minutes.
confirm-practice-title = This is practice
confirm-practice-text = Customers go to a platform on this computer. No audience and no e-mail can react.
confirm-final-title = This cannot be undone in profiles
confirm-final-text = You can send corrected values later. History keeps what was sent.
confirm-mapping = Mapping
confirm-columns-sent = Columns sent
confirm-columns-of = { $sent } of { $count }
confirm-columns-not = Columns not sent
confirm-columns-blocked = Blocked, never sent
confirm-none = None
confirm-one = See one customer as it is sent
confirm-one-title = One customer, as it is sent
confirm-one-text = The first customer of the file, in the words of Adobe.
confirm-upload = { $count ->
        [one] Upload { $count } customer
       *[other] Upload { $count } customers
    }
confirm-ask-title = Upload to Production?
confirm-ask-text = { $count ->
        [one] { $count } customer goes to { $dataset } through { $connection }, into sandbox { $sandbox }.
       *[other] { $count } customers go to { $dataset } through { $connection }, into sandbox { $sandbox }.
    } Audiences that are live may react, and profiles cannot be set back.
confirm-type-label = Type { $sandbox } to go on
confirm-type-text = Asked once for this sandbox; later uploads need one press.

## Window: asked ahead of the upload

ahead-title = Before you send
try-open = Try one customer…
try-title = Try one customer
try-text = { $place ->
        [practice] One customer of this file is really sent to the practice platform on this computer, and judged at once. If the customer is taken, they are stored there.
       *[other] One customer of this file is really sent to “{ $dataset }” in sandbox { $sandbox }, and Adobe judges it at once. If Adobe takes the customer, that cannot be undone, and it replaces all that this dataset knew of them.
    }
try-production-title = Live customers are in this sandbox
try-which = Which customer
try-first = The first one that will be sent
try-other = Another row of the file
try-row = Row
try-row-text = Row 1 is the one below the column names.
try-go = Try
try-busy = Sending one customer
trial-taken = { $place ->
        [practice] The practice platform took this customer
       *[other] Adobe took this customer
    }
trial-taken-text = Row { $row } (line { $line }) is valid, and is stored in “{ $dataset }” now.
trial-violations = { $place ->
        [practice] The practice platform refuses this customer
       *[other] Adobe refuses this customer
    }
trial-violations-text = Nothing was stored. This stands against row { $row } (line { $line }):
trial-not-offered = This customer keeps every rule that is known here
trial-not-offered-text = Adobe judges no single customers for this region or organisation, so nothing was stored. Row { $row } (line { $line }) was held against our own rules alone; what else Adobe has to say comes with the upload.
trial-reason = { $code ->
        [enum] Not one of the values that the field accepts
        [required] A value that is needed is not there
        [type] Not the kind of value that the field holds
        [format] Not in the form that the field asks for
        [pattern] Not in the form that the field asks for
        [minLength] Shorter than the field accepts
        [maxLength] Longer than the field accepts
        [minimum] Smaller than the field accepts
        [maximum] Larger than the field accepts
       *[other] Not accepted
    }
trial-no-column = The customer as a whole
casing-open = How are e-mails written in Adobe?
casing-title = How are e-mail addresses written in Adobe?
casing-text = Adobe compares addresses letter by letter, and they are sent in lower case. At most 20 addresses of this file that have capitals are looked up in profiles, in both ways. Nothing is changed.
casing-busy = Looking up a few customers
casing-nothing = There was nothing to look up
casing-nothing-text = No address in this file has capitals, so there is only one way to write them.
casing-unknown = None of these customers is known yet
casing-unknown-text = They become new profiles, in lower case.
casing-good = Profiles have these customers in lower case
casing-good-text = That is how they are sent, so each customer meets their own profile.
casing-capitals = Profiles have some of these customers with capitals
casing-capitals-text = Sent in lower case, they would get a second profile. Find out with your administrator who else sends customers, often the shop or an app, and have them send lower case too. Upload after that.
casing-twice = Some of these customers are in profiles twice
casing-twice-text = Somebody else sends the same customers with capitals. Find out with your administrator who that is, often the shop or an app, and have them send lower case too.
casing-found = What was found
casing-lower = In lower case only, as they are sent
casing-written = With capitals only, as in the file
casing-both = In both ways
casing-neither = Not at all
batches-label = Uploads today
batches-value = { $more ->
        [yes] More than { $count } to this sandbox; Adobe advises at most { $advised }
       *[no] { $count ->
            [one] { $count } upload to this sandbox; Adobe advises at most { $advised }
           *[other] { $count } uploads to this sandbox; Adobe advises at most { $advised }
        }
    }
batches-near = Nearly as many uploads today as Adobe advises
batches-over = As many uploads today as Adobe advises, or more
batches-much-text = Yours goes on all the same, but customers may take longer to appear in profiles. Fewer and larger files help.

## Window: running

running-title = Sending your customers
running-to = { $name } to
running-close = You can close this window. The upload goes on, and History shows how it ended.
running-cancel = Cancel upload…
running-cancelling = Stopping…
running-cancel-title = Stop this upload?
running-cancel-text = Nothing is published yet, so nothing stays behind in Adobe.
running-cancel-late = The customers are already handed over to Adobe. Stopping only stops the watching.
running-cancel-yes = Stop the upload
running-cancel-no = Go on
running-sent = { $total ->
        [one] of { $total } customer prepared
       *[other] of { $total } customers prepared
    }
running-read = rows read
running-processing = Adobe is processing
running-processing-text = Usually minutes, sometimes longer. It is being watched.
running-profiles = Looking customers up
running-profiles-text = A few of them are looked up in profiles, to see today’s values there.
running-speed = rows per second
running-bytes-of = of { $total }
running-bytes = so far
running-bytes-read = read
running-elapsed = so far
running-left = left in this phase
running-about = about { $time }
phase-part = Part { $done } of { $total }
phase-done = Done
phase-busy = Busy
phase-rows = { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
phase-usually = Usually minutes
phase-lookup = A few will be looked up
phase-first = Every row once more

## Window: result

result-merged = Sent — please look at this now
result-succeeded = Done
result-attention = { $count ->
        [one] Done — { $count } needs attention
       *[other] Done — { $count } need attention
    }
result-processing = Handed over — Adobe is still processing
result-unconfirmed = Sent — not confirmed yet
result-mismatch = Sent — Adobe counts differently
result-failed = Nothing was sent
result-failed-maybe = This upload did not end well
result-stalled = Adobe is stuck on this upload
result-held = Held — it needs you
result-cancelled = Cancelled — nothing was sent
result-resumable = Stopped — it can go on
result-running = Under way
result-sub = { $count ->
        [one] Adobe confirmed { $count } customer in
       *[other] Adobe confirmed all { $count } customers in
    }
result-sub-some = Adobe confirmed { $count } of { $sent } customers in
result-sub-same = Nobody is new or changed since the last upload. Nothing had to be sent to
result-sub-to = To
sum-label = Where every row went
sum-read = rows read
sum-send = sent
sum-unchanged = unchanged
sum-merged = merged
sum-rejected = not sent
sum-skipped = skipped
sum-time = from start to end
reasons-title = Not sent
reasons-none = Every row was sent.
reasons-none-same = Every row that is new or changed was sent.
reason-rows = { $count ->
        [one] Row { $rows }
       *[other] Rows { $rows }
    }
reason-rows-more = Rows { $rows }, …
refusals-title = Refused by Adobe
changes-title = Fixed on the way
profiles-title = Seen in profiles
profiles-all = { $count ->
        [one] One customer was looked up by e-mail, and carries today’s values.
       *[other] { $count } customers were looked up by e-mail, and carry today’s values.
    }
profiles-some = { $found } of { $count } customers that were looked up carry today’s values.
profiles-pending = { $pending } of { $count } customers that were looked up are not visible yet. This page fills in by itself.
profiles-differing = { $differing } of { $count } customers that were looked up carry other values. Another source may have written them later.
profiles-none = Customers have not been looked up yet.
seen-found = carries what was sent
seen-pending = not visible yet
seen-differs = carries other values
seen-merged-with-other = two people hang together here
seen-other-emails = { $count ->
        [one] This profile also holds another e-mail address.
       *[other] This profile also holds { $count } other e-mail addresses.
    }
seen-other-numbers = { $count ->
        [one] This profile also holds another number ({ $namespaces }).
       *[other] This profile also holds { $count } other numbers ({ $namespaces }).
    }
seen-others-unknown = More than fifty identities hang together in this profile, so Adobe does not show it.
seen-not-tied = The e-mail address is not tied to the customer number yet. Adobe takes about a quarter of an hour.
seen-merged-help = Please look at these rows first. If it is an old address or number of the same person, nothing is wrong. If they are two people, Adobe cannot take them apart again: stop the schedules that upload such files, upload nothing more that is told apart by this number, and ask whoever looks after Adobe Experience Platform in your organisation to delete the profile, or Adobe’s support.
seen-who = Show who they are
seen-line = Row { $row }: { $state }
seen-fields = Other values in: { $fields }
seen-label = Customers that were looked up
result-save = { $count ->
        [one] Save the row
       *[other] Save the { $count } rows
    }
result-new = New upload
result-in-history = Open in history

## Window: history

history-title = History
history-export = Export
history-search = Search by file or batch
history-search-hint = File or batch
history-problems = Problems only
history-table = Uploads
history-when = When
history-file = File
history-target = Destination
history-result = Result
history-read = Read
history-sent = Sent
history-attention = { $count ->
        [one] { $count } needs attention
       *[other] { $count } need attention
    }
history-empty-title = No uploads yet
history-empty-text = Every upload will stand here, with what became of each row.
history-empty-go = Go to Upload
history-none-title = No upload matches
history-none-text = Try another word, or show more than problems.
history-show-all = Show all
history-loading = Reading the history
history-exported = History saved as “{ $name }”
detail-label = Upload of { $when }
detail-read = read
detail-sent = sent
detail-not = not sent
detail-file = File
detail-file-text = { $name }, { $size }
detail-connection = Connection
detail-target = Destination
detail-mapping = Mapping
detail-parent = Corrected rows of
detail-run = { $file }, { $when }
detail-corrected = Its corrected rows
detail-phases = Time per phase
detail-open-page = Open in Experience Platform
detail-lookup-again = Look up again
detail-lookup = Looked up in profiles
detail-batch = Batch
detail-copy-batch = Copy batch id
detail-problem = What stopped it
detail-save = Save rows
detail-go-on = Go on
detail-since-nothing = Nothing else went to this dataset since. It goes on where it stopped.
detail-since = Since then “{ $name }” went to the same dataset. What is newer there stays; if this upload would go over it, it stops and asks.
detail-again = Run again
detail-watch = Watch

## Dates and times

when-today = Today, { $time }
when-yesterday = Yesterday, { $time }
when-date = { $date }, { $time }
about-seconds = { $count } s
about-minutes = { $count } min

## Command line

cli-connection-kept = “{ $name }” is kept. Choose where its customers go: courier connections choose --connection "{ $name }" --sandbox NAME --dataset NAME
cli-secret-prompt = Client secret: { "" }
cli-no-datasets = No dataset that customers could go into. Make one: courier datasets create NAME
cli-required = required
cli-never = { $changed } changed, { $unreadable } that are no address, { $total } on the list
cli-graph = One person in { $sandbox }: { $identities } identities hang together, from { $fragments } record(s)
cli-graph-datasets = Out of { $names }
cli-graph-nobody = Nobody on the practice platform has this identity
cli-file = { $name }: { $layout }
cli-no-layout = no layout that is known
identity-told-by = Customers are told apart by { $what }
identity-by-email = their e-mail address
identity-by-number = the number in “{ $column }”, as { $namespace }
identity-and = { " and " }
consent-counts = Consent to { $channel }: { $allow } allow it, { $object } object, { $unsaid } unsaid
channel-any = anything
channel-email = e-mail
channel-sms = text messages
channel-call = telephone calls
channel-postal-mail = post
channel-push = notifications of an app
channel-whats-app = WhatsApp
channel-fax = fax
channel-commercial-email = commercial e-mail
cli-pair = Rows { $first } and { $second }: { $why }
cli-form = { $encoding }, cells separated by { $delimiter }, header on line { $line }, about { $rows } rows
cli-not-sent = not sent
cli-change = Compared with the last upload: { $new } new, { $changed } changed, { $same } unchanged
cli-newer-upload = “{ $name }” is older than “{ $sent }”, which went to this dataset before: customers who are in both would go back. If that is right, upload with --older.
cli-reset-seen = Nothing is uploaded until you have seen this: courier history --seen
cli-everything = Everything was asked for, also what is unchanged
cli-forgotten = { $count ->
        [one] { $count } record of what was sent is forgotten; the next upload sends everything
       *[other] { $count } records of what was sent are forgotten; the next upload sends everything
    }
cli-numbers-kept = Which customer number was sent with which e-mail address stays remembered; --numbers forgets it
cli-numbers-forgotten = { $count ->
        [one] { $count } customer number is forgotten, with the e-mail address that it was sent with
       *[other] { $count } customer numbers are forgotten, with the e-mail addresses that they were sent with
    }
cli-objections-kept = Who has objected stays remembered; --objections forgets it
cli-objections-forgotten = { $count ->
        [one] { $count } objection is forgotten: an old file can subscribe its customer again
       *[other] { $count } objections are forgotten: an old file can subscribe their customers again
    }
consent-lookup = { $people ->
        [one] { $people } customer looked up in Adobe before sending
       *[other] { $people } customers looked up in Adobe before sending
    } ({ $calls ->
        [one] { $calls } call
       *[other] { $calls } calls
    }), { $held } left out for what is known there
memory-no-key = The keychain is locked or not there, so it is not known whose numbers were sent before and who has objected in earlier files.
memory-unusable = What was remembered of earlier uploads cannot be read, so it is not known whose numbers were sent before and who has objected in earlier files.
cli-sum-check = { $read } rows read = { $send } to send + { $merged } merged + { $unchanged } unchanged + { $rejected } that cannot be sent + { $skipped } passed over
cli-sum = { $read } rows read = { $send } sent + { $merged } merged + { $unchanged } unchanged + { $rejected } not sent + { $skipped } passed over
cli-parts = { $count } part(s) written, { $bytes } bytes
cli-columns-not-sent = Columns that are not sent: { $names }
cli-columns-blocked = Blocked, never sent: { $names }
cli-run = { $status }: { $name } to { $dataset } in { $sandbox }
cli-platform = The platform took { $accepted } and refused { $refused }
cli-problem-consent-lookup-refused = This connection may not look customers up in profiles of sandbox “{ $sandbox }”, so nobody can tell who has objected in the meantime. Nothing was sent. Ask your administrator for access to profiles, or repeat the command with --no-consent-lookup: whoever objected elsewhere would then be subscribed again.
cli-problem-consent-lookup-failed = Customers could not be looked up in profiles, so nobody can tell who has objected in the meantime. Nothing was sent. Try again in a while, or repeat the command with --no-consent-lookup: whoever objected elsewhere would then be subscribed again.
cli-problem-keychain-absent = This computer has no keychain that can keep the client secret, and the command line keeps it nowhere else. Set one up, such as gnome-keyring or KWallet, sign in again and repeat the command. Without a keychain, use the window: it can hold the secret until it is closed.
cli-verified = Looked up in profiles: { $found } of { $of } carry what was sent, { $differing } differ
cli-seen = Row { $row } (line { $line }): { $state }
cli-merged-with-other = { $count ->
        [one] One customer who was looked up hangs together with somebody else.
       *[other] { $count } customers who were looked up hang together with somebody else.
    }
cli-merged-next = Stop the schedules: courier schedules pause · Look again: courier verify { $run }
cli-look-again = Look again later: courier verify { $run }
cli-history-merged = two people hang together, see courier verify { $run }
cli-identity-count = Identities in profiles, of all sources: { $namespace } { $before } before, { $after } after
cli-identity-count-before = Identities in profiles, of all sources: { $namespace } { $before } before; Adobe has not counted again yet
cli-corrected = Corrected rows of { $file } (run { $run }, { $when })
cli-run-id = Run { $run }, batch { $batch }
cli-no-runs = Nothing was uploaded yet
cli-rows = rows { $rows }
cli-rejects-saved = { $count } rows written to { $name }
cli-output-cut-off = What was done stands, but not all of it could be written to standard output: is the disk full? courier history tells what was sent.
cli-nothing-sent = Nothing was sent.
cli-maybe-sent = Adobe was asked to take it, and may have done so. The next upload to this dataset finishes it first, or now: courier resume, with the run from courier history. Nobody is sent twice.
cli-confirm-prompt = Type yes to go on:
cli-answer-how = Answer it with, for example: { $flag }
cli-confirm-how = To go on without being asked, add --yes.
cli-try-warning = One row will really be sent to { $dataset } in { $sandbox }. If Adobe takes it, this customer is ingested like any other, cannot be taken back, and replaces all that this dataset knew of the customer.
cli-try-taken = Taken: row { $row } (line { $line }) is valid, and was ingested
cli-try-violations = Not taken, nothing was ingested: Adobe has this against row { $row } (line { $line })
cli-try-not-offered = This region does not judge records while one waits. Nothing was ingested; row { $row } (line { $line }) was held against our own rules alone, which it passes.
cli-probe-none = No address in this file has capitals, so there was nothing to look up
cli-probe = { $count } address(es) with capitals looked up: { $lower } found in lower case, { $written } found as written, { $both } in both, { $neither } in neither
cli-probe-written = Profiles know some of these customers with capitals. Addresses are sent in lower case, so these customers would get a second profile. Ask whoever sends the others to use lower case too.
cli-probe-both = Profiles know some of these customers in both casings: most likely they have two profiles already.
cli-batches-much = Sandbox “{ $sandbox }” had { $batches } batches in the last 24 hours; Adobe advises at most { $advised } a day. Your upload goes on, but customers may take longer to appear in profiles. Fewer and larger files help.
cli-fields-none = Every column with something in it has a field already
cli-fields-proposed = { $count } field(s) proposed: column, name, type
cli-fields-next = To make them: repeat this with --json, review the document, then courier fields create
cli-fields-warning = { $count } field(s) will be made and added to the schema of { $dataset } in { $sandbox }. Fields cannot be taken back.
cli-fields-made = “{ $title }” is part of schema “{ $schema }” now
cli-fields-found = “{ $title }” is part of schema “{ $schema }” already
cli-data-prep-saved = { $count } rule(s) for schema “{ $schema }” written to { $name }
cli-data-prep-trial = Compared for { $count } customer(s): Adobe’s mapper beside ours
cli-data-prep-invalid = Adobe cannot use this rule: { $said }
cli-data-prep-differs = the same for { $same }, another value for { $differing }, only ours for { $ours }, only Adobe’s for { $theirs }
cli-data-prep-left-out = Left out, because Data Prep has no equal:
cli-data-prep-some-cells = Translated, but another outcome for some cells:
cli-data-prep-set = the whole mapping
data-prep-identity-map = identities of a record: Data Prep makes no identity map
data-prep-duplicates = several rows about one customer: each becomes a record of its own
data-prep-row-rules = leaving out rows, such as those of anonymised or shared addresses
data-prep-checks = checking values, and repairing what spreadsheets did to cells
data-prep-phone = telephone numbers in international form
data-prep-country = codes of countries from their names
data-prep-repair = putting right text that was decoded wrongly
data-prep-consent = weighing what several columns say about one consent
data-prep-name-case = names with capitals at their beginnings
data-prep-split-position = a piece that is neither the first nor the last
data-prep-split-mark = splitting at a mark that Data Prep takes for a pattern
data-prep-values-by-case = values that differ in capitals alone
data-prep-dates-counted = dates that are written as a count of days or seconds
data-prep-two-digit-years = years of two digits
data-prep-zone-by-name = times in a zone with summer time
data-prep-condition = a column that must say yes
data-prep-list = a list of values
data-prep-column-name = the column’s name cannot be written in Data Prep
data-prep-too-long = the rule would be longer than 4,096 characters
data-prep-email-cells = cells with more than one plain e-mail address
data-prep-other-dates = dates in another form than the column’s usual one
data-prep-other-numbers = numbers with a currency, or in brackets

## Window: connections

connections-title = Connections
practice-name = Practice platform
practice-where = On this computer, always here
practice-about = A platform on this computer that answers as Adobe’s does. Nothing leaves this computer, and it needs no credentials.
connection-in-use = Used for uploads
connection-use = Use for uploads
connection-no-target = No dataset chosen yet
connection-more = More for { $name }
connection-sending = How it is sent…
sending-title = How it is sent
sending-threshold = Bad rows that Adobe may leave out, in percent
sending-threshold-text = With more bad rows than this Adobe refuses the whole upload. 0: one bad row refuses it.
sending-limit = Limit the speed
sending-rate = Kilobytes a second
sending-rate-text = Shared by all uploads of this connection.
sending-consent = Look up consent before sending
sending-consent-text = Customers who are about to be sent with a yes are looked up in profiles first, about a hundred at a time. Whoever objected there is left out. Without it, somebody who objected elsewhere is subscribed again.
sending-save = Save
connection-rename = Rename
connection-target = Choose where customers go
connection-secret = Replace the secret
connection-secret-enter = Enter the secret
connection-remove = Remove
connection-no-secret-title = The client secret has to be entered again
connection-no-secret-text = It was kept only until the program ended, or is no longer in the keychain. Everything else about this connection is still here.
connection-no-dataset-title = It is not chosen yet where customers go
connection-no-dataset-text = Choose a sandbox and a dataset; without them nothing can be uploaded here.
credentials-drop = Drop the JSON from Developer Console
credentials-drop-first = Connect to Adobe: drop the JSON from Developer Console
credentials-fields = Fill in four fields
access-label = The four checks
access-busy = Testing the connection…
access-waits = Not tested yet
access-sum = { $count ->
        [0] None of the four checks passed
        [1] One of four checks passed
        [2] Two of four checks passed
        [3] Three of four checks passed
       *[other] All four checks passed
    }
access-test = Test
access-test-again = Test again
access-stop = Stop the test
access-when = Tested: { $when }
access-all = All checks passed
access-some = A check did not pass
access-likely = Most likely, though Adobe does not say so: { $what }
access-sandbox-good = “{ $sandbox }” is open to this account
access-do-admin = Mail the administrator
access-do-secret = Replace the secret
access-do-fields = Change the fields
access-do-target = Choose another
access-do-again = Test again
said-title = Adobe’s own words
said-status = Status { $status }
said-request = Request ID: { $id }
keychain-locked-text = { $os ->
        [mac] Unlock the login keychain in Keychain Access.
        [windows] Lock Windows and sign in again, so that Credential Manager opens.
       *[linux] Unlock the login keyring, for example in Passwords and Keys, or sign in to the desktop again.
    }
keychain-absent-text = { $os ->
        [mac] Open Keychain Access and check that there is a login keychain.
        [windows] Check that the service Credential Manager is running.
       *[linux] Install and start a Secret Service, such as gnome-keyring or KWallet, and sign in again.
    }
keychain-nothing-lost = Your connections are still here; only secrets cannot be read or kept until then.
keychain-session-text = Or keep the secret in memory until the program ends. It is never written to a file, and you enter it again next time.
keychain-session = Keep it until the program ends
keychain-again = Look again
region-usual = The usual gateway
secret-age-now = just now
secret-age = Saved { $age }
secret-mark = Mark { $mark }, to tell secrets apart
secret-title = Replace the secret of { $name }
secret-new = New client secret
secret-new-text = It is tested first. The present one stays until the new one works.
secret-save = Test and save
rename-title = Rename connection
rename-save = Rename
remove-title = Remove { $name }?
remove-text = The connection and its client secret are removed from this computer. Your uploads stay in the history, and nothing changes in Adobe.
credential-name = Name
credential-name-text = Your own, to tell connections apart
credential-org = Organisation ID
credential-org-text = Ends in @AdobeOrg
credential-client = Client ID
credential-secret = Client secret
credential-secret-held = Held for this test; type only to change it
credential-scopes = Scopes
credential-scopes-text = Leave empty for the usual ones
credential-region = Region
credential-region-text = Leave empty, unless Adobe gave your organisation one, such as nld2
add-title = Add connection
add-choose = Choose the JSON…
add-or-fields = From Adobe Developer Console; you can also drop it on this window, or fill in the fields.
add-read = Read from your file. The file itself is not kept.
add-more = More
add-mail = I don’t have this: mail for the administrator
add-api-missing = By this file, the project does not have the Experience Platform API.
add-second-secret = The file has two secrets; the first one is used.
add-save = Save connection
add-save-anyway = Save anyway
add-test-again = Test again
mail-title = Mail for the administrator
mail-text = Copy this into a mail to whoever manages Adobe Experience Platform for you.
mail-language = Language of the mail
mail-subject = Subject: Access to Adobe Experience Platform for uploading customers
mail-hello =
    Hello,

    I would like to upload customers to Adobe Experience Platform with Profile Courier. It signs in with a technical account. Could you set that up?
mail-project =
    1. In Adobe Developer Console (developer.adobe.com/console), create a project, add the API “Experience Platform API” to it, and choose “OAuth Server-to-Server” as its authentication.

    2. When product profiles are asked for, choose AEP-Default-All-Users.
mail-client =
    1. In Adobe Developer Console (developer.adobe.com/console), look up the project with the client ID { $client }. Check that it has the API “Experience Platform API” with “OAuth Server-to-Server”.

    2. Check that this credential has the product profile AEP-Default-All-Users.
mail-role =
    3. In Experience Platform, open Permissions, Roles, choose a role (or create one) that includes the sandbox to upload to, and add the credential under API credentials. The role needs at least:

    - View Sandboxes, for that sandbox
    - View Datasets, Manage Datasets
    - View Schemas, Manage Schemas
    - View Identity Namespaces, Manage Identity Namespaces
mail-role-sandbox =
    3. In Experience Platform, open Permissions, Roles, choose a role (or create one) that includes the sandbox “{ $sandbox }”, and add the credential under API credentials. The role needs at least:

    - View Sandboxes, for that sandbox
    - View Datasets, Manage Datasets
    - View Schemas, Manage Schemas
    - View Identity Namespaces, Manage Identity Namespaces
mail-send =
    4. Send me the file of the project (Download, in Developer Console) in the way in which we share passwords: it holds a secret.

    Thank you!
mail-end =
    Please let me know when it is done; I need no new file.

    Thank you!

## Window: where customers go

dataset = Dataset
target-title = Where should customers go?
target-text = Choose the sandbox, and the dataset in it that your customers are uploaded to.
target-sandbox = Sandbox
target-loading = Asking Adobe
target-use = Use this connection for uploads from now on
target-choose = Use this dataset
target-later = Later
target-off-title = Customers in this dataset are not seen in profiles
target-off-text = “{ $name }” is not switched on for profiles. You can switch it on here, or choose another dataset.
target-replaces-title = What your file lacks is lost
target-replaces-text = “{ $name }” replaces a customer’s whole record with what is uploaded. Columns that your file does not have become empty in this dataset.
target-connector-title = Commerce already fills this dataset
target-connector-text = “{ $name }” seems to be fed by Commerce’s own Data Connection. Records from there and from here would replace each other. A dataset of your own is safer.
sandbox-production = { $name } · live customers
sandbox-development = { $name } · development
sandbox-none-title = This account may not use any sandbox yet
sandbox-none-text = Ask your administrator to add the credential to a role that includes a sandbox. The connection itself is saved.
dataset-search = Search datasets
dataset-list = Datasets
dataset-none = This sandbox has no dataset for customers yet. Create one.
dataset-not-found = No dataset has this in its name
dataset-chosen = chosen
dataset-ready = Ready for profiles
dataset-keeps = Keeps missing columns
dataset-replaces = Replaces the whole record
dataset-off = Not switched on for profiles
dataset-connector = Fed by Commerce
dataset-gone = This dataset is not there any more, or this account may not see it.
dataset-unseen = Adobe could not be asked what kind of dataset this is. Test the connection to see why.
create-open = Create a dataset
create-title = Create a dataset
create-name = Name
create-name-text = Of the dataset and of its schema
create-name-usual = Commerce customers
create-identity = Customers are told apart by
create-identity-text = Choose the number if every file has it, or if Commerce’s Data Connection runs as well.
create-identity-email = E-mail address
create-identity-number = Customer number, with the e-mail address beside it
create-final-title = Part of this cannot be undone
create-final-text = In sandbox { $sandbox }, a schema and a dataset are made and switched on for profiles. A schema that is switched on stays on; an identity namespace can never be deleted. The dataset keeps what a file does not mention.
create-go = Create dataset
setup-label = Steps
setup-again = Begin again
setup-again-text = What is made already is found and used when you begin again.
made-failed = Stopped here
made-waits = Comes after
enable-open = Switch this dataset on
enable-title = Switch “{ $name }” on for profiles?
enable-final-title = This reaches forward only
enable-final-text = Customers that are sent from now on reach profiles. Data that was sent to this dataset before does not: it has to be sent again. Its schema is switched on as well, which cannot be undone. The dataset will keep what a file does not mention.
enable-go = Switch on

## Window: the schema

schema-open = Look at the schema
schema-title = Schema
schema-loading = Reading the schema
schema-search = Search fields
schema-search-hint = Search { $count } fields
schema-found = { $count ->
        [one] { $count } field found
       *[other] { $count } fields found
    }
schema-read = Read { $ago }
schema-read-now = Read just now
schema-refresh = Read again
schema-tree = Fields of the schema
schema-none = No field has this in its name
schema-fields = { $count ->
        [one] { $count } field
       *[other] { $count } fields
    }
schema-required = required
schema-field = The chosen field
schema-choose = Choose a field to see what it accepts.
schema-identity = identity: { $namespace }
schema-own-title = Adobe’s title
schema-path = Path
schema-kind = Type
schema-values = Accepted values
schema-values-any = Any of this type
kind-string = text
kind-number = number
kind-integer = whole number
kind-boolean = yes or no
kind-date = date
kind-date-time = date and time
kind-list = list
kind-other = { $kind }

## Schedules: why one will not run, what became of a slot and why, what keeps one from being saved

willnot-switched-off = Will not run, because you switched it off
willnot-paused = { $until ->
        [none] Will not run, because all schedules are paused
       *[other] Will not run, because all schedules are paused until { $until }
    }
willnot-nothing-starts = Runs only while Profile Courier is open: nothing else starts it on this computer
willnot-file-gone = Will not run, because “{ $name }” is gone
willnot-folder-gone = Will not run, because the folder “{ $name }” is gone
willnot-connection-gone = Will not run, because its connection was removed
willnot-secret-gone = Will not run, because the client secret is not in the keychain
willnot-keychain-shut = Will not run, because no keychain opens by itself on this computer
willnot-never-again = Will not run, because its times are all over
slot-planned = Planned
slot-due = Due
slot-running = Running
slot-done = Done
slot-tried = Checked only
slot-missed = Missed
slot-skipped = Skipped
slot-held = Held
because-off = The computer was off or asleep.
because-paused = Schedules were paused, or this one was switched off.
because-overtaken = A later time had come as well, and one run was enough.
because-dismissed = You left it.
because-released = You let it run as it is.
because-no-file = There was no file that fits.
because-no-new-file = There was no file that was not sent before.
because-unchanged = “{ $name }” is the same file as last time.
because-asks = It was missed, and this schedule asks before it makes up for that.
because-column-renamed = “{ $from }” is now called “{ $to }”.
because-columns-gone = { $count ->
        [one] Column { $columns } is not in the file any more.
       *[other] Columns { $columns } are not in the file any more.
    }
because-question = Column “{ $column }” asks something that nobody has answered yet.
because-too-many-rejected = { $share } of the rows cannot be sent; at most { $most } may stay behind.
because-too-few-rows = { $rows ->
        [one] The file has { $rows } row; last time it had { $before }.
       *[other] The file has { $rows } rows; last time it had { $before }.
    }
because-older-file = “{ $name }” is older than the file that was sent last.
because-stopped = { $problem }
unkept-name-missing = Give it a name.
unkept-name-taken = Another schedule has this name. Choose another one.
unkept-source-missing = Choose where the file comes from.
unkept-pattern-unusable = No file can have this name. Use letters, * for any text and ? for any character, without a folder.
unkept-url-unusable = The address has to begin with https:// and cannot hold a password.
unkept-mapping-missing = Choose a mapping with an e-mail address in it.
unkept-destination-missing = Choose where customers go.
unkept-time-missing = Choose at least one day and one time.
unkept-time-unusable = One of the times does not exist. Hours have to divide the day evenly.
unkept-too-often = Two times are closer than a quarter of an hour. Spread them further.
unkept-cron-unusable = A pattern has five parts: minute, hour, day, month, day of the week.
unkept-never-comes = Such a day never comes. Choose another one.
unkept-zone-unknown = This time zone is not known. Choose one from the list.
unkept-share-unusable = A share is between 0 and 100 percent.
unkept-webhook-unusable = The address has to begin with https://.
unkept-too-many = There are 200 schedules already. Remove one first.
missed-run-once = run once when the computer is back
missed-skip = wait for the next time
missed-ask = ask me
tell-problems = about problems and recovery
tell-every-run = about every run

## News of schedules, as notifications and in the terminal

news-held-title = { $name } needs you
news-held-do = Open Schedules in Profile Courier to decide.
news-failed-title = { $name } failed
news-failed-do = Open History in Profile Courier to see the whole of it.
news-refused = Adobe took none of it.
news-unsaid = The upload did not come to a good end.
news-done-title = { $name } is done
news-recovered-title = { $name } is well again
news-done = { $count ->
        [one] { $shown } customer was sent.
       *[other] { $shown } customers were sent.
    }
news-done-rejected = { $count ->
        [one] { $shown } row was left out; Profile Courier has the reason under History.
       *[other] { $shown } rows were left out; Profile Courier has the reasons under History.
    }
news-quiet-title = { $name } is silent
news-quiet = { $days ->
        [one] No upload of it has succeeded for { $days } day. Open Schedules in Profile Courier to see what keeps it.
       *[other] No upload of it has succeeded for { $days } days. Open Schedules in Profile Courier to see what keeps it.
    }
list-two = { $first } and { $last }
list-more = { $first }, and { $last }
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

## Schedules in the terminal

cli-no-schedules = No schedule yet. Schedules are made in the window of Profile Courier.
cli-schedule-names = Schedules on this computer: { $names }
cli-schedule-next = Next: { $times }
cli-schedule-times = Times are in { $zone } time
cli-schedule-decide-run = To run it as it is, this once: courier schedules decide "{ $name }" run
cli-schedule-decide-dismiss = To leave it: courier schedules decide "{ $name }" dismiss
cli-schedule-again = It is tried again from { $at } on.
cli-schedule-under-way = An upload is still under way. It is looked at again from { $at } on.
cli-schedule-busy = Another Profile Courier on this computer is at work on it.
cli-schedule-idle = There was nothing to do.
cli-schedule-none-due = Nothing is due.
cli-schedule-released = It runs with the next courier run --due, or as soon as Profile Courier is open.
cli-schedule-dismissed = It stays as it is. The schedule goes on with its next time.
cli-schedules-running = No pause: schedules run at their times
cli-timer-on = The system’s timer starts schedules every five minutes
cli-timer-off = The system’s timer does not start schedules
cli-timer-none = This system offers no timer that Profile Courier knows

## Schedules as sentences

recur-hours = { $step ->
        [1] { $minute ->
            [0] Every hour, on the hour
            [one] Every hour, { $minute } minute past
           *[other] Every hour, { $minute } minutes past
        }
       *[other] Every { $step } hours, from { $first }
    }
recur-days = Every day at { $times }
recur-workdays = Every weekday at { $times }
recur-weekdays = Every { $days } at { $times }
recur-month-days = On { $days } of the month at { $times }
recur-cron = By the pattern { $pattern }
recur-never = No times yet
month-day = { $day ->
        [one] the { $day }st
        [two] the { $day }nd
        [few] the { $day }rd
       *[other] the { $day }th
    }
month-day-last = the last day
source-file = { $name }
source-newest = the newest { $pattern } in { $folder }
source-all-new = all new files in { $folder }
source-all-new-named = all new { $pattern } in { $folder }
source-all-new-watch = all new files in { $folder }, and each as soon as it is complete
source-all-new-named-watch = all new { $pattern } in { $folder }, and each as soon as it is complete
source-web = { $name } from { $host }
source-none = no file yet
sentence = { $when }, { $what }
sentence-zone = { $when } ({ $zone } time), { $what }
zone-time = { $zone } time
at-today = today, { $time }
at-tomorrow = tomorrow, { $time }
at-yesterday = yesterday, { $time }
at-date = { $date }, { $time }

## Window: schedules

nav-schedules = Schedules
nav-schedules-held = { $count ->
        [one] Schedules, { $count } needs you
       *[other] Schedules, { $count } need you
    }
nav-next = Next: { $when }
schedules-title = Schedules
schedules-new = New schedule
schedules-view = View
schedules-list = List
schedules-calendar = Calendar
schedules-label = Your schedules
schedules-empty-title = Nothing repeats yet
schedules-empty-text = Make a schedule here, or repeat an upload that went well.
schedules-pause = Pause all
schedules-pause-hour = For one hour
schedules-pause-tomorrow = Until tomorrow
schedules-pause-on = Until I resume
schedules-paused = All schedules are paused
schedules-paused-until = All schedules are paused until { $until }
schedules-resume = Resume
schedule-on = { $name }: on
schedule-more = More for { $name }
schedule-edit = Edit…
schedule-duplicate = Duplicate…
schedule-run = Run now
schedule-test = Test now…
schedule-remove = Remove
schedule-removed = “{ $name }” was removed
schedule-copy-of = { $name } (copy)
schedule-since = Since { $date }
schedule-started = “{ $name }” was started
will-run = Will run { $when }
will-run-dry = A dry run: it checks, and sends nothing.
will-running = Running
will-held = Held, needs you
remedy-look-change = Look at the change
remedy-look = Look at it
remedy-switch-on = Switch on
remedy-resume-all = Resume all
remedy-start = Start with this computer
remedy-choose-file = Choose a file
remedy-choose-folder = Choose a folder
remedy-destination = Choose where customers go
remedy-connections = Open Connections
remedy-times = Change the times
last-run-sent = { $sent ->
        [one] Last run: { $sent } sent, { $when }
       *[other] Last run: { $sent } sent, { $when }
    }
last-run-failed = The last run failed, { $when }
last-run-done = Last run: { $when }
last-run-tried = { $send ->
        [one] Last check: { $send } customer would be sent, { $when }
       *[other] Last check: { $send } customers would be sent, { $when }
    }
last-run-not = { $state }: { $when }. { $why }
last-run-none = Has not run yet
last-run-added = New in the file, and not sent: { $columns }
background-on = Schedules run in the background. Profile Courier starts with this computer.
background-timer = Schedules run in the background. The system’s timer starts them.
background-off = Schedules run while Profile Courier is open. It does not start with this computer.
background-no-tray = Profile Courier has no icon on the desktop’s bar; this page shows what runs.
background-switch = Start with this computer
background-advanced = Advanced
background-timer-switch = Let the system’s timer start schedules
background-timer-text = The timer of this system calls the command line, also when nobody is signed in to the window. One of the two is enough.
ask-unattended-title = Send to Production without asking?
ask-unattended-text = This schedule sends to { $dataset } in sandbox { $sandbox } by itself, from now on. Audiences that are live may react, and profiles cannot be set back.
ask-unattended-type-text = Asked once for this sandbox.
ask-unattended-save = Save schedule

## Icon in the desktop’s bar, and what is said outside of the window

tray-idle = Nothing runs now
tray-running = { $count } { $count ->
        [one] runs now
       *[other] run now
    }
tray-held = { $more ->
        [0] Needs you: { $name }
       *[other] Needs you: { $name } and { $more } more
    }
tray-next = Next: { $when } · { $name }
tray-day = { $day ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
tray-run = Run now
tray-open = Open Profile Courier
tray-quit = Quit
tray-quit-title = Quit Profile Courier?
tray-quit-runs = { $count ->
        [one] An upload is under way. It goes on when you open the app again.
       *[other] { $count } uploads are under way. They go on when you open the app again.
    }
tray-quit-schedules = { $count ->
        [one] { $count } schedule will not run until you open the app again.
       *[other] { $count } schedules will not run until you open the app again.
    }
tray-quit-yes = Quit
tray-quit-no = Stay
tray-stays-title = Profile Courier goes on in the background
tray-stays-text = Schedules need it. Its icon in the desktop’s bar opens the window again, and quits it.

## Window: the dialog of a schedule

edit-new = New schedule
edit-name = Name
edit-upload = Upload
edit-source = Which file
edit-source-file = a file
edit-source-newest = the newest file
edit-source-all-new = all new files
edit-source-web = a web address
edit-file-choose = Choose a file…
edit-folder-choose = Choose a folder…
edit-folder-change = Another folder: { $folder }
edit-file-change = Another file: { $name }
edit-named = named
edit-in = in
edit-kept-in = kept in
edit-pattern = Name of the file; * stands for any text
edit-url = Web address of the file
edit-watch = also as soon as a file is complete
edit-matches = { $count ->
        [0] No file matches now
        [one] { $count } file matches: { $newest }
       *[other] { $count } files match. Newest: { $newest }
    }
edit-mapping = with
edit-mapping-label = Mapping
edit-mapping-none = Choose a mapping
edit-mapping-empty = Upload a file once; its mapping can be chosen here afterwards.
edit-mapping-text = { $count ->
        [one] { $count } column, used { $when }
       *[other] { $count } columns, used { $when }
    }
edit-mapping-kept = As saved with this schedule
edit-to = to
edit-to-label = Where customers go
edit-to-none = Choose a dataset
edit-to-item = { $connection } · { $sandbox }
edit-changed-only = only new and changed customers
edit-every = every
edit-every-label = How often
edit-hour = Hour
edit-day = Day
edit-week = Week
edit-month = Month
edit-at = at
edit-step = Hours between
edit-step-unit = { $step ->
        [one] hour, at minute
       *[other] hours, at minute
    }
edit-minute = Minute past the hour
edit-time = Time { $number }
edit-time-add = Add a time
edit-time-remove = Remove time { $number }
edit-weekdays = Days of the week
edit-month-days = Days of the month
edit-last-day = Last
edit-last-day-label = Last day of the month
edit-advanced = Advanced
edit-by-pattern = times by a pattern
edit-cron = Pattern (cron)
edit-cron-text = Minute, hour, day, month and day of the week, as in: 30 6 * * 1-5
edit-zone = Time zone
edit-missed = If it was missed
edit-only-if = Only if
edit-file-changed = the file changed
edit-most-rejected = at most
edit-most-rejected-label = Rows that may stay behind
edit-most-rejected-end = cannot be sent
edit-least-rows = at least
edit-least-rows-label = Rows compared with last time
edit-least-rows-end = of the rows of last time
edit-tell = Tell me
edit-webhook = Also call a web address…
edit-webhook-label = Web address to call
edit-webhook-text = Each call is signed, so that its receiver can tell that it comes from here.
edit-webhook-later = The signing key is made when the schedule is saved; copy it here afterwards.
edit-webhook-remove = Do not call it
edit-webhook-key = Copy signing key
edit-webhook-copied = The signing key is on the clipboard
edit-quiet = if nothing succeeded for
edit-quiet-label = Days without a success
edit-quiet-end = { $count ->
        [one] day
       *[other] days
    }
edit-first = First run
edit-dry-run = only checks, and sends nothing
edit-test = Test now
edit-test-stop = Stop
edit-save = Save schedule
edit-leave-title = Leave without saving?
edit-leave-text = What you changed in this schedule is lost.
edit-leave-yes = Leave
edit-leave-no = Go on editing
ahead-label = What comes next
ahead-incomplete = Not complete yet
ahead-will = Will run
ahead-next = Next times
ahead-dry = { $date }, dry run
ahead-clocks = Clocks change that day: { $local } does not exist, so it runs at { $wall }.
ahead-many = { $count } runs on the busiest day. Adobe advises at most { $advised } uploads a day for a sandbox, from all programs together.
ahead-zone = In { $zone } time
dry-title = Test
dry-busy = Checking…
try-rows = { $count ->
        [one] { $count } row read
       *[other] { $count } rows read
    }
try-file = { $name } was checked. Nothing was sent.
try-read = rows read
try-send = would be sent
try-rejected = cannot be sent
try-new = new
try-changed = changed
try-same = unchanged

## Window: a slot that is held

held-title = { $name } is held
held-when = Planned for { $when }
held-nothing-sent = Nothing was sent.
held-renamed = Your file now calls this column otherwise. If it is the same column, use the new name from now on, and this run starts.
held-renamed-label = Names of the column
held-before = Before
held-now = Now
held-gone = Without these columns customers would be sent with less than before. Look at the file, or choose another mapping for this schedule.
held-question = Upload such a file once by hand and answer the question; then choose its mapping for this schedule.
held-rejected = Look at the file before so many customers stay behind.
held-few = A file that is much shorter than last time is often one whose export broke off.
held-older = Somebody may have put an old file back.
held-asks = The computer was off or asleep at that time. You can make up for it now.
held-stopped = It stopped before anything was sent.
held-rows = rows
held-rows-before = rows last time
held-share = cannot be sent
held-share-most = may stay behind
held-run = Run anyway this once
held-run-now = Run it now
held-run-again = Try again
held-rename = Use the new name from now on
held-leave = Leave it
held-edit = Change the schedule
held-over = This slot is not held any more.

## Window: the calendar

calendar-label = Runs by day
calendar-before = The month before
calendar-after = The month after
calendar-today = Today
calendar-day = { $date }: { $what }
calendar-nothing = Nothing on this day.
calendar-slots = Runs of { $date }
calendar-open = Open this run
calendar-open-number = Open run { $number }
day-planned = { $count ->
        [one] Planned
       *[other] { $count } planned
    }
day-running = { $count ->
        [one] Running
       *[other] { $count } running
    }
day-done = { $count ->
        [one] Done
       *[other] { $count } done
    }
day-rejects = { $count ->
        [one] Done, rows not sent
       *[other] { $count } done, rows not sent
    }
day-failed = { $count ->
        [one] Failed
       *[other] { $count } failed
    }
day-tried = { $count ->
        [one] Checked only
       *[other] { $count } checked only
    }
day-missed = { $count ->
        [one] Missed
       *[other] { $count } missed
    }
day-skipped = { $count ->
        [one] Skipped
       *[other] { $count } skipped
    }
day-held = { $count ->
        [one] Held, needs you
       *[other] { $count } held
    }
history-by = Started by
history-you = You
history-schedule = Schedule: { $name }
slots-label = { $name }, { $when }
slots-look = Look at it
slots-open = Open Schedules
result-repeat = Repeat automatically…
help-title = Help
help-manual = Manual
help-keys = Keys
help-logs = Open the log folder
help-about = About Profile Courier
about-text = Carries shopper profiles from CSV files into Adobe Experience Platform’s Real-Time Customer Profile.
about-facts = Versions and places
about-version = Version { $value }
about-tauri = Tauri { $value }
about-webview = { $value }
about-system = { $value }
about-data = Data: { $value }
about-logs = Log: { $value }
about-licences = Licences
about-marks = Under the Apache License 2.0. Adobe, Adobe Commerce and Adobe Experience Platform are trademarks of Adobe; this program is not Adobe’s.
keys-pages = Upload, Schedules, History, Connections
keys-pages-press = { $command }+1 … { $command }+4
keys-choose = Choose a file
keys-choose-press = { $command }+O
keys-accent = Press the main button of the page
keys-accent-press = { $command }+Enter
keys-back = Back, or cancel
keys-back-press = Esc
keys-undo = Take the last change of the mapping back
keys-undo-press = { $command }+Z
keys-redo = Make it again
keys-redo-press = { $command }+Shift+Z
keys-panes = To the next or the previous part of the window
keys-panes-press = F6, Shift+F6
keys-search = To the search, in History
keys-search-press = /
keys-manual = The manual
keys-manual-press = F1
app-no-screen = There is no screen here, so no window can open. “courier” does the same in a terminal: courier --help

## Dataflows: what was handed over to Experience Platform

flows-none = Nothing was handed over to Experience Platform.
flow-standing-on = On
flow-standing-off = Off
flow-standing-waits = Waits for its file
flow-standing-unfinished = Not finished: make it once more, or delete it
flow-standing-gone = Deleted in Experience Platform
flow-standing-unasked = Goes to another connection
flow-every-once = Once
flow-every-minutes = { $count ->
    [one] Every minute
   *[other] Every { $count } minutes
  }
flow-every-hours = { $count ->
    [one] Every hour
   *[other] Every { $count } hours
  }
flow-every-days = { $count ->
    [one] Every day
   *[other] Every { $count } days
  }
flow-every-weeks = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
  }
flow-run-running = Running
flow-run-succeeded = Done
flow-run-partial = Done, some rows were refused
flow-run-failed = Failed
flow-run-counts = { $read } read, { $brought } brought, { $refused } refused
cli-flow-target = Into { $dataset }, sandbox { $sandbox }
cli-flow-folder = Looks into the folder { $folder } of the landing zone
cli-flow-deleted = The dataflow “{ $name }” is deleted, with its connections and landed files. What it brought stays in the dataset.

## Schedules whose files are handed over, and their dataflows

advice-many-records = Experience Platform is the better way here: the file has more rows than Adobe advises to send into this dataset at once.
advice-large-file = Experience Platform is the better way here: the file is so large that sending it from here takes long.
advice-identity-map = Experience Platform cannot be chosen for this dataset: it takes its identities from a list that Adobe’s own mapper cannot make.
advice-small = This computer is the better way here: the file is small enough to be sent from here, with only what changed.
lands-here = this computer, at the times below
lands-elsewhere = another system, at its own times
edit-run-on = Run on
edit-run-here = This computer
edit-run-there = Experience Platform
run-there-all = Every customer in a file is brought in. There is no “only new and changed customers” there.
run-there-rules-here = The platform has its own rules for dates and yes-or-no values. So yours are applied here, before a file lands.
run-there-rules-elsewhere = Files are taken as they are: the platform’s own rules read dates and yes-or-no values, and rows are not checked here.
run-there-days = A landed file is kept for 7 days. The platform has to take it within that time.
edit-flow = Dataflow
edit-flow-gone = Its dataflow is not on this computer any more. Choose This computer, or make a new schedule.
edit-lands = Landed by
edit-lands-label = Files are landed by
edit-lands-text = No schedule is made here, only the dataflow. It is listed below the schedules, with the folder for the files.
edit-looks = Looks
edit-looks-label = Experience Platform looks for files
edit-compared = Compared
edit-save-flow = Make dataflow
compare-not-yet = Choose a mapping and a destination first.
compare-again = Compare again
compare-same = { $count ->
    [one] One customer compared with Adobe’s own mapper: { $same } of { $fields } fields are the same.
   *[other] { $count } customers compared with Adobe’s own mapper: { $same } of { $fields } fields are the same.
  }
compare-seen = I have seen this
flow-made-not-kept = The dataflow “{ $name }” was made and is listed below the schedules. The schedule was not saved.
schedule-flow = Files land on Experience Platform, where a dataflow takes them in at its own times
flows-title = Dataflows on Experience Platform
flows-look = Look again
flow-standing-unreached = Could not be asked: look at its connection
flow-sentence = { $every }, into { $dataset }
flow-folder = Another system lands files in the folder { $folder }
flow-on = Dataflow { $name }: on
flow-act-runs = Runs…
flow-act-delete = Delete…
flow-last = Last run: { $when }. { $how }
flow-run-how = { $state }: { $counts }
flow-run-nothing = Found no new files
flow-runs-title = Runs of { $name }
flow-runs-when = Began
flow-runs-state = State
flow-runs-files = Files
flow-runs-read = Read
flow-runs-brought = Brought
flow-runs-refused = Refused
flow-runs-said = Adobe said: { $said }
flow-delete-title = Delete the dataflow “{ $name }”?
flow-delete-text = The dataflow, its connections on Experience Platform and the files that it has not taken are deleted. The customers that it brought into { $dataset } stay, and so does its mapping on Experience Platform.
flow-delete-schedules = { $count ->
    [one] The schedule { $names } lands files for it, and will wait for you.
   *[other] The schedules { $names } land files for it, and will wait for you.
  }
flow-delete-yes = Delete dataflow
flow-deleted = The dataflow “{ $name }” was deleted
handed-over = Handed over to the dataflow “{ $name }”
handed-over-waits = Landed for the dataflow “{ $name }”. Experience Platform takes it at its next time.
