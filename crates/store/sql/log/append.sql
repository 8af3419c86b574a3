insert into events (at, seller_id, by_whom, kind, version, subject, payload) values ($1, $2, $3, $4, $5, $6, $7)
