where seller_id = $1 and offer_id = $2
