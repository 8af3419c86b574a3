insert into drafts (seller_id, subject_id, person_id, text, saved_at) values ($1, $2, $3, $4, $5)
on conflict (seller_id, subject_id, person_id) do update set text = excluded.text, saved_at = excluded.saved_at
