insert into answering (seller_id, subject_id, person_id, name, until) values ($1, $2, $3, $4, $5)
on conflict (seller_id, subject_id, person_id) do update set until = excluded.until
