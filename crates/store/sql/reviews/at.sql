select review_id from reviews where place = $1
