//! What the window and the command line see of a mapping set in Data Prep's language. No cells.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A mapping set in Data Prep's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataPrepExport {
    /// 1.
    pub version: u32,
    /// What people call it.
    pub name: String,
    /// The title of the schema that it writes.
    pub schema: String,
    /// What could be translated.
    pub rules: Vec<DataPrepRule>,
    /// What could not.
    pub left_out: Vec<DataPrepNote>,
    /// What was translated, and gives another value for some cells.
    pub differs: Vec<DataPrepNote>,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataPrepRule {
    /// The field as our own mapping set names it.
    pub field: String,
    /// The expression.
    pub source: String,
    /// The field with the organisation's own root written out.
    pub destination: String,
}

/// What has no equal in Data Prep, or not for every cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataPrepNote {
    /// The field; none where it is about the set as a whole.
    pub field: Option<String>,
    /// The column that feeds it.
    pub column: Option<String>,
    /// Why.
    pub reason: DataPrepReason,
}

/// Why Data Prep has no equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataPrepReason {
    /// It has no maps, so no identity map.
    IdentityMap,
    /// It sees one row at a time: the rows of one shopper stay several records.
    Duplicates,
    /// It leaves out no rows.
    RowRules,
    /// It neither repairs what spreadsheets did to cells nor judges values.
    Checks,
    /// Telephone numbers in international form.
    Phone,
    /// Codes of countries from their names.
    Country,
    /// Text that was decoded wrongly.
    Repair,
    /// It cannot weigh what several columns say about one consent.
    Consent,
    /// First letters of names.
    NameCase,
    /// A piece that is neither the first nor the last.
    SplitPosition,
    /// A mark between pieces that Data Prep takes for a pattern.
    SplitMark,
    /// Values that are told apart by casing alone.
    ValuesByCase,
    /// Dates that are counted in days or seconds.
    DatesCounted,
    /// Years of two digits.
    TwoDigitYears,
    /// Times in a zone with summer time.
    ZoneByName,
    /// A column that must say yes.
    Condition,
    /// A list of values.
    List,
    /// A column whose name cannot be written there.
    ColumnName,
    /// More than 4,096 characters.
    TooLong,
    /// An address in a cell with more than an address.
    EmailCells,
    /// Dates in another form than most.
    OtherDates,
    /// Numbers with a currency, or in brackets.
    OtherNumbers,
}

/// A mapping set tried by the platform's own mapper, beside ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataPrepTrial {
    /// The translation.
    pub export: DataPrepExport,
    /// How many shoppers were compared.
    pub shoppers: u32,
    /// Each rule, in their order.
    pub fields: Vec<DataPrepField>,
}

/// What the platform makes of one rule. Counts alone: never cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DataPrepField {
    /// The field.
    pub field: String,
    /// The platform can use the rule.
    pub valid: bool,
    /// Adobe's words where it cannot.
    pub said: Option<String>,
    /// Shoppers for whom both say the same, nothing included.
    pub same: u32,
    /// Shoppers with another value there.
    pub differing: u32,
    /// Shoppers with a value here alone.
    pub ours_only: u32,
    /// Shoppers with a value there alone.
    pub theirs_only: u32,
}

impl DataPrepTrial {
    /// The platform can use every rule, and makes of them what we do.
    pub fn agrees(&self) -> bool {
        let agrees = |field: &DataPrepField| field.valid && field.same == self.shoppers;
        self.fields.iter().all(agrees)
    }
}
