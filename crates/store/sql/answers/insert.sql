insert into answers (seller_id, answer_id, place, question_id, sku, author, author_id, author_name, text, public_text, text_hash, state,
  sent_at, public_at, due_at, published_at, edited_at, useful, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)
on conflict (seller_id, answer_id) do nothing
