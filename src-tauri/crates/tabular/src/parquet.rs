//! Records as Parquet, in the types of the platform's own table. Absent values are null, and so is an object without
//! a value: never an empty text. The same rows give the same bytes.
//!
//! Dictionaries are kept only for the leaves whose first rows repeat themselves: for the others they cost a third of
//! the time and save nothing.

use crate::Error;
use crate::column::{IdentityColumn, LeafColumn};
use crate::tree::{Node, tree};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::sync::Arc;
use xdm::{Shape, Value};

/// Rows that are gathered before they are encoded; the first of them decide about dictionaries.
const BATCH_ROWS: usize = 8_192;
/// Names the writer in the file; fixed, so that a part can be built again.
const CREATED_BY: &str = "profile-courier";

/// A Parquet part in memory.
pub struct ParquetPart {
    fields: Vec<Node>,
    schema: SchemaRef,
    columns: Vec<LeafColumn>,
    identities: Option<IdentityColumn>,
    pending: usize,
    rows: u64,
    writer: Option<ArrowWriter<Vec<u8>>>,
}

impl ParquetPart {
    /// An empty part.
    pub fn new(shape: &Shape) -> Result<Self, Error> {
        let columns = shape
            .leaves
            .iter()
            .map(LeafColumn::new)
            .collect::<Result<Vec<_>, _>>()?;
        let fields = tree(shape);
        let identities = (!shape.identity_map.is_empty()).then(|| IdentityColumn::new(&shape.identity_map));
        let identity_field = identities.iter().map(|_| IdentityColumn::field());
        let roots: Vec<Field> = identity_field
            .chain(fields.iter().map(|node| field(node, &columns)))
            .collect();
        let schema = Arc::new(Schema::new(roots));
        Ok(Self {
            fields,
            schema,
            columns,
            identities,
            pending: 0,
            rows: 0,
            writer: None,
        })
    }

    /// Adds a record. `row` is parallel to the shape's leaves, `ids` to its namespaces, the primary one first.
    pub fn push(&mut self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>]) -> Result<(), Error> {
        let namespaces = self.identities.as_ref().map_or(0, IdentityColumn::namespaces);
        if row.len() != self.columns.len() || ids.len() != namespaces {
            return Err(Error::Shape("another number of values"));
        }
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.push(value.as_ref())?;
        }
        if let Some(identities) = &mut self.identities {
            identities.push(ids);
        }
        self.rows += 1;
        self.pending += 1;
        if self.pending >= BATCH_ROWS {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Records so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// About how large the part is so far, without the rows still gathered; the same for the same rows.
    pub fn encoded_bytes(&self) -> usize {
        self.writer
            .as_ref()
            .map_or(0, |w| w.bytes_written() + w.in_progress_size())
    }

    /// Encodes the rest and gives the part.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        if self.pending > 0 || self.writer.is_none() {
            self.flush()?;
        }
        match self.writer {
            Some(writer) => Ok(writer.into_inner()?),
            None => Err(Error::Shape("a part without a writer")),
        }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let leaves = self
            .columns
            .iter_mut()
            .map(LeafColumn::finish)
            .collect::<Result<Vec<_>, _>>()?;
        let mut arrays = Vec::with_capacity(self.schema.fields().len());
        if let Some(identities) = &mut self.identities {
            arrays.push(identities.finish()?);
        }
        for node in &self.fields {
            arrays.push(assemble(node, &self.columns, &leaves)?);
        }
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)?;
        self.pending = 0;
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(self::writer(&self.schema, &self.columns, &leaves, &self.fields)?),
        };
        writer.write(&batch)?;
        Ok(())
    }
}

fn field(node: &Node, columns: &[LeafColumn]) -> Field {
    match node {
        Node::Leaf { name, index } => Field::new(name, columns[*index].data_type(), true),
        Node::Object { name, fields } => Field::new(name, DataType::Struct(object_fields(fields, columns)), true),
    }
}

fn object_fields(nodes: &[Node], columns: &[LeafColumn]) -> Fields {
    nodes.iter().map(|node| field(node, columns)).collect()
}

/// Puts the leaves of a node together; an object is null where all of it is.
fn assemble(node: &Node, columns: &[LeafColumn], leaves: &[ArrayRef]) -> Result<ArrayRef, Error> {
    match node {
        Node::Leaf { index, .. } => Ok(Arc::clone(&leaves[*index])),
        Node::Object { fields, .. } => {
            let children = fields
                .iter()
                .map(|f| assemble(f, columns, leaves))
                .collect::<Result<Vec<_>, _>>()?;
            let present = any_present(&children);
            Ok(Arc::new(StructArray::try_new(
                object_fields(fields, columns),
                children,
                present,
            )?))
        }
    }
}

fn any_present(arrays: &[ArrayRef]) -> Option<NullBuffer> {
    let mut present: Option<BooleanBuffer> = None;
    for array in arrays {
        let own = array.nulls()?.inner();
        present = Some(match present {
            None => own.clone(),
            Some(others) => &others | own,
        });
    }
    present.map(NullBuffer::new)
}

fn writer(
    schema: &SchemaRef,
    columns: &[LeafColumn],
    leaves: &[ArrayRef],
    fields: &[Node],
) -> Result<ArrowWriter<Vec<u8>>, Error> {
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false)
        .set_column_dictionary_enabled(IdentityColumn::namespace_path(), true);
    for (path, index) in leaf_paths(fields) {
        if columns[index].repeats(&leaves[index]) {
            let path = if columns[index].is_list() {
                [path, vec!["list".into(), "element".into()]].concat()
            } else {
                path
            };
            properties = properties.set_column_dictionary_enabled(ColumnPath::new(path), true);
        }
    }
    // The Arrow schema beside Parquet's own would only be a second opinion for other readers.
    let options = ArrowWriterOptions::new()
        .with_properties(properties.build())
        .with_skip_arrow_metadata(true);
    Ok(ArrowWriter::try_new_with_options(
        Vec::new(),
        Arc::clone(schema),
        options,
    )?)
}

fn leaf_paths(nodes: &[Node]) -> Vec<(Vec<String>, usize)> {
    let below = |node: &Node| match node {
        Node::Leaf { name, index } => vec![(vec![name.clone()], *index)],
        Node::Object { name, fields } => {
            let inner = leaf_paths(fields);
            inner
                .into_iter()
                .map(|(path, index)| ([vec![name.clone()], path].concat(), index))
                .collect()
        }
    };
    nodes.iter().flat_map(below).collect()
}
