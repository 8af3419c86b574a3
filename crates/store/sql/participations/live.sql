select a.seller_id, a.promotion_id, a.sku, a.price, a.quantity, a.sold, a.reserved
from
  /*sqlite json_each($1) as named */
  /*pg jsonb_array_elements(cast(cast($1 as text) as jsonb)) as named (value) */
-- Without a word the planner takes the primary key, and walks all that a shop has in promotions.
join participations a /*sqlite indexed by participations_of_product */ on a.seller_id =
  /*sqlite json_extract(named.value, '$[0]') */
  /*pg cast(named.value ->> 0 as bigint) */
  and a.sku =
  /*sqlite json_extract(named.value, '$[1]') */
  /*pg cast(named.value ->> 1 as bigint) */
  and a.state = 'in'
