//! What can be seen in a cell, a row or a file, as codes. Words for them live in the catalogues, never here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a finding asks of the merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Severity {
    /// A shopper is left out.
    CannotSend,
    /// A value was dropped or is doubtful; its shopper is sent.
    PleaseCheck,
    /// Changed for the better, nothing to do.
    Fixed,
}

macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident => $severity:ident,)+) => {
        /// Every kind of finding. The list is the contract: codes are added, never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(export)]
        pub enum FindingCode { $($(#[$doc])* $name,)+ }

        impl FindingCode {
            /// All codes, for tests that ask whether each has words.
            pub const ALL: &'static [FindingCode] = &[$(FindingCode::$name,)+];

            /// How much this finding asks of the merchant.
            pub const fn severity(self) -> Severity {
                match self { $(FindingCode::$name => Severity::$severity,)+ }
            }

            /// The code as reports, catalogues and files of rejected rows have it.
            pub fn code(self) -> String {
                let name = serde_json::to_value(self).ok();
                name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
            }
        }
    };
}

findings! {
    /// The row has no e-mail address, so nothing ties it to a shopper.
    EmailMissing => CannotSend,
    /// The e-mail cell holds something that is not an address.
    EmailInvalid => CannotSend,
    /// The e-mail cell holds a hash instead of the address.
    EmailHashed => CannotSend,
    /// A field that the mapping or the schema requires is empty or unreadable.
    RequiredMissing => CannotSend,
    /// The row has fewer cells than the header, and mapped ones are among the missing.
    CellsMissing => CannotSend,
    /// The row has more cells than the header: its cells may have moved.
    CellsExtra => CannotSend,
    /// An address row that follows no customer row.
    AddressOrphan => CannotSend,
    /// One cell is larger than 1 MiB.
    CellTooLarge => CannotSend,
    /// The record is larger than the 100 KB that Profile accepts.
    RecordTooLarge => CannotSend,
    /// One e-mail address on several customer numbers: sent, they would become one person.
    EmailShared => CannotSend,
    /// One number on people who differ: sent as an identity, they would become one person.
    IdentityConflict => CannotSend,
    /// A number that was sent with another e-mail address before.
    IdentityKnownOtherwise => CannotSend,
    /// A cell about consent that cannot be read: it may be an objection.
    ConsentUnreadable => CannotSend,
    /// A yes of somebody whose objection is known, and nothing proves that the yes is newer.
    ConsentWouldReturn => CannotSend,
    /// A cell that is to be sent looks like a password's hash or a token: its row may have moved.
    SecretInCell => CannotSend,
    /// A value could not be read, and the policy is to leave out its row.
    ValueRejected => CannotSend,
    /// A cell is not a date.
    DateUnreadable => PleaseCheck,
    /// A birth date in the future, or more than 120 years ago.
    DateImplausible => PleaseCheck,
    /// A cell is not a date with a time.
    DateTimeUnreadable => PleaseCheck,
    /// A cell is not a number.
    NumberUnreadable => PleaseCheck,
    /// A number outside what the field can hold.
    NumberOutOfRange => PleaseCheck,
    /// A cell is not one of the words for yes and no.
    BooleanUnreadable => PleaseCheck,
    /// A cell is not one of the values that the field accepts.
    ValueNotListed => PleaseCheck,
    /// A value whose record part also needs another one, which is not there.
    ParentIncomplete => PleaseCheck,
    /// A cell does not have the form that the field asks for.
    ValueMalformed => PleaseCheck,
    /// A cell is longer than the field accepts.
    ValueTooLong => PleaseCheck,
    /// A date that only fits another order of day and month than the column's.
    DateOrderMixed => PleaseCheck,
    /// 1900-01-01 or 1970-01-01, in so many rows that it must stand for "no date".
    DateDefault => PleaseCheck,
    /// A telephone number that cannot be read.
    PhoneUnreadable => PleaseCheck,
    /// Two telephone numbers in one cell; the first is sent.
    PhoneFurther => PleaseCheck,
    /// A country that is not known.
    CountryUnknown => PleaseCheck,
    /// Two e-mail addresses in one cell; the first is sent.
    EmailFurther => PleaseCheck,
    /// Addresses that look like a slip of the fingers, such as gmial.com.
    EmailTypo => PleaseCheck,
    /// Addresses of a desk rather than a person, such as info@.
    EmailRole => PleaseCheck,
    /// Addresses that stand for none, such as test@example.com.
    EmailPlaceholder => PleaseCheck,
    /// Addresses of customers who were made anonymous.
    EmailAnonymised => PleaseCheck,
    /// One e-mail address on several web sites of the shop: one person to the platform.
    EmailOnWebsites => PleaseCheck,
    /// Rows of one e-mail address with other first names or birth dates: only the newest is sent.
    DuplicateDiffers => PleaseCheck,
    /// A number that stands for nobody, such as 0 or guest: no identity is made of it.
    IdentityPlaceholder => PleaseCheck,
    /// A consent that waits for an answer: nothing is sent about it.
    ConsentOpen => PleaseCheck,
    /// Columns of a row, or rows of one shopper, that disagree about a consent: the most restrictive is sent.
    ConsentConflict => PleaseCheck,
    /// Text that was decoded wrongly before it came here, such as JosÃ©.
    TextMojibake => PleaseCheck,
    /// Words for "nothing", such as NULL, that are sent as they stand.
    MissingMarkerKept => PleaseCheck,
    /// Digits that a spreadsheet has rounded away.
    SpreadsheetDamage => PleaseCheck,
    /// Bytes that are not text in the file's encoding.
    TextUndecodable => PleaseCheck,
    /// A quote without its partner: read as an ordinary character.
    QuoteUnclosed => PleaseCheck,
    /// Two columns have the same name.
    HeaderDuplicate => PleaseCheck,
    /// A column with data has no name.
    HeaderBlank => PleaseCheck,
    /// E-mail addresses brought into the form that serves as identity.
    EmailNormalised => Fixed,
    /// Older rows of the same shopper folded into the newest.
    DuplicateMerged => Fixed,
    /// Blanks of a row that is sent, filled from another row of its shopper.
    BlankFilled => Fixed,
    /// Address rows folded into their customer.
    AddressJoined => Fixed,
    /// Dates that stand for "no date", such as 0000-00-00, left out.
    DateZero => Fixed,
    /// Words for "nothing", such as NULL, left out.
    MissingMarker => Fixed,
    /// What a spreadsheet put around a value, such as ="0123", taken off.
    SpreadsheetRepaired => Fixed,
    /// Text that was decoded wrongly before it came here, put right.
    TextRepaired => Fixed,
    /// Local times that clocks left out, taken for the time an hour later.
    DateTimeGap => Fixed,
    /// Shoppers on the list of those who are never uploaded.
    DoNotUpload => Fixed,
    /// Addresses that you chose to leave out.
    EmailLeftOut => Fixed,
    /// A quote inside a cell, kept as an ordinary character.
    QuoteStray => Fixed,
    /// NUL and other control characters taken out.
    ControlRemoved => Fixed,
    /// A gzip, a zip archive or a workbook was opened to get at the table.
    ContainerOpened => Fixed,
    /// The file is not in UTF-8 and was converted.
    EncodingConverted => Fixed,
    /// Blank rows passed over.
    RowBlank => Fixed,
    /// Repetitions of the header passed over.
    HeaderRepeated => Fixed,
    /// Totals and remarks below the data passed over.
    FooterSkipped => Fixed,
    /// Lines above the header passed over.
    TitleSkipped => Fixed,
}

/// Where a finding was seen. Never the cell itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Example {
    /// Record number, 1 = first record after the header.
    #[ts(type = "number")]
    pub row: u64,
    /// Line number, 1 = first line of the file.
    #[ts(type = "number")]
    pub line: u64,
}

/// One kind of finding in one column, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingSummary {
    /// What was seen.
    pub code: FindingCode,
    /// How much it asks.
    pub severity: Severity,
    /// The column's name; null where it concerns the row or the file.
    pub column: Option<String>,
    /// How often.
    #[ts(type = "number")]
    pub count: u64,
    /// In how many rows that nothing else leaves out. Several rows of one shopper count once.
    #[serde(default)]
    #[ts(type = "number")]
    pub rows: u64,
    /// The first places, in file order.
    pub examples: Vec<Example>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_snake_case_on_the_wire() {
        assert_eq!(
            serde_json::to_value(FindingCode::EmailMissing).unwrap(),
            "email_missing"
        );
        assert_eq!(
            FindingCode::ALL.len(),
            FindingCode::ALL.iter().collect::<std::collections::HashSet<_>>().len()
        );
    }
}
