insert into questions (seller_id, place, question_id, sku, buyer_id, buyer_name, text, asked_at, received_at, state, stage, waits,
  turn, same, answers, others, answer_id, answer_text, answered_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1)
on conflict do nothing
