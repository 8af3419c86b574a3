insert into reservations (buyer_id, seller_id, promotion_id, sku, pieces, until) values ($1, $2, $3, $4, $5, $6)
on conflict (buyer_id, seller_id, promotion_id, sku) do update set pieces = reservations.pieces + excluded.pieces,
  until = case when excluded.until > reservations.until then excluded.until else reservations.until end
