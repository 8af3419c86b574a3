-- Among the last reviews of the product: a burst of the same words is near.
select coalesce(sum(case when text = $3 and place <> $4 then 1 else 0 end), 0) from (
  select text, place from reviews
  where seller_id = $1 and sku = $2 and deleted = false
  order by place desc limit 500
) near
