/*sqlite indexed by participations_of_product */
where a.seller_id = $1 and a.sku = $2 and a.state = 'in'
order by a.promotion_id limit 100
