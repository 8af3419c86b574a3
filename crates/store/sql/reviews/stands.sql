select review_id from reviews where seller_id = $1 and place = $2
