insert into events (batch, at, seller_id, by_whom, kind, version, subject, payload)
values (/*sqlite 0*/ /*pg cast(cast(pg_current_xact_id() as text) as bigint)*/, $1, $2, $3, $4, $5, $6, $7)
