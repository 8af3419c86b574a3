where seller_id = $1 and comment_id = $2
