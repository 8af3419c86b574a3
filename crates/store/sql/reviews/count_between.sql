select count(*) from (
  select 1 from reviews
  where seller_id = $1 and sku = $2 and deleted = false and place >= $3 and place < $4
  order by place limit 1000
) counted
