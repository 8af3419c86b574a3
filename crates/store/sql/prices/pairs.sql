where (seller_id, sku) in (
  /*sqlite select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each($1) */
  /*pg select cast(named.value ->> 0 as bigint), cast(named.value ->> 1 as bigint)
    from jsonb_array_elements(cast(cast($1 as text) as jsonb)) as named (value) */
)
