//! The columns of a Parquet part while rows are gathered: one per leaf, and the identity map.

use crate::Error;
use arrow_array::builder::{
    BooleanBufferBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int8Builder, Int16Builder, Int32Builder,
    Int64Builder, StringBuilder, TimestampMillisecondBuilder,
};
use arrow_array::{Array, ArrayRef, ListArray, MapArray, StructArray, cast::AsArray};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, TimeUnit};
use parquet::schema::types::ColumnPath;
use std::collections::HashSet;
use std::sync::Arc;
use xdm::{Kind, Leaf, Value};

/// The platform's instants are in UTC.
const ZONE: &str = "UTC";

enum Builder {
    Text(StringBuilder),
    Double(Float64Builder),
    Long(Int64Builder),
    Int(Int32Builder),
    Short(Int16Builder),
    Byte(Int8Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    DateTime(TimestampMillisecondBuilder),
}

/// The values of one leaf.
pub(crate) struct LeafColumn {
    builder: Builder,
    list: Option<Lengths>,
}

/// Which rows of a list column have their one element.
struct Lengths {
    offsets: Vec<i32>,
    present: BooleanBufferBuilder,
}

impl Lengths {
    fn new() -> Self {
        Self {
            offsets: vec![0],
            present: BooleanBufferBuilder::new(0),
        }
    }

    fn push(&mut self, elements: i32) {
        let end = self.offsets.last().copied().unwrap_or(0) + elements;
        self.offsets.push(end);
        self.present.append(elements > 0);
    }

    fn finish(&mut self) -> (OffsetBuffer<i32>, NullBuffer) {
        let offsets = std::mem::replace(&mut self.offsets, vec![0]);
        (
            OffsetBuffer::new(ScalarBuffer::from(offsets)),
            NullBuffer::new(self.present.finish()),
        )
    }
}

impl LeafColumn {
    pub(crate) fn new(leaf: &Leaf) -> Result<Self, Error> {
        let builder = match leaf.kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Double => Builder::Double(Float64Builder::new()),
            Kind::Long => Builder::Long(Int64Builder::new()),
            Kind::Int => Builder::Int(Int32Builder::new()),
            Kind::Short => Builder::Short(Int16Builder::new()),
            Kind::Byte => Builder::Byte(Int8Builder::new()),
            Kind::Boolean => Builder::Boolean(BooleanBuilder::new()),
            Kind::Date => Builder::Date(Date32Builder::new()),
            Kind::DateTime => Builder::DateTime(TimestampMillisecondBuilder::new().with_timezone(ZONE)),
            Kind::Object | Kind::Array | Kind::Map => return Err(Error::Shape("a leaf that is no scalar")),
        };
        Ok(Self {
            builder,
            list: leaf.list.then(Lengths::new),
        })
    }

    /// Its type in the Parquet file.
    pub(crate) fn data_type(&self) -> DataType {
        if self.is_list() {
            DataType::List(Arc::new(self.element()))
        } else {
            self.scalar_type()
        }
    }

    pub(crate) fn is_list(&self) -> bool {
        self.list.is_some()
    }

    fn element(&self) -> Field {
        Field::new("element", self.scalar_type(), true)
    }

    fn scalar_type(&self) -> DataType {
        match self.builder {
            Builder::Text(_) => DataType::Utf8,
            Builder::Double(_) => DataType::Float64,
            Builder::Long(_) => DataType::Int64,
            Builder::Int(_) => DataType::Int32,
            Builder::Short(_) => DataType::Int16,
            Builder::Byte(_) => DataType::Int8,
            Builder::Boolean(_) => DataType::Boolean,
            Builder::Date(_) => DataType::Date32,
            Builder::DateTime(_) => DataType::Timestamp(TimeUnit::Millisecond, Some(ZONE.into())),
        }
    }

    pub(crate) fn push(&mut self, value: Option<&Value<'_>>) -> Result<(), Error> {
        if let Some(list) = &mut self.list {
            list.push(i32::from(value.is_some()));
            if value.is_none() {
                return Ok(());
            }
        }
        self.builder.push(value)
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, Error> {
        let values = self.builder.finish();
        let element = self.element();
        match &mut self.list {
            None => Ok(values),
            Some(list) => {
                let (offsets, present) = list.finish();
                Ok(Arc::new(ListArray::try_new(
                    Arc::new(element),
                    offsets,
                    values,
                    Some(present),
                )?))
            }
        }
    }

    /// Whether each text of this column stands there four times or more on average, so that a dictionary pays.
    pub(crate) fn repeats(&self, finished: &ArrayRef) -> bool {
        if !matches!(self.builder, Builder::Text(_)) {
            return false;
        }
        let texts = if self.is_list() {
            finished.as_list::<i32>().values()
        } else {
            finished
        };
        let texts = texts.as_string::<i32>();
        let most = (texts.len() - texts.null_count()) / 4;
        let mut distinct = HashSet::new();
        most > 0
            && texts
                .iter()
                .flatten()
                .all(|text| !distinct.insert(text) || distinct.len() <= most)
    }
}

impl Builder {
    fn push(&mut self, value: Option<&Value<'_>>) -> Result<(), Error> {
        const OTHER: Error = Error::Shape("a value of another type");
        match (self, value) {
            (Self::Text(b), Some(Value::Text(text))) => b.append_value(text),
            (Self::Double(b), Some(Value::Double(number))) => b.append_value(*number),
            (Self::Long(b), Some(Value::Integer(n))) => b.append_value(*n),
            (Self::Int(b), Some(Value::Integer(n))) => b.append_value(i32::try_from(*n).map_err(|_| OTHER)?),
            (Self::Short(b), Some(Value::Integer(n))) => b.append_value(i16::try_from(*n).map_err(|_| OTHER)?),
            (Self::Byte(b), Some(Value::Integer(n))) => b.append_value(i8::try_from(*n).map_err(|_| OTHER)?),
            (Self::Boolean(b), Some(Value::Boolean(yes))) => b.append_value(*yes),
            (Self::Date(b), Some(Value::Date(days))) => b.append_value(*days),
            (Self::DateTime(b), Some(Value::DateTime(ms))) => b.append_value(*ms),
            (builder, None) => builder.push_null(),
            _ => return Err(OTHER),
        }
        Ok(())
    }

    fn push_null(&mut self) {
        match self {
            Self::Text(b) => b.append_null(),
            Self::Double(b) => b.append_null(),
            Self::Long(b) => b.append_null(),
            Self::Int(b) => b.append_null(),
            Self::Short(b) => b.append_null(),
            Self::Byte(b) => b.append_null(),
            Self::Boolean(b) => b.append_null(),
            Self::Date(b) => b.append_null(),
            Self::DateTime(b) => b.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(b) => Arc::new(b.finish()),
            Self::Double(b) => Arc::new(b.finish()),
            Self::Long(b) => Arc::new(b.finish()),
            Self::Int(b) => Arc::new(b.finish()),
            Self::Short(b) => Arc::new(b.finish()),
            Self::Byte(b) => Arc::new(b.finish()),
            Self::Boolean(b) => Arc::new(b.finish()),
            Self::Date(b) => Arc::new(b.finish()),
            Self::DateTime(b) => Arc::new(b.finish()),
        }
    }
}

/// `identityMap`: from a namespace's code to a list of one identity.
pub(crate) struct IdentityColumn {
    namespaces: Vec<String>,
    keys: StringBuilder,
    ids: StringBuilder,
    primary: BooleanBuilder,
    maps: Lengths,
}

impl IdentityColumn {
    pub(crate) fn new(namespaces: &[String]) -> Self {
        Self {
            namespaces: namespaces.to_vec(),
            keys: StringBuilder::new(),
            ids: StringBuilder::new(),
            primary: BooleanBuilder::new(),
            maps: Lengths::new(),
        }
    }

    pub(crate) fn namespaces(&self) -> usize {
        self.namespaces.len()
    }

    /// The column of the namespaces' codes.
    pub(crate) fn namespace_path() -> ColumnPath {
        ColumnPath::new(["identityMap", "key_value", "key"].map(str::to_owned).to_vec())
    }

    pub(crate) fn field() -> Field {
        Field::new(
            "identityMap",
            DataType::Map(Arc::new(Self::entries_field()), false),
            true,
        )
    }

    fn entries_field() -> Field {
        Field::new("key_value", DataType::Struct(Self::entry_fields()), false)
    }

    fn entry_fields() -> Fields {
        let key = Field::new("key", DataType::Utf8, false);
        Fields::from(vec![
            key,
            Field::new("value", DataType::List(Arc::new(Self::element())), true),
        ])
    }

    fn element() -> Field {
        Field::new("element", DataType::Struct(Self::identity_fields()), true)
    }

    fn identity_fields() -> Fields {
        Fields::from(vec![
            Field::new("id", DataType::Utf8, true),
            Field::new("primary", DataType::Boolean, true),
        ])
    }

    pub(crate) fn push(&mut self, ids: &[Option<impl AsRef<str>>]) {
        let mut entries = 0;
        for (namespace, id) in self.namespaces.iter().zip(ids) {
            let Some(id) = id else { continue };
            self.keys.append_value(namespace);
            self.ids.append_value(id.as_ref());
            // The first that the shopper has: an empty customer number leaves the e-mail address.
            self.primary.append_value(entries == 0);
            entries += 1;
        }
        self.maps.push(entries);
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, Error> {
        let keys = self.keys.finish();
        let parts: Vec<ArrayRef> = vec![Arc::new(self.ids.finish()), Arc::new(self.primary.finish())];
        let identities = StructArray::try_new(Self::identity_fields(), parts, None)?;
        let one_each = OffsetBuffer::from_lengths(std::iter::repeat_n(1, keys.len()));
        let lists = ListArray::try_new(Arc::new(Self::element()), one_each, Arc::new(identities), None)?;
        let entries = StructArray::try_new(Self::entry_fields(), vec![Arc::new(keys), Arc::new(lists)], None)?;
        let (offsets, present) = self.maps.finish();
        Ok(Arc::new(MapArray::try_new(
            Arc::new(Self::entries_field()),
            offsets,
            entries,
            Some(present),
            false,
        )?))
    }
}
