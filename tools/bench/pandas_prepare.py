"""The same work as `courier prepare --mapping tools/bench/mapping.json`, as an engineer would script it with pandas."""
import pandas as pd, pyarrow as pa, pyarrow.parquet as pq, sys
src, fmt, out = sys.argv[1:4]
df = pd.read_csv(src, dtype='string[pyarrow]', keep_default_na=False, engine=sys.argv[4] if len(sys.argv) > 4 else 'c', usecols=['email', '_website','_store','created_at','dob','firstname','gender','group_id','lastname','middlename','prefix','suffix','taxvat','_address_city','_address_company','_address_country_id','_address_postcode','_address_region','_address_street','_address_telephone'])
for c in df.columns: df[c] = df[c].str.strip()
df['email'] = df['email'].str.lower(); g = df['gender'].str.lower()
d1 = pd.to_datetime(df['dob'], format='%Y-%m-%d', errors='coerce'); d2 = pd.to_datetime(df['dob'], format='%m/%d/%Y', errors='coerce')
dob = d1.fillna(d2); cr = pd.to_datetime(df['created_at'], format='%Y-%m-%d %H:%M:%S', errors='coerce')
m = df['email'].str.fullmatch(r"[a-z0-9._%+'-]+@[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}") & ~df['email'].str.contains('..', regex=False) & g.isin(['','male','female','not specified','1','2','3']) & (df['lastname'] != '') & cr.notna() & ((df['dob'] == '') | dob.between('1900-01-01','2025-12-31'))
df['dob2'] = dob; df['cr'] = cr
df['g'] = g.map({'1':'male','male':'male','2':'female','female':'female','3':'not_specified','not specified':'not_specified'})
df = df[m.fillna(False).astype(bool)].drop_duplicates('email', keep='last')
st = df['_address_street'].str.split('\n', n=1, expand=True)
A = lambda s: pa.array(s.mask(s == ''), from_pandas=True, type=pa.string())
S = lambda **k: pa.StructArray.from_arrays(list(k.values()), names=list(k))
iso = fmt == 'json'
dob = pa.array(df['dob2'].dt.strftime('%Y-%m-%d') if iso else df['dob2'].dt.date, from_pandas=True)
cr = pa.array(df['cr'].dt.strftime('%Y-%m-%dT%H:%M:%SZ') if iso else df['cr'], from_pandas=True)
t = pa.table({'personalEmail': S(address=A(df['email'])), 'person': S(name=S(firstName=A(df['firstname']),middleName=A(df['middlename']),lastName=A(df['lastname']),courtesyTitle=A(df['prefix']),suffix=A(df['suffix'])), gender=pa.array(df['g'].astype(object), from_pandas=True, type=pa.string()), birthDate=dob),
 'homeAddress': S(street1=A(st[0]),street2=A(st[1]),city=A(df['_address_city']),stateProvince=A(df['_address_region']),postalCode=A(df['_address_postcode']),countryCode=A(df['_address_country_id'])),
 'homePhone': S(number=A(df['_address_telephone'])), '_tenant': S(company=A(df['_address_company']),customerGroup=A(df['group_id']),store=A(df['_store']),website=A(df['_website']),taxId=A(df['taxvat']),createdAt=cr)})
if not iso: pq.write_table(t, out, compression='zstd', compression_level=1, row_group_size=131072)
else:
    import orjson
    with open(out, 'wb') as f:
        for b in t.to_batches(20000):
            f.write(b''.join(orjson.dumps(r) + b'\n' for r in b.to_pylist()))
print('rows', t.num_rows)
