insert into products (seller_id, sku, product_id, offer_id, name, category, brand, description, attributes, price,
  old_price, currency, stock, picture, archived, created_at, updated_at,
  stars_1, stars_2, stars_3, stars_4, stars_5, reviews)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $17, $15, $16, 0, 0, 0, 0, 0, 0)
on conflict (seller_id, sku) do update set name = excluded.name, category = excluded.category, brand = excluded.brand,
  description = excluded.description, attributes = excluded.attributes, price = excluded.price,
  old_price = excluded.old_price, currency = excluded.currency, stock = excluded.stock,
  picture = coalesce(excluded.picture, products.picture), archived = excluded.archived,
  updated_at = excluded.updated_at
