insert into price_history (seller_id, sku, at, price, list_price, promotion_id) values ($1, $2, $3, $4, $5, $6)
on conflict (seller_id, sku, at) do update set price = excluded.price, list_price = excluded.list_price,
  promotion_id = excluded.promotion_id
