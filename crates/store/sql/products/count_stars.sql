update products set stars_1 = stars_1 + $3, stars_2 = stars_2 + $4, stars_3 = stars_3 + $5, stars_4 = stars_4 + $6,
  stars_5 = stars_5 + $7, reviews = reviews + $8
where seller_id = $1 and sku = $2
