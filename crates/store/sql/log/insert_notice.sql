insert into notices (person_id, batch, seq, seller_id, kind, subject, at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (person_id, batch, seq) do nothing
