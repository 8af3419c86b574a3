where a.seller_id = $1 and a.promotion_id = $2 and a.state = $3 and a.sku > $4
order by a.sku limit $5
