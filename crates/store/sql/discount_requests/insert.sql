insert into discount_requests (seller_id, request_id, sku, buyer_id, buyer_name, state, list_price, shown_price, asked_price, asked_min,
  asked_max, buyer_words, seller_words, approved_price, approved_min, approved_max, bought, automatic, decided_by, decided_name,
  created_at, seen_at, decided_at, ends_at, previous, version)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, 1)
on conflict (request_id) do nothing
