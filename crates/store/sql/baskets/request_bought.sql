update discount_requests set bought = bought + $4, state = case when bought + $4 >= approved_max then 'bought' else state end
where seller_id = $1 and request_id = $2 and buyer_id = $3 and (approved_max is null or bought + $4 <= approved_max)
