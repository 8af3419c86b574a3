insert into reviews (seller_id, place, review_id, sku, order_id, order_status, buyer_id, buyer_name, stars, text, pros, cons,
  media, photos, videos, published_at, received_at, deleted, status, urgency, waits, comments, answer_id, answer_text,
  answered_at, useful, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, false, $18, $19, $20, $21, $22, $23,
  $24, 0, 1)
on conflict do nothing
