select h.seller_id, h.sku, h.at, h.price, h.list_price, h.promotion_id
from
  /*sqlite json_each($1) as named */
  /*pg jsonb_array_elements(cast(cast($1 as text) as jsonb)) as named (value) */
join price_history h on h.seller_id =
  /*sqlite json_extract(named.value, '$[0]') */
  /*pg cast(named.value ->> 0 as bigint) */
  and h.sku =
  /*sqlite json_extract(named.value, '$[1]') */
  /*pg cast(named.value ->> 1 as bigint) */
where h.at = (select max(n.at) from price_history n where n.seller_id = h.seller_id and n.sku = h.sku)
