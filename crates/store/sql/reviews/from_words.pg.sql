from (
  select place from review_words where words @@ cast($15 as tsquery) and seller_id = $1 offset 0
) w
join reviews r on r.seller_id = $1 and r.place = w.place
left join products p on p.seller_id = r.seller_id and p.sku = r.sku
