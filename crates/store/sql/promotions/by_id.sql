where promotion_id = $1
