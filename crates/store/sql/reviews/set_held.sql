update reviews set held = $3, version = version + 1 where seller_id = $1 and place = $2
