insert into bulk_answers (seller_id, bulk_id, review_id, text, person_id, processed, state, refusal)
values ($1, $2, $3, $4, $5, $6, 'waiting', '')
on conflict (seller_id, bulk_id, review_id) do nothing
