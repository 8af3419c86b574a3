update comments set state = $3, version = version + 1 where seller_id = $1 and comment_id = $2 and state = $4
