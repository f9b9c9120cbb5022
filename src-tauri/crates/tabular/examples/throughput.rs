//! Measures reading and writing: `cargo run --release -p tabular --example throughput -- FILE`.
//! Prints megabytes of source per second for each stage, best of three, one thread, file in memory's cache.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring tool, not part of the product"
)]

use std::fs::File;
use std::io::Read;
use std::time::Instant;
use tabular::{
    Blocks, CellReader, Hints, Inspection, JsonlPart, ParquetPart, RecordJson, TextStream, inspect, read_sample,
};
use xdm::{FieldPath, Kind, Leaf, Shape, Value};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::metadata(&path).unwrap().len();
    let (sample, complete) = read_sample(&mut File::open(&path).unwrap()).unwrap();
    let inspection = inspect("file.csv", &sample, complete, &Hints::default()).unwrap();
    println!("{} columns, {:?}", inspection.columns.len(), inspection.dialect);
    let measure = |name: &str, run: &dyn Fn() -> u64| {
        let best = (0..3).map(|_| {
            let start = Instant::now();
            let count = run();
            (start.elapsed().as_secs_f64(), count)
        });
        let (seconds, count) = best.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        println!(
            "{name:<28} {:>8.0} MB/s {seconds:>7.3} s {count:>12}",
            bytes as f64 / 1e6 / seconds
        );
    };
    measure("read", &|| {
        let (mut file, mut buffer, mut total) = (File::open(&path).unwrap(), vec![0; 1 << 20], 0);
        loop {
            match file.read(&mut buffer).unwrap() {
                0 => return total,
                n => total += n as u64,
            }
        }
    });
    measure("csv crate, ByteRecord", &|| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(inspection.dialect.delimiter)
            .flexible(true)
            .from_path(&path)
            .unwrap();
        let (mut record, mut rows) = (csv::ByteRecord::new(), 0);
        while reader.read_byte_record(&mut record).unwrap() {
            rows += 1;
        }
        rows
    });
    measure("blocks", &|| {
        blocks(&path, &inspection)
            .map(|b| b.unwrap().records.len() as u64)
            .sum()
    });
    measure("blocks, view", &|| {
        blocks(&path, &inspection)
            .map(|b| {
                let block = b.unwrap();
                let view = block.view();
                block.records.first().map_or(0, |r| view.record(r).bytes().len() as u64)
            })
            .sum()
    });
    measure("blocks, cells", &|| each_row(&path, &inspection, &mut |_| 1));
    measure("blocks, cells, text of all", &|| {
        each_row(&path, &inspection, &mut |cells| {
            (0..cells.len()).map(|i| cells.text(i).map_or(0, str::len) as u64).sum()
        })
    });
    let (shape, sources) = shape(&inspection);
    measure("to JSON length", &|| {
        let json = RecordJson::new(&shape);
        each_row(&path, &inspection, &mut |cells| {
            json.len(&values(cells, &sources), &[cells.text(0).ok()]) as u64
        })
    });
    measure("to JSON Lines", &|| {
        let mut part = JsonlPart::new(&shape);
        let mut bytes = 0;
        each_row(&path, &inspection, &mut |cells| {
            part.push(&values(cells, &sources), &[cells.text(0).ok()]).unwrap();
            if part.rows() == 80_000 {
                bytes += std::mem::replace(&mut part, JsonlPart::new(&shape)).finish().len();
            }
            0
        });
        (bytes + part.finish().len()) as u64
    });
    measure("to Parquet", &|| {
        let mut part = ParquetPart::new(&shape).unwrap();
        let mut bytes = 0;
        each_row(&path, &inspection, &mut |cells| {
            part.push(&values(cells, &sources), &[cells.text(0).ok()]).unwrap();
            if part.rows() == 80_000 {
                bytes += std::mem::replace(&mut part, ParquetPart::new(&shape).unwrap())
                    .finish()
                    .unwrap()
                    .len();
            }
            0
        });
        (bytes + part.finish().unwrap().len()) as u64
    });
}

fn blocks(path: &str, inspection: &Inspection) -> Blocks<TextStream<File>> {
    Blocks::new(
        TextStream::new(File::open(path).unwrap(), inspection.detected),
        &inspection.dialect,
    )
}

fn each_row(path: &str, inspection: &Inspection, count: &mut dyn FnMut(&tabular::Cells) -> u64) -> u64 {
    let mut reader = CellReader::new(&inspection.dialect);
    let mut total = 0;
    for block in blocks(path, inspection) {
        let block = block.unwrap();
        let view = block.view();
        for span in &block.records {
            total += count(&reader.read(view.record(span)));
        }
    }
    total
}

/// About what a Commerce export fills: two dozen leaves, most of them text.
fn shape(inspection: &Inspection) -> (Shape, Vec<(usize, Kind)>) {
    let count = inspection.columns.len().min(24);
    let kind = |i: usize| {
        let profile = &inspection.columns[i].profile;
        if profile.filled > 0 && profile.dates.iso == profile.filled && profile.date_times == 0 {
            Kind::Date
        } else {
            Kind::Text
        }
    };
    let leaf = |i: usize| Leaf {
        path: FieldPath::parse(&format!("group{}.field{:02}", i / 6, i)).unwrap(),
        kind: kind(i),
        list: false,
    };
    let leaves = (0..count).map(leaf).collect();
    (
        Shape {
            leaves,
            identity_map: vec!["Email".to_owned()],
        },
        (0..count).map(|i| (i, kind(i))).collect(),
    )
}

fn values<'a>(cells: &tabular::Cells<'a>, sources: &[(usize, Kind)]) -> Vec<Option<Value<'a>>> {
    let value = |(column, kind): &(usize, Kind)| {
        let text = cells.text(*column).ok().filter(|t| !t.is_empty())?;
        match kind {
            Kind::Date => xdm::parse_date(text, &xdm::DateStyle::default()).map(|d| Value::Date(d.days())),
            _ => Some(Value::Text(text.into())),
        }
    };
    sources.iter().map(value).collect()
}
