"""The same work as `courier prepare --mapping tools/bench/mapping.json`, as an engineer would script it with duckdb."""
import duckdb, sys, os, shutil
src, fmt, out = sys.argv[1:4]; codec = sys.argv[4] if len(sys.argv) > 4 else 'zstd'
mem = sys.argv[5] if len(sys.argv) > 5 else None
shutil.rmtree(out, ignore_errors=True)
c = duckdb.connect(); c.execute("SET threads=2"); c.execute("SET preserve_insertion_order=false"); c.execute("SET temp_directory='.ducktmp'")
if mem: c.execute(f"SET memory_limit='{mem}'")
n = lambda x: f"nullif(trim({x}),'')"
sql = f"""
WITH r AS (SELECT row_number() OVER () AS rn, * FROM read_csv('{src}', all_varchar=true, header=true, delim=',', quote='"', escape='"', new_line='\\n', max_line_size=1000000, parallel=true)),
v AS (SELECT rn, lower(trim(email)) AS email, lower(trim(coalesce(gender,''))) AS g, trim(coalesce(dob,'')) AS d,
  coalesce(try_strptime(trim(dob),'%Y-%m-%d'), try_strptime(trim(dob),'%m/%d/%Y'))::DATE AS dob,
  try_strptime(trim(created_at),'%Y-%m-%d %H:%M:%S') AS created,
  {n('firstname')} fn,{n('middlename')} mn,{n('lastname')} ln,{n('prefix')} px,{n('suffix')} sx,trim(_address_street) st,{n('_address_city')} ci,{n('_address_region')} rg,
  {n('_address_postcode')} pc,{n('_address_country_id')} cc,{n('_address_telephone')} ph,{n('_address_company')} co,{n('group_id')} gr,{n('_store')} sto,{n('_website')} web,{n('taxvat')} tx FROM r),
ok AS MATERIALIZED (SELECT * FROM v WHERE regexp_full_match(email, '[a-z0-9._%+''-]+@[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z]{{2,}}') AND NOT contains(email,'..')
  AND g IN ('','male','female','not specified','1','2','3') AND ln IS NOT NULL AND created IS NOT NULL
  AND (d='' OR (dob IS NOT NULL AND dob BETWEEN DATE '1900-01-01' AND DATE '2025-12-31'))),
u AS (SELECT ok.email, ok AS k FROM ok JOIN (SELECT max(rn) rn FROM ok GROUP BY email) m ON m.rn=ok.rn)
SELECT struct_pack(address := email) AS personalEmail,
 struct_pack("name" := struct_pack(firstName := k.fn, middleName := k.mn, lastName := k.ln, courtesyTitle := k.px, suffix := k.sx),
   gender := CASE k.g WHEN '' THEN NULL WHEN '1' THEN 'male' WHEN 'male' THEN 'male' WHEN '2' THEN 'female' WHEN 'female' THEN 'female' ELSE 'not_specified' END, birthDate := {'strftime(k.dob, $$%Y-%m-%d$$)' if fmt=='json' else 'k.dob'}) AS person,
 struct_pack(street1 := nullif(split_part(k.st,chr(10),1),''), street2 := nullif(trim(split_part(k.st,chr(10),2)),''), city := k.ci, stateProvince := k.rg, postalCode := k.pc, countryCode := k.cc) AS homeAddress,
 struct_pack("number" := k.ph) AS homePhone,
 struct_pack(company := k.co, customerGroup := k.gr, store := k.sto, website := k.web, taxId := k.tx, createdAt := {'strftime(k.created, $$%Y-%m-%dT%H:%M:%SZ$$)' if fmt=='json' else 'k.created'}) AS _tenant FROM u"""
if len(sys.argv) > 6:  # QUALIFY form
    pass
opt = f"FORMAT parquet, COMPRESSION {codec}, ROW_GROUP_SIZE 131072, FILE_SIZE_BYTES '256MB'" if fmt == 'parquet' else "FORMAT json, FILE_SIZE_BYTES '256MB'"
os.makedirs(os.path.dirname(out), exist_ok=True)
print(fmt, c.execute(f"COPY ({sql}) TO '{out}' ({opt})").fetchall())
