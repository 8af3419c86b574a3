where seller_id = $1 and archived = false and sku > $3
  and not exists (select 1 from participations there
    where there.seller_id = $1 and there.promotion_id = $2 and there.sku = products.sku and there.state in ('in', 'nominated'))
order by sku limit $4
