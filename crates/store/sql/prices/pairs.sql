-- PostgreSQL's planner expects ten thousand rows of two functions, and reads the whole table; of a limit that it cannot know, a tenth.
where (seller_id, sku) in (
  /*sqlite select cast(shop.key as bigint), named.value from json_each($1) as shop, json_each(shop.value) as named */
  /*pg select named.seller_id, named.sku from (select cast(shop.key as bigint), cast(sku.value as bigint)
    from jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as sku (value)
    limit (select 1000000)) as named (seller_id, sku) */
)
