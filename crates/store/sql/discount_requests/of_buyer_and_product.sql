/*sqlite indexed by discount_requests_of_product */
where r.seller_id = $1 and r.sku = $2 and r.buyer_id = $3
order by r.request_id desc limit 1
