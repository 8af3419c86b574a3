select a.seller_id, a.promotion_id, a.sku, a.price, a.quantity, a.sold, a.reserved
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named */
  /*pg jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as named (value) */
-- Without a word the planner takes the primary key, and walks all that a shop has in promotions.
/*sqlite cross */ join participations a /*sqlite indexed by participations_of_product */ on a.seller_id = cast(shop.key as bigint)
  and a.sku = cast(named.value as bigint)
  and a.state = 'in'
