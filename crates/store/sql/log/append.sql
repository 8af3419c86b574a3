insert into events (at, seller_id, by_whom, kind, version, subject, payload, buyer_id, desk)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
