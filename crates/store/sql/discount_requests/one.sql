where r.seller_id = $1 and r.request_id = $2
