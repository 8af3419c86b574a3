where v.seller_id = $1 and v.number = $2
