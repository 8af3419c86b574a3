-- PostgreSQL's planner expects ten thousand rows of two functions, and reads the whole table; of a limit that it cannot know, a tenth.
select a.seller_id, a.sku, a.cost, a.commission, a.logistics, a.tax, a.floor_price, a.floor_margin, a.on_floor, a.auto_join,
  a.version, a.updated_at
from
  /*sqlite json_each($1) as shop cross join json_each(shop.value) as named cross */
  /*pg (select cast(shop.key as bigint), cast(sku.value as bigint)
    from jsonb_each(cast(cast($1 as text) as jsonb)) as shop (key, value)
    cross join jsonb_array_elements_text(shop.value) as sku (value)
    limit (select 1000000)) as named (seller_id, sku) */
join prices a on
  /*sqlite a.seller_id = cast(shop.key as bigint) and a.sku = named.value */
  /*pg a.seller_id = named.seller_id and a.sku = named.sku */
