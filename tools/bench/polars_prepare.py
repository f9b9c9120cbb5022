"""The same work as `courier prepare --mapping tools/bench/mapping.json`, as an engineer would script it with polars."""
import polars as pl, sys, os
src, fmt, out = sys.argv[1:4]; mode = sys.argv[4] if len(sys.argv) > 4 else 'sort'
os.environ.setdefault('POLARS_MAX_THREADS','2')
s = pl.scan_csv(src, infer_schema=False, row_index_name='rn')
n = lambda c: pl.col(c).fill_null('').str.strip_chars().replace('', None)
tr = lambda c: pl.col(c).fill_null('').str.strip_chars()
v = s.select('rn', tr('email').str.to_lowercase().alias('email'), tr('gender').str.to_lowercase().alias('g'), tr('dob').alias('d'),
    pl.coalesce(tr('dob').str.to_date('%Y-%m-%d', strict=False, exact=True), tr('dob').str.to_date('%m/%d/%Y', strict=False)).alias('dob'),
    tr('created_at').str.to_datetime('%Y-%m-%d %H:%M:%S', time_unit='ms', strict=False).alias('created'),
    n('firstname').alias('fn'), n('middlename').alias('mn'), n('lastname').alias('ln'), n('prefix').alias('px'), n('suffix').alias('sx'),
    tr('_address_street').str.splitn('\n', 2).alias('st'), n('_address_city').alias('ci'), n('_address_region').alias('rg'), n('_address_postcode').alias('pc'),
    n('_address_country_id').alias('cc'), n('_address_telephone').alias('ph'), n('_address_company').alias('co'), n('group_id').alias('gr'), n('_store').alias('sto'), n('_website').alias('web'), n('taxvat').alias('tx'))
ok = v.filter(pl.col('email').str.contains(r"^[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$") & ~pl.col('email').str.contains('..', literal=True)
    & pl.col('g').is_in(['', 'male', 'female', 'not specified', '1', '2', '3']) & pl.col('ln').is_not_null() & pl.col('created').is_not_null()
    & ((pl.col('d') == '') | pl.col('dob').is_between(pl.date(1900,1,1), pl.date(2025,12,31))))
u = ok.unique(subset='email', keep='last', maintain_order=False)
iso = fmt == 'json'
q = u.select(pl.struct(address='email').alias('personalEmail'),
    pl.struct(pl.struct(firstName='fn', middleName='mn', lastName='ln', courtesyTitle='px', suffix='sx').alias('name'),
        pl.col('g').replace_strict({'1':'male','male':'male','2':'female','female':'female','3':'not_specified','not specified':'not_specified','':None}).alias('gender'),
        (pl.col('dob').dt.strftime('%Y-%m-%d') if iso else pl.col('dob')).alias('birthDate')).alias('person'),
    pl.struct(pl.col('st').struct.field('field_0').replace('', None).alias('street1'), pl.col('st').struct.field('field_1').str.strip_chars().alias('street2'), city='ci', stateProvince='rg', postalCode='pc', countryCode='cc').alias('homeAddress'),
    pl.struct(number='ph').alias('homePhone'),
    pl.struct((pl.col('created').dt.strftime('%Y-%m-%dT%H:%M:%SZ') if iso else pl.col('created')).alias('createdAt'), company='co', customerGroup='gr', store='sto', website='web', taxId='tx').alias('_tenant'))
if fmt == 'parquet':
    q.sink_parquet(out, compression=sys.argv[5] if len(sys.argv) > 5 else 'zstd', compression_level=1 if len(sys.argv) <= 5 or sys.argv[5]=='zstd' else None, row_group_size=131072)
    import pyarrow.parquet as pq; print('rows', pq.ParquetFile(out).metadata.num_rows)
else:
    q.sink_ndjson(out)
