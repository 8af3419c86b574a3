insert into notices (person_id, seq, seller_id, kind, subject, at) values ($1, $2, $3, $4, $5, $6)
on conflict (person_id, seq) do nothing
