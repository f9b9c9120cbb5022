// read.mjs FOLDER: what DuckDB finds in the Parquet files of a folder, as JSON: `types` by column, `rows` in their order.
import { DuckDBInstance } from "@duckdb/node-api";

const files = `read_parquet('${process.argv[2]}/*.parquet', file_row_number = true, filename = true)`;
const session = await (await DuckDBInstance.create(":memory:")).connect();
await session.run("SET TimeZone = 'UTC'");
const all = async (sql) => (await session.runAndReadAll(sql)).getRowObjectsJson();
const columns = "* EXCLUDE (file_row_number, filename)";
const described = await all(`DESCRIBE SELECT ${columns} FROM ${files}`);
const rows = await all(`SELECT to_json(r)::VARCHAR AS row FROM (SELECT ${columns} FROM ${files} ORDER BY filename, file_row_number) r`);
const types = Object.fromEntries(described.map((column) => [column.column_name, column.column_type]));
process.stdout.write(JSON.stringify({ types, rows: rows.map(({ row }) => JSON.parse(row)) }));
