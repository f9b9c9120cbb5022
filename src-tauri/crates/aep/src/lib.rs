//! Experience Platform over HTTP: token, sandboxes, schemas, namespaces, catalog, batch ingestion, diagnostics, profile access.
