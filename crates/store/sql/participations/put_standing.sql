insert into standing_answers (seller_id, kind, answer, answered_by, answered_at) values ($1, $2, $3, $4, $5)
on conflict (seller_id, kind) do update set answer = excluded.answer, answered_by = excluded.answered_by,
  answered_at = excluded.answered_at
