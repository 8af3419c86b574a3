update discount_requests set state = $4, seller_words = $5, approved_price = $6, approved_min = $7, approved_max = $8, bought = $9,
  automatic = $10, decided_by = $11, decided_name = $12, seen_at = $13, decided_at = $14, ends_at = $15, version = version + 1
where seller_id = $1 and request_id = $2 and version = $3
