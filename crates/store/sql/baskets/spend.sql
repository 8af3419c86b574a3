update promotions set spent = spent + $2 where promotion_id = $1 and (budget is null or spent + $2 <= budget)
