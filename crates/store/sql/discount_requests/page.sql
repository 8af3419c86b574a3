where r.seller_id = $1 and r.request_id < $2
order by r.request_id desc limit $3 offset $4
