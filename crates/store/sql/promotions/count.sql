update promotions set joined = joined + $3, pieces = pieces + $4, turnover = turnover + $5, discount = discount + $6,
  cost = cost + $7, spent = spent + $8
where seller_id = $1 and promotion_id = $2
