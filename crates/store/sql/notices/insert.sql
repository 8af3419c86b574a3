insert into notices (person_id, seq, side, seller_id, topic, kind, subject, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (person_id, seq) do nothing
