where r.seller_id = $1 and r.place = $2
