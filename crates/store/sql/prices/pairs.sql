where (seller_id, sku) in (
  select cast(shop.key as bigint), cast(named.value as bigint)
  from
  /*sqlite json_each($1) as shop, json_each(shop.value) as named */
  /*pg jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as named (value) */
)
