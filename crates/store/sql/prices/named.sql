select a.seller_id, a.sku, a.cost, a.commission, a.logistics, a.tax, a.floor_price, a.floor_margin, a.on_floor, a.auto_join,
  a.version, a.updated_at
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named */
  /*pg jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as named (value) */
/*sqlite cross */ join prices a on a.seller_id = cast(shop.key as bigint)
  and a.sku = cast(named.value as bigint)
