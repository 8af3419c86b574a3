where r.seller_id = $1 and r.sku = $2 and r.buyer_id = $3
order by r.created_at desc, r.request_id desc limit 1
