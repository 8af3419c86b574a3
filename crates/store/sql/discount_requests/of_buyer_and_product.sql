-- A buyer has few requests, a shop many: the signs keep the planner from walking the shop's.
where +r.seller_id = $1 and +r.sku = $2 and r.buyer_id = $3
order by r.request_id desc limit 1
