update promotions set spent = spent - $2 where promotion_id = $1
