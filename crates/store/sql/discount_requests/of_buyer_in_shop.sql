where r.buyer_id = $1 and r.seller_id = $2 and r.request_id < $3
order by r.request_id desc limit $4
