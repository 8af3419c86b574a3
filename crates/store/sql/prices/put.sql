insert into prices (seller_id, sku, cost, commission, logistics, tax, floor_price, floor_margin, on_floor, auto_join, version,
  updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)
on conflict (seller_id, sku) do update set cost = excluded.cost, commission = excluded.commission,
  logistics = excluded.logistics, tax = excluded.tax, floor_price = excluded.floor_price,
  floor_margin = excluded.floor_margin, on_floor = excluded.on_floor, auto_join = excluded.auto_join,
  version = prices.version + 1, updated_at = excluded.updated_at
