where a.promotion_id = $1 and a.state = 'in' and (a.seller_id, a.sku) > ($2, $3)
order by a.seller_id, a.sku limit $4
