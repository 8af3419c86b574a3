select a.seller_id, a.sku, a.cost, a.commission, a.logistics, a.tax, a.floor_price, a.floor_margin, a.on_floor, a.auto_join,
  a.version, a.updated_at
from
  /*sqlite json_each($1) as named */
  /*pg jsonb_array_elements(cast(cast($1 as text) as jsonb)) as named (value) */
join prices a on a.seller_id =
  /*sqlite json_extract(named.value, '$[0]') */
  /*pg cast(named.value ->> 0 as bigint) */
  and a.sku =
  /*sqlite json_extract(named.value, '$[1]') */
  /*pg cast(named.value ->> 1 as bigint) */
