insert into exports (seller_id, export_id, format, lang, filter, state, done, total, bytes, created_at, ended_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
